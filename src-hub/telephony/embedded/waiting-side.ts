import type { OfferId } from "../../../src-shared/ids.ts";
import type { HubClock } from "../../clock.ts";
import { joinStayer } from "./join-stayer.ts";
import { type ByeReason, Leg, type LegOwner } from "./leg.ts";
import { offerTo } from "./re-invite.ts";
import { type RingAnswer, Ringing, type RingOutcome, type RingPlan, STOP_RINGING } from "./ringing.ts";
import { audioDirection, heldDescription, receives, sends } from "./session-description.ts";

export interface WaitingSideListener extends LegOwner {
  /** A rung phone took the call, and the two talk. */
  waitingAnswered(target: Leg, offerId: OfferId, offer: string, answer: string): void;
  waitingRingFailed(offerId: OfferId, outcome: RingOutcome): void;
}

/**
 * Somebody who talked and was passed to a queue: their dialog stands with nobody on the other side, on hold, until one of
 * the phones rung for it answers. Nobody is rung while the phone of the one who waits is away.
 *
 * ```
 *  waiting --2xx of a rung phone--> joining --answer of the one who waits--> over (it talks)
 *     ^                                |
 *     +-- refusal, the phone left -----+
 * ```
 */
export class WaitingSide {
  readonly leg: Leg;
  readonly #clock: Pick<HubClock, "after">;
  readonly #listener: WaitingSideListener;
  readonly #ringings = new Map<OfferId, Ringing>();
  #joining: { readonly offerId: OfferId; readonly target: Leg; readonly others: readonly OfferId[] } | null = null;
  /** What rings as soon as the phone of the one who waits is back. */
  readonly #deferred = new Map<OfferId, () => void>();
  #isOver = false;

  constructor(leg: Leg, clock: Pick<HubClock, "after">, listener: WaitingSideListener) {
    this.leg = leg;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Lets the phone know that it waits: it shows so, and plays what it plays on hold. One that knows already is left alone. */
  hold(): void {
    const { told } = this.leg;
    const direction = told === null ? null : audioDirection(told);
    if (told === null || direction === null || !sends(direction) || !receives(direction)) return;
    const nothing = () => undefined;
    offerTo(this.leg, heldDescription(told), {
      accepted: (_answer, ack) => ack(null),
      rejected: nothing,
      busy: nothing,
    });
  }

  /** Whether a ring has to wait for the phone of the one who waits; `ring` is called when it is back. */
  defers(offerId: OfferId, ring: () => void): boolean {
    if (this.leg.isReachable) return false;
    this.#deferred.set(offerId, ring);
    return true;
  }

  legBack(leg: Leg): void {
    if (leg !== this.leg || this.#isOver) return;
    const rings = [...this.#deferred.values()];
    this.#deferred.clear();
    for (const ring of rings) ring();
  }

  ring(offerId: OfferId, plan: Omit<RingPlan, "offer">): void {
    if (this.#joining) {
      this.#listener.waitingRingFailed(offerId, "busy");
      return;
    }
    // The phone makes the offer, which the one who waits gets.
    const listener = {
      ringing: () => undefined,
      answered: (answer: RingAnswer) => this.#join(offerId, answer),
      failed: (outcome: RingOutcome) => {
        this.#ringings.delete(offerId);
        this.#listener.waitingRingFailed(offerId, outcome);
      },
    };
    this.#ringings.set(offerId, new Ringing({ ...plan, offer: null }, listener));
  }

  withdraw(offerId: OfferId): void {
    this.#deferred.delete(offerId);
    this.#ringings.get(offerId)?.stop(STOP_RINGING.withdrawn);
    this.#ringings.delete(offerId);
    if (this.#joining?.offerId === offerId) this.#stopJoining();
  }

  /** A leg is over; true: it was the one that was being joined. */
  targetGone(leg: Leg): boolean {
    if (leg !== this.#joining?.target) return false;
    this.#failJoining("unreachable");
    return true;
  }

  /** The one who waits leaves, or is let go. */
  end(reason: ByeReason): void {
    this.#isOver = true;
    this.#deferred.clear();
    for (const ringing of this.#ringings.values()) ringing.stop(STOP_RINGING.callerLeft);
    this.#ringings.clear();
    this.#stopJoining();
    this.leg.bye(reason);
  }

  #join(offerId: OfferId, { flow, user, session, description, ack }: RingAnswer): void {
    this.#ringings.delete(offerId);
    const target = new Leg(flow, user, session, this.#listener);
    // Where several rang the first wins.
    const others = [...this.#ringings.keys()];
    for (const ringing of this.#ringings.values()) ringing.stop(STOP_RINGING.elsewhere);
    this.#ringings.clear();
    this.#joining = { offerId, target, others };
    if (description === null) {
      ack(null);
      this.#failJoining("declined");
      return;
    }
    joinStayer({
      ...{ stayer: this.leg, target, offer: description, ackTarget: ack, clock: this.#clock },
      isWanted: () => !this.#isOver && this.#joining?.target === target,
      joined: (answer) => {
        this.#isOver = true;
        this.#joining = null;
        this.#listener.waitingAnswered(target, offerId, description, answer);
      },
      failed: () => {
        if (this.#joining?.target === target) this.#failJoining("unreachable");
      },
    });
  }

  /** Nobody has it: also those who were told that somebody else took it. */
  #failJoining(outcome: RingOutcome): void {
    const joining = this.#joining;
    this.#stopJoining();
    if (!joining || this.#isOver) return;
    this.#listener.waitingRingFailed(joining.offerId, outcome);
    for (const offerId of joining.others) this.#listener.waitingRingFailed(offerId, "unreachable");
  }

  #stopJoining(): void {
    const target = this.#joining?.target;
    this.#joining = null;
    target?.bye({ cause: 487, text: "Not joined" });
  }
}
