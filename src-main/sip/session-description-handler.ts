import type { BodyAndContentType, SessionDescriptionHandler } from "sip.js";
import { SessionDescriptionHandlerError } from "sip.js";
import type { MediaSource } from "../../src-shared/ipc/media.ts";
import type { RepairStep } from "../core/ports/call-signalling.ts";
import type { Log } from "../core/ports/log.ts";
import { type Media, MediaError } from "../core/ports/media.ts";

/** ICE candidates are waited for no longer than this; the library's own limit is 5 s. */
const GATHER_MS = 500;

/** Words of `MediaError` that say: the window has lost this call's peer connection. */
const LOST_CODES: readonly string[] = ["media-gone", "media-timeout", "not-open"];

/**
 * The media of one call as SIP.js sees it: descriptions come from, and go to, the media window. Which side offers is told
 * by `isOwnOffer`, not by SIP.js: its re-INVITE options stick, and `setDescription` does not say offer or answer.
 */
export class MediaDescriptions implements SessionDescriptionHandler {
  readonly #mediaId: string;
  readonly #source: MediaSource;
  readonly #media: Media;
  readonly #log: Log;
  #opening: Promise<unknown> | null = null;
  #openedWith: string | null = null;
  #isAgreed = false;
  /** Our offer waits for its answer. */
  #isOfferOut = false;
  /** Their offer waits for ours. */
  #isAnswerDue = false;
  #isClosed = false;
  /** The answer came before the call was answered; that of the 200 is the same, or another phone's. */
  #isHeardEarly = false;
  #early: Promise<unknown> = Promise.resolve();
  /** A re-INVITE of this side is being made: the offer is ours. */
  isOwnOffer = false;
  /** How an offer of this side mends a broken sound. */
  restart: RepairStep | null = null;
  /** Whether this side holds, or wants to. */
  isHeld = false;
  /** The talk is up: losing the window is mended by `renew`, not by ending the call. */
  isEstablished = false;
  /** Why the media could not do what was asked; tells a media failure from one of the network. */
  failure: string | null = null;

  constructor(parts: {
    readonly mediaId: string;
    readonly source: MediaSource;
    readonly media: Media;
    readonly log: Log;
  }) {
    this.#mediaId = parts.mediaId;
    this.#source = parts.source;
    this.#media = parts.media;
    this.#log = parts.log;
  }

  /** Opens the peer connection while the call still rings, so that an answer is quick. A failure is tried again then. */
  prepare(offer: string | null): void {
    if (this.#opening !== null || this.#isClosed) return;
    this.#open(offer).catch((cause: unknown) => {
      this.#opening = null;
      this.#log.warn({ mediaId: this.#mediaId, code: codeOf(cause) }, "media not opened yet");
    });
  }

  /** After the window came back: opens anew; `offer` is the one still to be answered, null in a talk. */
  async renew(offer: string | null): Promise<void> {
    this.#opening = null;
    this.#isAgreed = false;
    this.#isOfferOut = false;
    this.#isAnswerDue = false;
    await this.#open(offer);
  }

  /** Early media: the description of a 183 is applied at once. A failure leaves it to the 200. */
  hearEarly(sdp: string): void {
    if (!this.#isOfferOut || this.#isClosed) return;
    this.#isHeardEarly = true;
    this.#early = this.#media.ask("media.apply", { mediaId: this.#mediaId, sdp }).catch((cause: unknown) => {
      this.#isHeardEarly = false;
      this.#log.warn({ mediaId: this.#mediaId, code: codeOf(cause) }, "early media not heard");
    });
  }

  /** Another call takes the media over, so that nothing is closed with this one; or it did not come to be. */
  setLeft(isLeft: boolean): void {
    this.#isClosed = isLeft;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#opening === null) return;
    // A window that is gone has closed it already.
    this.#media
      .ask("media.close", { mediaId: this.#mediaId })
      .catch((cause: unknown) => this.#log.debug({ mediaId: this.#mediaId, code: codeOf(cause) }, "media not closed"));
  }

  hasDescription(contentType: string): boolean {
    return contentType.toLowerCase().split(";", 1)[0]?.trim() === "application/sdp";
  }

  async getDescription(): Promise<BodyAndContentType> {
    return this.#guarded(async () => {
      await (this.#opening ?? this.#open(null));
      const fromNetwork = this.#isAgreed && !this.#isAnswerDue && !this.isOwnOffer;
      const { sdp } = await this.#media.ask("media.describe", {
        mediaId: this.#mediaId,
        hold: this.isHeld,
        fromNetwork,
        gatherMs: GATHER_MS,
        ...(this.isOwnOffer && this.restart ? { restart: this.restart } : {}),
      });
      this.#isOfferOut = !this.#isAnswerDue;
      this.#isAgreed ||= this.#isAnswerDue;
      this.#isAnswerDue = false;
      return { body: sdp, contentType: "application/sdp" };
    });
  }

  async setDescription(sdp: string): Promise<void> {
    try {
      await this.#guarded(async () => {
        await this.#early;
        if (this.#isHeardEarly && this.#isOfferOut && !this.#isAgreed) this.#isHeardEarly = false;
        else if (!this.#opening) await this.#open(sdp);
        else if (this.#openedWith === sdp && !this.#isAgreed) await this.#opening;
        else {
          await this.#opening;
          await this.#media.ask("media.apply", { mediaId: this.#mediaId, sdp });
        }
        this.#isAnswerDue = !this.#isOfferOut;
        this.#isAgreed ||= this.#isOfferOut;
        this.#isOfferOut = false;
      });
    } catch (cause) {
      // SIP.js would end the talk. The window that died takes its descriptions with it; `renew` brings both back.
      if (!this.isEstablished || !LOST_CODES.includes(codeOf(cause))) throw cause;
      this.#log.warn({ mediaId: this.#mediaId, code: codeOf(cause) }, "description not applied, media is renewed");
    }
  }

  async rollbackDescription(): Promise<void> {
    if (this.#isClosed) return;
    this.#isOfferOut = false;
    this.#isAnswerDue = false;
    try {
      await this.#media.ask("media.rollback", { mediaId: this.#mediaId });
    } catch (cause) {
      if (!LOST_CODES.includes(codeOf(cause))) throw cause;
      this.#log.warn({ mediaId: this.#mediaId, code: codeOf(cause) }, "nothing to roll back");
    }
  }

  /** Tones go by `sendTones`, whose outcome is known; this synchronous one of SIP.js cannot tell it. */
  sendDtmf(): boolean {
    return false;
  }

  /** RFC 4733 through the media; false when the far side did not agree to telephone-event. */
  async sendTones(tones: string): Promise<boolean> {
    return (await this.#media.ask("media.send-dtmf", { mediaId: this.#mediaId, tones })).sent;
  }

  #open(offer: string | null): Promise<unknown> {
    this.#openedWith = offer;
    // Only who talks hears: the far side of a training line or a test tone is somebody on this same machine.
    const audible = this.#source.kind === "microphone";
    this.#opening = this.#media.ask("media.open", { mediaId: this.#mediaId, source: this.#source, offer, audible });
    return this.#opening;
  }

  async #guarded<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#isClosed) throw new SessionDescriptionHandlerError("media closed");
    try {
      const value = await work();
      if (this.#isClosed) throw new SessionDescriptionHandlerError("media closed");
      return value;
    } catch (cause) {
      if (!this.#isClosed) this.failure = codeOf(cause);
      throw cause;
    }
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof MediaError ? cause.code : "fault";
}
