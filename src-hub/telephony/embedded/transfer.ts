import type { OfferId } from "../../../src-shared/ids.ts";
import type { HubClock } from "../../clock.ts";
import { joinStayer } from "./join-stayer.ts";
import { Leg, type LegOwner } from "./leg.ts";
import { ReferNotifier } from "./refer-notifier.ts";
import { type RingAnswer, Ringing, type RingOutcome, type RingPlan, STOP_RINGING } from "./ringing.ts";

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

  /** The one who stays goes to a queue: the transferor is told that it is done. False: it is too late. */
  giveToQueue(): boolean {
    if (this.#state !== "asked") return false;
    this.#stopTimer();
    this.#state = "joined";
    this.#notifier.notify(200);
    return true;
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
    const { target, stayer } = this;
    joinStayer({
      ...{ stayer, target, offer: description, ackTarget: ack, clock: this.#clock },
      isWanted: () => this.#state === "joining",
      joined: (answer) => this.#joined(target, description, answer),
      failed: () => this.#fail(488, "unreachable"),
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
