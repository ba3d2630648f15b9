import { Fragment } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type ShownEntry, shown } from "../engine/conversation.ts";
import { dayWords, windowWords } from "../words.ts";
import type { View } from "./context.ts";
import { MessageRow } from "./message-row.tsx";
import { FailedRow, UploadRow, WaitingRow } from "./pending-row.tsx";
import type { Upload } from "./use-uploads.ts";

/** So far from its end the log counts as being read elsewhere: nothing moves under the reader's eyes. */
const NEAR_END_PX = 80;
/** Messages of one side within this time stand together under one name. */
const TOGETHER_MS = 5 * 60_000;

/** The conversation, the newest below; what is on its way comes last. */
export function Log({ view, uploads }: { readonly view: View; readonly uploads: readonly Upload[] }) {
  const { engine, state, words, options, nowMs } = view;
  const { conversation, waiting, failed, isOperatorTyping, face, isLoadingOlder } = state;
  const listRef = useRef<HTMLDivElement>(null);
  const linesRef = useRef<HTMLDivElement>(null);
  const placeRef = useRef({ isAtEnd: true, top: 0, bottomGap: 0 });
  const entries = shown(conversation);

  // What is read stays where it is: at the end the newest shows, older entries and pictures come in above.
  useLayoutEffect(() => {
    const keep = () => {
      const log = listRef.current;
      if (!log) return;
      log.scrollTop = placeRef.current.isAtEnd ? log.scrollHeight : log.scrollHeight - placeRef.current.bottomGap;
      placeRef.current.top = log.scrollTop;
    };
    // Scrolled by keys, hence in the order of the tab key.
    if (listRef.current) listRef.current.tabIndex = 0;
    const observer = new ResizeObserver(keep);
    for (const element of [listRef.current, linesRef.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const handleScroll = () => {
    const log = listRef.current;
    if (!log) return;
    const bottomGap = log.scrollHeight - log.scrollTop;
    const isNear = bottomGap - log.clientHeight < NEAR_END_PX;
    // Only a reader scrolls up; what grows below them is no reason to leave the end.
    const isAtEnd = isNear || (placeRef.current.isAtEnd && log.scrollTop >= placeRef.current.top);
    placeRef.current = { isAtEnd, top: log.scrollTop, bottomGap };
  };

  return (
    <div
      ref={listRef}
      class="log"
      role="log"
      aria-live="polite"
      aria-label={face?.title ?? words.title}
      onScroll={handleScroll}
    >
      <div ref={linesRef} class="lines">
        {conversation.hasOlder ? (
          <div class="note">
            <button type="button" class="older" aria-disabled={isLoadingOlder} onClick={() => engine.loadOlder()}>
              {words.older}
            </button>
          </div>
        ) : (
          <div class="hello">
            <p class="big">{face?.title ?? words.title}</p>
            <p>{face?.greeting ?? words.greeting}</p>
          </div>
        )}
        {entries.map((entry, index) => {
          const before = entries[index - 1];
          const day = dayWords(words, options.lang, entry.atMs, nowMs);
          const isNewDay = !before || dayWords(words, options.lang, before.atMs, nowMs) !== day;
          return (
            <Fragment key={entry.n}>
              {isNewDay && <div class="day">{day}</div>}
              {entry.kind === "message" ? (
                <MessageRow view={view} message={entry} isFirst={isNewDay || !standTogether(before, entry)} />
              ) : (
                <div class="note">{noteWords(view, entry, nowMs)}</div>
              )}
            </Fragment>
          );
        })}
        {waiting.map((frame) => (
          <WaitingRow key={frame.id} view={view} frame={frame} />
        ))}
        {failed.map((one) => (
          <FailedRow key={one.frame.id} view={view} failed={one} />
        ))}
        {uploads.map((one) => (
          <UploadRow key={one.id} view={view} upload={one} />
        ))}
        {isOperatorTyping && (
          <div class="msg first">
            <span class="bubble">
              <span class="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              <span class="sr">
                {state.status?.operator ?? words.somebody} {words.typing}
              </span>
            </span>
          </div>
        )}
      </div>
    </div>
  );
}

function standTogether(before: ShownEntry | undefined, entry: Extract<ShownEntry, { kind: "message" }>): boolean {
  if (before?.kind !== "message") return false;
  return before.from === entry.from && before.author === entry.author && entry.atMs - before.atMs < TOGETHER_MS;
}

function noteWords({ words, options }: View, entry: Exclude<ShownEntry, { kind: "message" }>, nowMs: number): string {
  switch (entry.kind) {
    case "joined":
      return words.joined(entry.author);
    case "ended":
      return words.ended;
    case "rated":
      return words.rated(entry.stars);
    case "form-taken":
      return words.formTaken;
    case "call-back-ordered":
      return words.callBackTaken(entry.number, windowWords(words, options.lang, entry.fromMs, entry.toMs, nowMs));
    case "call-back-cancelled":
      return words.callBackCancelled;
  }
}
