import { useState } from "preact/hooks";
import { COMMENT_LIMIT } from "../../../src-shared/site-chat/site-chat-limits.ts";
import type { View } from "./context.ts";
import { Icon } from "./icons.tsx";

/** «Как прошёл разговор?»: one to five stars, a comment when there is something to say. */
export function Rating({ view, onDone }: { readonly view: View; readonly onDone: () => void }) {
  const { engine, words } = view;
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  return (
    <div class="card">
      <fieldset class="stars">
        <legend>
          <b>{words.rateAsk}</b>
        </legend>
        {[1, 2, 3, 4, 5].map((count) => (
          <label key={count} class={count <= stars ? "on" : ""}>
            <input
              class="sr"
              type="radio"
              name="tandem-stars"
              checked={stars === count}
              onChange={() => setStars(count)}
              aria-label={words.star(count)}
            />
            <Icon name="star" size={30} />
          </label>
        ))}
      </fieldset>
      {stars > 0 && (
        <textarea
          aria-label={words.rateComment}
          placeholder={words.rateComment}
          maxLength={COMMENT_LIMIT}
          value={comment}
          onInput={(event) => setComment(event.currentTarget.value)}
        />
      )}
      <div class="two">
        <button type="button" class="plain" onClick={onDone}>
          {words.rateSkip}
        </button>
        {stars > 0 && (
          <button
            type="button"
            class="main"
            onClick={() => {
              engine.send({ t: "rate", stars, comment: comment.trim() });
              onDone();
            }}
          >
            {words.rateSend}
          </button>
        )}
      </div>
    </div>
  );
}
