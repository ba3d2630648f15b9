import type { AutoAnswerPolicy } from "../../../src-shared/domain/auto-answer.ts";
import type { CallId } from "../../../src-shared/ids.ts";
import type { AutoAnswerCall } from "../../../src-shared/ipc/auto-answer.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import type { Clock } from "../ports/clock.ts";
import { blockOf, isAutoAnswered } from "./auto-answer.ts";
import { Listeners } from "./listeners.ts";

export type AutoAnswerParts = {
  readonly clock: Clock;
  readonly calls: () => readonly CallView[];
  readonly answer: (callId: CallId) => void;
  /** Where the customer is to be heard: the operator is warned before the microphone opens. */
  readonly warn: () => void;
  readonly policy: () => AutoAnswerPolicy;
  readonly answersOnRequest: () => boolean;
  readonly isMicrophoneProved: () => boolean;
};

type Followed = { readonly call: AutoAnswerCall; readonly stop: () => void };

/**
 * Calls that are answered by themselves. Each gets its countdown once, when it begins to ring; whatever stands in the way
 * then or comes up meanwhile leaves it ringing for the operator's own hand.
 */
export class AutoAnswerDesk {
  readonly #parts: AutoAnswerParts;
  readonly #changed = new Listeners<void>();
  /** Null: it rings as any other. */
  readonly #followed = new Map<CallId, Followed | null>();
  readonly #requested = new Map<CallId, number>();

  constructor(parts: AutoAnswerParts) {
    this.#parts = parts;
  }

  view(): AutoAnswerCall[] {
    return [...this.#followed.values()].flatMap((followed) => (followed ? [followed.call] : []));
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** The INVITE of a call asks for it; told before the call is known. */
  noteRequest(callId: CallId, afterMs: number): void {
    this.#requested.set(callId, afterMs);
  }

  /** Something about the calls is other than before. */
  handleCalls(): void {
    const before = JSON.stringify(this.view());
    const calls = this.#parts.calls();
    const ringing = calls.filter(({ phase }) => phase === "ringing");
    for (const [callId, followed] of this.#followed)
      if (!ringing.some((call) => call.callId === callId)) {
        followed?.stop();
        this.#followed.delete(callId);
        this.#requested.delete(callId);
      }
    for (const call of ringing) {
      if (!this.#followed.has(call.callId)) this.#followed.set(call.callId, this.#begin(call));
      else if (this.#followed.get(call.callId)?.call.state === "soon") this.#blockIfNeeded(call.callId);
    }
    if (JSON.stringify(this.view()) !== before) this.#changed.tell();
  }

  dispose(): void {
    for (const followed of this.#followed.values()) followed?.stop();
    this.#followed.clear();
  }

  #begin(call: CallView): Followed | null {
    const { policy, answersOnRequest, clock, warn } = this.#parts;
    const { callId } = call;
    const requestedMs = this.#requested.get(callId);
    if (!isAutoAnswered(call, requestedMs !== undefined, policy(), answersOnRequest())) return null;
    const why = this.#block(callId);
    if (why !== null) return blocked(callId, why);
    warn();
    const delayMs = Math.max(policy().countdownMs, requestedMs ?? 0);
    const stop = clock.after(delayMs, () => this.#answer(callId));
    return { call: { state: "soon", callId, atMs: clock.nowMs() + delayMs }, stop };
  }

  #answer(callId: CallId): void {
    this.#blockIfNeeded(callId);
    if (this.#followed.get(callId)?.call.state === "soon") this.#parts.answer(callId);
    else this.#changed.tell();
  }

  #blockIfNeeded(callId: CallId): void {
    const why = this.#block(callId);
    if (why === null) return;
    this.#followed.get(callId)?.stop();
    this.#followed.set(callId, blocked(callId, why));
  }

  #block(callId: CallId) {
    return blockOf(callId, this.#parts.calls(), this.#parts.isMicrophoneProved());
  }
}

function blocked(callId: CallId, why: Extract<AutoAnswerCall, { state: "blocked" }>["why"]): Followed {
  return { call: { state: "blocked", callId, why }, stop: () => undefined };
}
