import type { OriginateRequest, TelephonyCallId, TelephonyEvent } from "../telephony.ts";
import type { Account } from "./accounts.ts";
import { Call } from "./call.ts";
import type { CallEnvironment } from "./call-environment.ts";
import { OriginatedCaller } from "./originated-caller.ts";
import { offerHeaders } from "./ring-headers.ts";
import { type RingAnswer, Ringing, type RingOutcome, STOP_RINGING } from "./ringing.ts";

export type OriginationParts = {
  readonly callId: TelephonyCallId;
  readonly request: OriginateRequest;
  /** Null: nobody is called that. */
  readonly account: Account | null;
  readonly environment: CallEnvironment;
  /** The phone answered: from here on it is a call like any other. */
  readonly onCall: (call: Call) => void;
  /** It is over, and no call came of it. */
  readonly onOver: () => void;
};

/** A call of the hub's own, while the phone it is made for rings. The phone makes the offer (RFC 3725 §4.1). */
export class Origination {
  readonly #parts: OriginationParts;
  #ringing: Ringing | null = null;

  constructor(parts: OriginationParts) {
    this.#parts = parts;
    const { account, environment, request, callId } = parts;
    const { registrar, limits, domain, clock } = environment;
    const binding = account && registrar.newestOf(request.user);
    if (!account || !binding || binding.flow.load >= limits.maxCallsPerFlow) {
      this.#fail(binding ? "busy" : "unreachable");
      return;
    }
    const { party, ringTimeoutMs } = request;
    const plan = {
      ...{ binding, domain, clock, ringTimeoutMs, from: party, offer: null },
      headers: offerHeaders({ ...request, callId }),
      answerWithinMs: limits.answerWithinMs,
    };
    this.#ringing = new Ringing(plan, {
      ringing: () => undefined,
      answered: (answer) => this.#answered(answer, account),
      failed: (outcome) => this.#fail(outcome),
    });
  }

  withdraw(): void {
    this.#ringing?.stop(STOP_RINGING.withdrawn);
    this.#parts.onOver();
  }

  #answered(answer: RingAnswer, account: Account): void {
    const { callId, request, environment, onCall, onOver } = this.#parts;
    if (answer.description === null) {
      answer.ack(null);
      answer.session.bye();
      this.#fail("declined");
      return;
    }
    onOver();
    onCall(new Call(callId, (onLeft) => new OriginatedCaller(answer, account, onLeft), environment));
    environment.emit({ type: "originated", callId, offerId: request.offerId, user: answer.user });
  }

  #fail(outcome: RingOutcome): void {
    const { callId, request, environment, onOver } = this.#parts;
    onOver();
    const failed: TelephonyEvent = { type: "ring-failed", callId, offerId: request.offerId, outcome };
    environment.emit(failed);
  }
}
