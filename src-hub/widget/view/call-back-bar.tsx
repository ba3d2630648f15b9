import { windowWords } from "../words.ts";
import type { View } from "./context.ts";
import { Icon } from "./icons.tsx";

/** The call-back that was ordered: when it comes, that it comes now, and that it is not wanted any more. */
export function CallBackBar({ view }: { readonly view: View }) {
  const { engine, state, words, options, nowMs } = view;
  const callBack = state.status?.callBack;
  const isCancelled = state.waiting.some(({ t }) => t === "call-back-cancel");
  if (!callBack || isCancelled) return null;
  const { number, fromMs, toMs, attempts } = callBack;
  const when = windowWords(words, options.lang, fromMs, toMs, nowMs);
  const missed = attempts > 0 ? ` ${words.callBackMissed}` : "";
  return (
    <p class="bar calm" role="status">
      <Icon name="phone" size={18} />
      <span>
        {callBack.state === "dialling" ? words.callBackNow(number) : words.callBackTaken(number, when) + missed}
      </span>
      <button type="button" class="link" onClick={() => engine.send({ t: "call-back-cancel" })}>
        {words.cancel}
      </button>
    </p>
  );
}
