import type { IncomingResponseMessage } from "sip.js/lib/core/index.js";
import type { OfferId } from "../../../src-shared/ids.ts";
import type { HubClock } from "../../clock.ts";
import { Leg, type LegOwner } from "./leg.ts";
import { offerTo } from "./re-invite.ts";
import { ReferNotifier } from "./refer-notifier.ts";
import { type RingAnswer, Ringing, type RingOutcome, type RingPlan, STOP_RINGING } from "./ringing.ts";

/** How often the stayer is asked again while a re-INVITE of its own is in the way (RFC 3261 §14.1: within 2 s). */
export const JOIN_TRIES = 10;
export const JOIN_PAUSE_MS = 400;

export interface TransferListener extends LegOwner {
  /** The target answered and talks with the stayer. */
  transferJoined(target: Leg, offerId: OfferId, offer: string, answer: string): void;
  /** The talk goes on as it was; an offer that failed is told with its outcome. */
  transferFailed(offerId: OfferId | null, outcome: RingOutcome | null): void;
}

/**
 * A blind transfer, ended at the exchange (RFC 3515, RFC 5589 §6): the far end needs no REFER support.
 *
 * ```
 *  asked --ring()--> ringing --2xx--> joining --stayer's answer--> joined
 *    |                  |                |
 *    +------------------+----------------+--refusal, timeout, somebody left--> failed
 * ```
 * Joining: the target made its own offer (the INVITE to it has none), the stayer gets it as a re-INVITE, and the
 * stayer's answer goes to the target in the ACK (RFC 3725 §4.1, flow I).
 */
export class Transfer {
  readonly transferor: Leg;
  readonly stayer: Leg;
  target: Leg | null = null;
  readonly #clock: Pick<HubClock, "after">;
  readonly #listener: TransferListener;
  readonly #notifier: ReferNotifier;
  #state: "asked" | "ringing" | "joining" | "joined" | "failed" = "asked";
  #offerId: OfferId | null = null;
  #ringing: Ringing | null = null;
  #stopTimer: () => void;

  constructor(options: {
    readonly transferor: Leg;
    readonly stayer: Leg;
    readonly clock: Pick<HubClock, "after">;
    readonly answerWithinMs: number;
    readonly listener: TransferListener;
  }) {
    this.transferor = options.transferor;
    this.stayer = options.stayer;
    this.#clock = options.clock;
    this.#listener = options.listener;
    this.#notifier = new ReferNotifier(options.transferor);
    this.#stopTimer = options.clock.after(options.answerWithinMs, () => this.#fail(503, null));
    this.#notifier.notify(100);
  }

  get isJoining(): boolean {
    return this.#state === "joining";
  }

  get isAsked(): boolean {
    return this.#state === "asked";
  }

  isOffer(offerId: OfferId): boolean {
    return this.#offerId === offerId;
  }

  ring(offerId: OfferId, plan: Omit<RingPlan, "offer">): void {
    if (this.#state !== "asked") return;
    this.#stopTimer();
    this.#state = "ringing";
    this.#offerId = offerId;
    this.#ringing = new Ringing(
      { ...plan, offer: null },
      {
        ringing: (sipCode) => this.#notifier.notify(sipCode),
        answered: (answer) => this.#join(answer),
        failed: (outcome, sipCode) => this.#fail(sipCode, outcome),
      },
    );
  }

  /** Ends the attempt from outside: refused or withdrawn by the hub, or the talk is over. No outcome is told. */
  stop(sipCode: number): void {
    this.#fail(sipCode, null);
  }

  /** The offer cannot even be rung: no phone, or one that has no room for another call. */
  failAtOnce(offerId: OfferId, outcome: "unreachable" | "busy"): void {
    this.#offerId = offerId;
    this.#fail(outcome === "busy" ? 486 : 480, outcome);
  }

  /** The transferor takes the other side back while the target still rings. The offer it withdrew, when one rang. */
  takeBack(): OfferId | null {
    const offerId = this.#state === "ringing" ? this.#offerId : null;
    this.#fail(487, null);
    return offerId;
  }

  targetGone(): void {
    this.#fail(480, "unreachable");
  }

  #join(answer: RingAnswer): void {
    const { flow, user, session, description, ack } = answer;
    this.#ringing = null;
    this.#state = "joining";
    this.target = new Leg(flow, user, session, this.#listener);
    if (description === null) {
      ack(null);
      this.#fail(488, "declined");
      return;
    }
    this.#offer(description, ack, JOIN_TRIES);
  }

  #offer(offer: string, ackTarget: RingAnswer["ack"], triesLeft: number): void {
    const { target } = this;
    if (this.#state !== "joining" || !target || target.isOver) {
      ackTarget(null);
      return;
    }
    const giveUp = () => {
      if (!target.flow.isClosed) ackTarget(null);
      this.#fail(488, "unreachable");
    };
    const again = () => {
      if (triesLeft <= 1) return giveUp();
      this.#stopTimer = this.#clock.after(JOIN_PAUSE_MS, () => this.#offer(offer, ackTarget, triesLeft - 1));
    };
    offerTo(this.stayer, offer, {
      accepted: (answer, ackStayer) => {
        ackStayer(null);
        if (answer === null || this.#state !== "joining") return giveUp();
        ackTarget(answer);
        this.#joined(target, offer, answer);
      },
      rejected: (response: IncomingResponseMessage) => (response.statusCode === 491 ? again() : giveUp()),
      busy: again,
    });
  }

  #joined(target: Leg, offer: string, answer: string): void {
    this.#state = "joined";
    this.#notifier.notify(200);
    if (this.#offerId) this.#listener.transferJoined(target, this.#offerId, offer, answer);
  }

  #fail(sipCode: number, outcome: RingOutcome | null): void {
    if (this.#state === "joined" || this.#state === "failed") return;
    this.#state = "failed";
    this.#stopTimer();
    this.#ringing?.stop(STOP_RINGING.withdrawn);
    this.target?.bye({ cause: 487, text: "Transfer failed" });
    this.#notifier.notify(sipCode);
    this.#listener.transferFailed(outcome === null ? null : this.#offerId, outcome);
  }
}
