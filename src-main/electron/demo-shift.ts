import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";

const FIRST_CALL_MS = 3_000;
const AGAIN_MS = 1_000;

/**
 * The demo's shift begins by itself: the operator goes on line once the phone is ready, and a customer calls soon after.
 * Done once; whatever the operator chooses, also before the phone is ready, stays.
 */
export function beginDemoShift(parts: {
  readonly clock: Clock;
  readonly log: Log;
  readonly get: () => Workplace;
  readonly onChanged: (listener: () => void) => () => void;
  readonly goOnline: () => void;
  /** Null: nobody calls by itself. */
  readonly callMe: (() => { readonly ok: true } | { readonly ok: false; readonly code: string }) | null;
}): () => void {
  const { clock, log, get, onChanged, goOnline, callMe } = parts;
  /** The first choice was made, by this or by the operator. */
  let wasChosen = false;
  let stopTimer: (() => void) | null = null;
  const stop = onChanged(look);

  function look(): void {
    const { phone, link, status } = get();
    if (status.pending !== null) wasChosen = true;
    if (phone.state !== "ready" || link.state !== "online") return;
    if (status.status === "online") {
      stop();
      if (callMe !== null) stopTimer = clock.after(FIRST_CALL_MS, call);
    } else if (!wasChosen) {
      wasChosen = true;
      goOnline();
    }
  }

  function call(): void {
    const answer = callMe?.();
    if (answer === undefined || answer.ok) return;
    if (answer.code === "phone-not-ready") stopTimer = clock.after(AGAIN_MS, call);
    else log.info({ reason: answer.code }, "the training customer does not call by itself");
  }

  look();
  return () => {
    stop();
    stopTimer?.();
  };
}
