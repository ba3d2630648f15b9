import type { OfferId } from "../../../src-shared/ids.ts";
import type { RingRequest } from "../telephony.ts";
import type { Account } from "./accounts.ts";
import { BYE } from "./call-environment.ts";
import type { CallerSide } from "./caller.ts";
import { Leg, type LegOwner } from "./leg.ts";
import { interactionHeader } from "./ring-headers.ts";
import { type RingAnswer, Ringing, type RingOutcome, type RingPlan, STOP_RINGING } from "./ringing.ts";

export interface WaitingCallerListener extends LegOwner {
  /** A rung phone took the call, and the two talk. */
  callerAnswered(caller: Leg, callee: Leg, offerId: OfferId): void;
  waitingRingFailed(offerId: OfferId, outcome: RingOutcome): void;
}

/** Who called and was not answered yet, and the phones that ring for them: the first that answers wins. */
export class WaitingCaller {
  readonly account: Account;
  readonly #caller: CallerSide;
  readonly #listener: WaitingCallerListener;
  readonly #ringings = new Map<OfferId, Ringing>();
  /** The offer whose early media the caller hears: its description is the answer to the caller's (RFC 3261 §13.2.1). */
  #earlyOfferId: OfferId | null = null;

  constructor(caller: CallerSide, listener: WaitingCallerListener) {
    this.account = caller.account;
    this.#caller = caller;
    this.#listener = listener;
  }

  /** Whether another phone may be rung: not after the caller heard the words of one. */
  get mayRing(): boolean {
    return this.#earlyOfferId === null;
  }

  rings(offerId: OfferId): boolean {
    return this.#ringings.has(offerId);
  }

  /** 182 Queued. */
  queue(): void {
    this.#caller.progress(182, null, []);
  }

  ring(request: RingRequest, plan: Omit<RingPlan, "offer">): void {
    const { offerId, queueName } = request;
    const headers = this.account.kind === "operator" ? [interactionHeader(request)] : [];
    const ringing = new Ringing(
      { ...plan, offer: this.#caller.offer },
      {
        ringing: (sipCode, earlyDescription) => {
          // In a queue the one who rings first need not be the one who answers: no early media from there.
          const early = queueName === null ? earlyDescription : null;
          if (early !== null) this.#earlyOfferId ??= offerId;
          this.#caller.progress(early === null ? 180 : sipCode, early, headers);
        },
        answered: (answer) => this.#answered(request, answer, headers),
        failed: (outcome) => {
          this.#ringings.delete(offerId);
          this.#listener.waitingRingFailed(offerId, outcome);
        },
      },
    );
    this.#ringings.set(offerId, ringing);
  }

  withdraw(offerId: OfferId): void {
    this.#ringings.get(offerId)?.stop(STOP_RINGING.withdrawn);
    this.#ringings.delete(offerId);
  }

  refuse(sipCode: number, headers: readonly string[]): void {
    this.#caller.refuse(sipCode, headers);
  }

  /** Nobody waits any more, for whatever reason. */
  leave(): void {
    this.#caller.leave();
    this.#stopRinging(STOP_RINGING.callerLeft);
  }

  #answered({ offerId }: RingRequest, answer: RingAnswer, headers: readonly string[]): void {
    this.#ringings.delete(offerId);
    const { flow, offer } = this.#caller;
    const session = answer.description === null ? null : this.#caller.accept(answer.description, headers);
    const callee = new Leg(answer.flow, answer.user, answer.session, this.#listener);
    if (!session) {
      // The phone sent no description, or the caller's CANCEL won the race.
      answer.ack(null);
      callee.bye(BYE.byExchange);
      this.#listener.waitingRingFailed(offerId, "declined");
      return;
    }
    const caller = new Leg(flow, this.account.user, session, this.#listener);
    caller.told = answer.description;
    callee.told = offer;
    if (offer !== null) answer.ack(null);
    else caller.expectDescription(answer.ack);
    this.#stopRinging(STOP_RINGING.elsewhere);
    this.#listener.callerAnswered(caller, callee, offerId);
  }

  #stopRinging(reason: string): void {
    for (const ringing of this.#ringings.values()) ringing.stop(reason);
    this.#ringings.clear();
  }
}
