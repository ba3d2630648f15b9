import type { HubClock } from "../../clock.ts";
import type { TelephonyCallId } from "../telephony.ts";
import type { Account } from "./accounts.ts";
import { JOIN_PAUSE_MS, JOIN_TRIES } from "./join-stayer.ts";
import type { Leg } from "./leg.ts";
import { type AckOffer, offerTo } from "./re-invite.ts";
import { ReferNotifier } from "./refer-notifier.ts";

/** The consultation as the call that gets its far side sees it; `release` ends what is left of it. */
export interface Consultation {
  readonly callId: TelephonyCallId;
  /** The transferor's side of it. */
  readonly transferor: Leg;
  /** Who was consulted, and takes the transferor's place. */
  readonly target: Leg;
  /** The target as it is shown to others. */
  readonly account: Account | null;
  /** Whether it still stands as it was. */
  isUp(): boolean;
  /** Gives the consulted side away and hangs the transferor's up. */
  release(): void;
  /** Takes no re-INVITE and no other transfer from here on, and tells when it ends by itself; null takes that back. */
  reserve(onOver: (() => void) | null): void;
}

export interface AttendedTransferListener {
  /** What the target and the one who stays are told of each other, beside the descriptions. */
  headersFor(leg: Leg, other: Leg): readonly string[];
  /** Target and stayer talk with each other. */
  consultationJoined(offer: string, answer: string): void;
  /** Both talks go on as they were. */
  consultationKept(): void;
}

/**
 * An attended transfer, ended at the exchange (RFC 3891 Replaces within a REFER, RFC 5589 §7): two talks of one
 * transferor become one.
 *
 * ```
 *  asked --join()--> joining --stayer's answer--> joined
 *    |                  |
 *    +------------------+--refusal, timeout, somebody left--> kept
 * ```
 * Joining: the target makes an offer (a re-INVITE without one), the stayer gets it as a re-INVITE, and its answer goes to
 * the target in the ACK (RFC 3725 §4.1, flow I). When the stayer does not take it, the transferor does, so that the
 * target's offer has an answer and the consultation goes on.
 */
export class AttendedTransfer {
  readonly transferor: Leg;
  readonly stayer: Leg;
  readonly consultation: Consultation;
  readonly #clock: Pick<HubClock, "after">;
  readonly #listener: AttendedTransferListener;
  readonly #notifier: ReferNotifier;
  #state: "asked" | "joining" | "joined" | "kept" = "asked";
  #stopTimer: () => void;

  constructor(options: {
    readonly transferor: Leg;
    readonly stayer: Leg;
    readonly consultation: Consultation;
    readonly clock: Pick<HubClock, "after">;
    readonly answerWithinMs: number;
    readonly listener: AttendedTransferListener;
  }) {
    this.transferor = options.transferor;
    this.stayer = options.stayer;
    this.consultation = options.consultation;
    this.#clock = options.clock;
    this.#listener = options.listener;
    this.#notifier = new ReferNotifier(options.transferor);
    this.#stopTimer = options.clock.after(options.answerWithinMs, () => this.stop(503));
    this.consultation.reserve(() => this.stop(480));
    this.#notifier.notify(100);
  }

  get isJoining(): boolean {
    return this.#state === "joining";
  }

  isOffer(): boolean {
    return false;
  }

  join(): void {
    if (this.#state !== "asked") return;
    this.#stopTimer();
    this.#state = "joining";
    this.#askTarget(JOIN_TRIES);
  }

  /** Ends the attempt; both talks go on. */
  stop(sipCode: number): void {
    if (this.#state === "joined" || this.#state === "kept") return;
    this.#state = "kept";
    this.#stopTimer();
    this.consultation.reserve(null);
    this.#notifier.notify(sipCode);
    this.#listener.consultationKept();
  }

  #askTarget(triesLeft: number): void {
    if (!this.#mayGoOn()) return;
    const { target } = this.consultation;
    const again = () => this.#again(triesLeft, (left) => this.#askTarget(left));
    offerTo(target, null, {
      accepted: (offer, ack) => {
        if (offer === null) {
          ack(null);
          this.stop(488);
        } else this.#offerToStayer(offer, ack, JOIN_TRIES);
      },
      rejected: ({ statusCode }) => (statusCode === 491 ? again() : this.stop(480)),
      busy: again,
    });
  }

  #offerToStayer(offer: string, ackTarget: AckOffer, triesLeft: number): void {
    const { stayer } = this;
    const { target } = this.consultation;
    if (!this.#mayGoOn()) {
      this.#giveBack(offer, ackTarget);
      return;
    }
    const giveBack = () => {
      this.#giveBack(offer, ackTarget);
      this.stop(488);
    };
    const again = () => {
      if (triesLeft <= 1) return giveBack();
      this.#stopTimer = this.#clock.after(JOIN_PAUSE_MS, () => this.#offerToStayer(offer, ackTarget, triesLeft - 1));
    };
    offerTo(
      stayer,
      offer,
      {
        accepted: (answer, ackStayer) => {
          ackStayer(null);
          if (answer === null || !this.#mayGoOn()) return giveBack();
          ackTarget(answer, this.#listener.headersFor(target, stayer));
          this.#state = "joined";
          this.#notifier.notify(200);
          this.#listener.consultationJoined(offer, answer);
        },
        rejected: ({ statusCode }) => (statusCode === 491 ? again() : giveBack()),
        busy: again,
      },
      this.#listener.headersFor(stayer, target),
    );
  }

  #again(triesLeft: number, tryAgain: (triesLeft: number) => void): void {
    if (triesLeft <= 1) this.stop(480);
    else this.#stopTimer = this.#clock.after(JOIN_PAUSE_MS, () => tryAgain(triesLeft - 1));
  }

  /** The target waits for an answer to its offer: the transferor, whom it talked with, gives one. */
  #giveBack(offer: string, ackTarget: AckOffer): void {
    const { consultation } = this;
    const { transferor } = consultation;
    const giveUp = () => ackTarget(null);
    if (!consultation.isUp()) {
      giveUp();
      return;
    }
    offerTo(transferor, offer, {
      accepted: (answer, ack) => {
        ack(null);
        ackTarget(answer);
      },
      rejected: giveUp,
      busy: giveUp,
    });
  }

  #mayGoOn(): boolean {
    if (this.#state !== "joining") return false;
    if (this.consultation.isUp() && !this.stayer.isOver) return true;
    this.stop(480);
    return false;
  }
}
