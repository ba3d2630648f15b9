import { Core, type Session, SessionState } from "sip.js";
import type { RepairStep } from "../core/ports/call-signalling.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import { isHoldingSdp } from "./sdp-direction.ts";
import type { MediaDescriptions } from "./session-description-handler.ts";

/** A re-INVITE without a final answer is given up after this; timer B would wait 32 s. */
const ANSWER_MS = 8_000;
const MOST_TRIES = 4;

type Outcome = "agreed" | "glare" | "refused" | "gone";

export type NegotiationParts = {
  readonly session: Session;
  readonly descriptions: MediaDescriptions;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether this side made the Call-ID: it waits longer after a glare (RFC 3261 §14.1). */
  readonly isOwner: boolean;
  readonly onHold: (held: boolean, ok: boolean) => void;
  readonly onRemoteHold: (held: boolean) => void;
  /** A re-INVITE of the far side was agreed; told with it, and with its ACK. */
  readonly onRemoteOffer: (message: Core.IncomingRequestMessage) => void;
};

/** What is agreed anew in a talk: own re-INVITEs one after another, those of the far side, and both at once (glare). */
export class Negotiation {
  readonly #parts: NegotiationParts;
  #work: Promise<void> = Promise.resolve();
  #isHeld = false;
  #isRemoteHeld = false;
  #isOffering = false;
  /** An INVITE of the far side is under way, up to its ACK: this side may not offer (RFC 3261 §14.1). */
  #isRemoteOffering: boolean;
  #remoteOffer: Core.IncomingRequestMessage | null = null;
  /** The re-INVITE that has no final response yet. */
  #inFlight: Core.OutgoingRequestMessage | null = null;
  #isOver = false;
  readonly #wakers = new Set<() => void>();

  constructor(parts: NegotiationParts) {
    this.#parts = parts;
    // A call just answered still waits for its first ACK; SIP.js ends the talk when our offer overtakes it.
    this.#isRemoteOffering = parts.session.dialog?.sessionState === Core.SessionState.AckWait;
    this.#guardDialog();
  }

  setHeld(held: boolean): void {
    this.#queue(async () => {
      const ok = held === this.#isHeld || (await this.#agree(held));
      if (!this.#isOver) this.#parts.onHold(held, ok);
    });
  }

  /** Agrees on the media of a fresh window; hold stays as it is. */
  renew(done: (ok: boolean) => void): void {
    this.#queue(async () => {
      const ok = await this.#agree(this.#isHeld);
      if (!this.#isOver) done(ok);
    });
  }

  /** Agrees on other addresses, or on a fresh peer connection, because the sound is broken; hold stays as it is. */
  repair(step: RepairStep, done: (ok: boolean) => void): void {
    this.#queue(async () => {
      this.#parts.descriptions.restart = step;
      try {
        const ok = await this.#agree(this.#isHeld);
        if (!this.#isOver) done(ok);
      } finally {
        this.#parts.descriptions.restart = null;
      }
    });
  }

  /** The far side's re-INVITE was answered by SIP.js with this code. */
  remoteOfferAnswered(offer: string, statusCode: number): void {
    if (statusCode === 200 && offer !== "") this.#noteRemoteHold(offer);
    // After a 200 its ACK must come before this side may offer (RFC 3261 §14.1); `#guardDialog` sees it.
    if (statusCode !== 200) {
      this.#remoteOffer = null;
      this.#remoteOfferOver();
    }
  }

  /**
   * A new flow stands. A request or its answer that went down with the old one is sent again by nobody, since the
   * transport counts as reliable (RFC 3261 §17.1.1.2): no other offer could be made before timer B, 32 s of silence. The
   * same request once more is a retransmission to whoever had it.
   */
  resumeFlow(): void {
    const { session, log } = this.#parts;
    if (this.#inFlight === null || session.state !== SessionState.Established) return;
    log.info({}, "re-INVITE sent again on the new flow");
    session.userAgent.transport.send(this.#inFlight.toString()).catch((cause: unknown) => {
      log.debug({ cause }, "re-INVITE not sent again");
    });
  }

  dispose(): void {
    this.#isOver = true;
    this.#wake();
  }

  #queue(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((cause: unknown) => {
      this.#parts.log.error({ cause }, "negotiation failed");
    });
  }

  async #agree(held: boolean): Promise<boolean> {
    for (let tries = 1; !this.#isOver; tries += 1) {
      await this.#remoteOfferDone();
      const outcome = await this.#offer(held);
      if (outcome !== "glare" || tries >= MOST_TRIES) return outcome === "agreed";
      await this.#sleep(this.#glareMs());
    }
    return false;
  }

  async #offer(held: boolean): Promise<Outcome> {
    const { session, descriptions, log } = this.#parts;
    if (this.#isOver || session.state !== SessionState.Established) return "gone";
    this.#isOffering = true;
    descriptions.isHeld = held;
    descriptions.isOwnOffer = true;
    try {
      const outcome = await this.#invite(held);
      if (outcome !== "agreed") descriptions.isHeld = this.#isHeld;
      return outcome;
    } catch (cause) {
      // SIP.js throws when a transaction of either side is still open, past its own rollback.
      log.debug({ cause }, "re-INVITE not sent");
      descriptions.isHeld = this.#isHeld;
      await descriptions.rollbackDescription();
      return descriptions.failure === null ? "glare" : "refused";
    } finally {
      descriptions.isOwnOffer = false;
      this.#isOffering = false;
    }
  }

  #invite(held: boolean): Promise<Outcome> {
    const { session, descriptions, clock, log } = this.#parts;
    descriptions.failure = null;
    return new Promise((resolve, reject) => {
      let isLate = false;
      const stopLimit = clock.after(ANSWER_MS, () => {
        log.warn({}, "re-INVITE not answered");
        isLate = true;
        resolve("refused");
      });
      const settle = (outcome: Outcome) => {
        stopLimit();
        this.#wakers.delete(leave);
        resolve(outcome);
      };
      const leave = () => settle("gone");
      this.#wakers.add(leave);
      const onAccept = (response: Core.IncomingResponse) => {
        this.#inFlight = null;
        if (session.state !== SessionState.Established) return settle("gone");
        this.#isHeld = held;
        descriptions.isHeld = held;
        // Given up, and agreed after all: what is, is told.
        if (isLate) this.#parts.onHold(held, true);
        if (!held) this.#noteRemoteHold(response.message.body);
        settle("agreed");
      };
      const onReject = (response: Core.IncomingResponse) => {
        this.#inFlight = null;
        settle(isGlare(response.message) ? "glare" : "refused");
      };
      session.invite({ requestDelegate: { onAccept, onReject } }).then(
        ({ message }) => {
          this.#inFlight = message;
        },
        (cause: unknown) => {
          stopLimit();
          this.#wakers.delete(leave);
          reject(cause instanceof Error ? cause : new Error("re-INVITE failed", { cause }));
        },
      );
    });
  }

  /** Stands between the dialog and SIP.js, which would answer an offer while ours is being made. */
  #guardDialog(): void {
    const dialog = this.#parts.session.dialog;
    const inner = dialog?.delegate;
    if (!dialog || !inner) return;
    dialog.delegate = {
      ...inner,
      onInvite: (request) => {
        if (this.#isOffering) {
          request.reject({ statusCode: 491 });
          return;
        }
        this.#isRemoteOffering = true;
        this.#remoteOffer = request.message;
        inner.onInvite?.(request);
      },
      onAck: (request) => {
        const answered = inner.onAck?.(request);
        if (request.message.body !== "" && this.#isRemoteOffering) this.#noteRemoteHold(request.message.body);
        this.#tellRemoteOffer(request.message);
        this.#remoteOfferOver();
        // SIP.js refuses a re-INVITE with 500 while this promise stands, also one on the heels of an ACK that answers nothing.
        return request.message.body === "" ? undefined : answered;
      },
    };
  }

  #tellRemoteOffer(ack: Core.IncomingRequestMessage): void {
    const offer = this.#remoteOffer;
    this.#remoteOffer = null;
    if (offer && !this.#isOver) for (const message of [offer, ack]) this.#parts.onRemoteOffer(message);
  }

  #noteRemoteHold(sdp: string): void {
    const held = isHoldingSdp(sdp);
    if (held === this.#isRemoteHeld || this.#isOver) return;
    this.#isRemoteHeld = held;
    this.#parts.onRemoteHold(held);
  }

  #remoteOfferOver(): void {
    this.#isRemoteOffering = false;
    this.#wake();
  }

  async #remoteOfferDone(): Promise<void> {
    if (!this.#isRemoteOffering || this.#isOver) return;
    // A call-back's first ACK comes with its customer's answer (ADR 34); without one SIP.js ends the call by itself.
    const isFirst = () => this.#parts.session.dialog?.sessionState === Core.SessionState.AckWait;
    do await this.#sleep(ANSWER_MS);
    while (
      // An ACK that never comes must not block this side for ever.
      !this.#isOver &&
      this.#isRemoteOffering &&
      isFirst()
    );
    this.#isRemoteOffering = false;
  }

  /** RFC 3261 §14.1: 2.1 to 4 s for the owner of the Call-ID, 0 to 2 s for the other, in units of 10 ms. */
  #glareMs(): number {
    const random = this.#parts.clock.random();
    return this.#parts.isOwner ? 2_100 + Math.floor(random * 190) * 10 : Math.floor(random * 200) * 10;
  }

  /** Waits, or until something changed that waiting was for. */
  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        stop();
        this.#wakers.delete(wake);
        resolve();
      };
      const stop = this.#parts.clock.after(ms, wake);
      this.#wakers.add(wake);
    });
  }

  #wake(): void {
    for (const wake of [...this.#wakers]) if (this.#isOver || !this.#isOffering) wake();
  }
}

/** 491, and 500 with Retry-After: the far side is in the middle of an exchange of its own. */
function isGlare(message: Core.IncomingResponseMessage): boolean {
  return message.statusCode === 491 || (message.statusCode === 500 && message.hasHeader("retry-after"));
}
