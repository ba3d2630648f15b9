import { type Core, Invitation, Inviter, type SessionDelegate, SessionState } from "sip.js";
import type { CallId, InteractionId } from "../../src-shared/ids.ts";
import { SIP_HEADERS } from "../../src-shared/link/link-contract.ts";
import type { CallEnd, RepairStep, SignallingEvent } from "../core/ports/call-signalling.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import { answerRequest } from "./answer-after.ts";
import { BYE_REASONS, endOfBye, endOfCancel, endOfRefusal } from "./call-end.ts";
import { sessionTimerOf } from "./invite-terms.ts";
import { Negotiation } from "./negotiation.ts";
import { interactionIdFrom, partyFrom, queueNameFrom, remoteParty } from "./remote-party.ts";
import type { MediaDescriptions } from "./session-description-handler.ts";
import { SessionKeeper } from "./session-keeper.ts";
import { isEarly, type WithHeaders } from "./session-phase.ts";
import { toneFromInfo } from "./sip-dtmf.ts";
import { askRecording, sendInfo, sendTones } from "./sip-info.ts";
import { Referring, type ReferTarget, replacesOf } from "./sip-refer.ts";
import { tellWhereabouts } from "./update-request.ts";

/** A call rings, here or there, no longer than this. */
const RING_MS = 120_000;
/** The card of a call is drawn first, then its media is opened: sooner nobody answers, and both want the processor. */
const PREPARE_MS = 100;
/** A BYE, CANCEL or INFO without an answer is given up after this; the library's timers would take 32 s. */
const ANSWER_MS = 8_000;

export type SipCallParts = {
  readonly callId: CallId;
  readonly session: Invitation | Inviter;
  readonly descriptions: MediaDescriptions;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: (event: SignallingEvent) => void;
  readonly onOver: () => void;
  /** A PBX that is not the hub's: what it says in the hub's headers is not the hub's word. */
  readonly isElsewhere: boolean;
};

/**
 * One SIP session from its first INVITE to its one `ended`.
 *
 * ```
 *  Initial --accept/invite--> Establishing --200--> Established --BYE--> Terminated
 *     +--------reject, cancel, refusal, loss of the flow-----------------^
 * ```
 */
export class SipCall {
  readonly #parts: SipCallParts;
  #negotiation: Negotiation | null = null;
  /** How it ends, once that is known; the first word counts. */
  #end: CallEnd | null = null;
  #isOver = false;
  #tones: Promise<void> = Promise.resolve();
  readonly #referring: Referring;
  #stopLimit: () => void;
  readonly #keeper: SessionKeeper;
  #stopPreparing = () => {};
  /** Whose sound is heard before the answer: an announcement of the carrier, say. */
  #earlyTag: string | null = null;

  constructor(parts: SipCallParts) {
    this.#parts = parts;
    const { session, clock, callId } = parts;
    const tell = (sipCode: number) => parts.emit({ type: "transfer-progress", callId, sipCode });
    this.#referring = new Referring(parts, tell);
    this.#stopLimit = clock.after(RING_MS, () => this.#ringOut());
    this.#keeper = new SessionKeeper({
      clock,
      refresh: () => this.#negotiation?.renew(() => undefined),
      expire: () => this.#bye({ by: "network", reason: "failed", sipCode: null }, [BYE_REASONS.expired]),
    });
    session.delegate = this.#delegate();
    session.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.#establish();
      // The final response is told to the request's delegate right after this.
      if (state === SessionState.Terminated) queueMicrotask(() => this.#finish());
    });
  }

  get callId(): CallId {
    return this.#parts.callId;
  }

  /** Tells of an incoming call, and opens its media soon after, so that an answer is quick. */
  announce(reportAs?: InteractionId): void {
    const { session, callId, descriptions, clock, emit } = this.#parts;
    if (!(session instanceof Invitation)) return;
    this.#ask(session.progress());
    this.#stopPreparing = clock.after(PREPARE_MS, () => descriptions.prepare(this.#offer()));
    const { from } = session.request;
    emit({
      type: "incoming",
      callId,
      mediaId: callId,
      from: remoteParty(from.uri.user, from.displayName),
      interactionId: this.#interactionId(session.request),
      queueName: this.#parts.isElsewhere ? null : queueNameFrom(session.request.getHeader(SIP_HEADERS.queue)),
      ...answerRequest(session.request),
      ...(reportAs && { reportAs, dialled: remoteParty(session.request.to.uri.user, undefined).address }),
    });
  }

  invite(): void {
    const { session, callId, log, emit } = this.#parts;
    if (!(session instanceof Inviter)) return;
    session
      .invite({
        requestDelegate: {
          onProgress: ({ message }) => {
            const statusCode = message.statusCode ?? 0;
            if (statusCode < 180 || this.#isOver) return;
            const earlyMedia = message.body !== "";
            if (earlyMedia) this.#hearEarly(message.body, message.toTag);
            emit({ type: "progress", callId, earlyMedia, interactionId: this.#interactionId(message) });
          },
          onAccept: ({ message }) => {
            this.#tellEstablished(message);
            this.#keeper.heardAnswer(message);
          },
          onReject: ({ message }) =>
            this.#endsBy(endOfRefusal(message.statusCode ?? 500, message.getHeaders("reason"))),
          onRedirect: ({ message }) => this.#endsBy(endOfRefusal(message.statusCode ?? 300)),
        },
      })
      .catch((cause: unknown) => {
        log.warn({ callId, cause }, "INVITE not sent");
        this.#finish();
      });
  }

  /** Of several phones that sound early the first is heard (RFC 3261 §13.2.2.4 lets us choose). */
  #hearEarly(sdp: string, tag: string): void {
    if (this.#earlyTag !== null) return;
    this.#earlyTag = tag;
    this.#parts.descriptions.hearEarly(sdp);
  }

  accept(): void {
    const { session, callId, log } = this.#parts;
    if (!(session instanceof Invitation) || session.state !== SessionState.Initial) return;
    const extraHeaders = [...(sessionTimerOf(session.request)?.headers ?? [])];
    session.accept({ extraHeaders }).catch((cause: unknown) => log.warn({ callId, cause }, "answer failed"));
  }

  reject(sipCode: 480 | 486 | 603): void {
    const { session } = this.#parts;
    if (!(session instanceof Invitation) || !isEarly(session)) return;
    this.#endsBy({ by: "local", reason: sipCode === 486 ? "busy" : "rejected", sipCode });
    this.#ask(session.reject({ statusCode: sipCode }));
  }

  hangUp(isLost = false): void {
    const { session } = this.#parts;
    const end: CallEnd = { by: "local", reason: "hung-up", sipCode: null };
    if (session.state === SessionState.Established) this.#bye(end, isLost ? [BYE_REASONS.lost] : []);
    else if (session instanceof Invitation) this.reject(603);
    else this.#cancel({ by: "local", reason: "cancelled", sipCode: null });
  }

  setHeld(held: boolean): void {
    this.#negotiation?.setHeld(held);
  }

  async renewMedia(): Promise<void> {
    const { session, callId, descriptions, log, emit } = this.#parts;
    const tell = (ok: boolean) => {
      if (!this.#isOver) emit({ type: "media-renewed", callId, ok });
    };
    try {
      if (session instanceof Inviter && isEarly(session)) throw new Error("the offer was made by the window that died");
      await descriptions.renew(isEarly(session) ? this.#offer() : null);
    } catch (cause) {
      log.warn({ callId, cause }, "media not renewed");
      tell(false);
      return;
    }
    if (this.#negotiation) this.#negotiation.renew(tell);
    else tell(true);
  }

  repairMedia(step: RepairStep): void {
    const { callId, emit } = this.#parts;
    const tell = (ok: boolean) => {
      if (!this.#isOver) emit({ type: "media-repaired", callId, step, ok });
    };
    if (this.#negotiation) this.#negotiation.repair(step, tell);
    else tell(false);
  }

  sendDtmf(tones: string): void {
    const { callId, log, emit } = this.#parts;
    this.#tones = this.#tones
      .then(() => sendTones(this.#parts, tones))
      .catch((cause: unknown) => {
        log.warn({ callId, cause }, "tones not sent");
        return false;
      })
      .then((sent) => {
        if (!this.#isOver) emit({ type: sent ? "dtmf-sent" : "dtmf-failed", callId, tones });
      });
  }

  setRecording(control: string, isOn: boolean): Promise<boolean> {
    return askRecording(this.#parts, control, isOn);
  }

  /** Asks the far side to go elsewhere; the talk stays up until this side ends it. */
  refer(target: ReferTarget | null): void {
    this.#referring.start(this.#parts.session, target);
  }

  /** This talk as another one's far side is asked to replace it. */
  get asReferTarget(): ReferTarget | null {
    return replacesOf(this.#parts.session);
  }

  /**
   * Asks for the dialog with an INFO without body, which any side may ignore: only 481 says that it is gone, and 480
   * that the embedded exchange waits for the other phone (ADR 24).
   */
  async probe(): Promise<boolean> {
    return ![480, 481].includes(await sendInfo(this.#parts));
  }

  /** An UPDATE of the far side was answered; true when it was within this talk. */
  takeUpdate(message: Core.IncomingRequestMessage): boolean {
    const isOfThis = this.#parts.session.dialog?.id === message.callId + message.toTag + message.fromTag;
    if (isOfThis) this.#keeper.heardRefresh(message, true);
    return isOfThis;
  }

  /** Ends at once, whatever the far side knows of it. */
  abandon(): void {
    this.#endsBy({ by: "local", reason: "hung-up", sipCode: null });
    this.#finish();
  }

  /** A new flow stands: the talk's far side learns of it. */
  resumeFlow(): void {
    const { session } = this.#parts;
    if (session.state !== SessionState.Established) return;
    tellWhereabouts(session);
    this.#negotiation?.resumeFlow();
  }

  /** The flow is gone. What was not answered cannot be any more; a talk goes on from window to window. */
  loseFlow(): void {
    const { session, callId, log } = this.#parts;
    if (session.state === SessionState.Established || this.#isOver) return;
    this.#endsBy({ by: "network", reason: "failed", sipCode: null });
    session.dispose().catch((cause: unknown) => log.debug({ callId, cause }, "session let go"));
    this.#finish();
  }

  #delegate(): SessionDelegate {
    const { callId, emit } = this.#parts;
    return {
      onBye: (bye) => {
        // The hub's exchange ends a talk only with its other side.
        if (this.#parts.isElsewhere) this.#referring.handleBye();
        this.#endsBy(endOfBye(bye.request.getHeaders("reason")));
        this.#ask(bye.accept());
      },
      onCancel: ({ request }) => this.#endsBy(endOfCancel(request.getHeaders("reason"))),
      onInvite: (request, _response, statusCode) => {
        this.#negotiation?.remoteOfferAnswered(request.body, statusCode);
        if (statusCode === 200) this.#keeper.heardRefresh(request, false);
      },
      onInfo: (info) => {
        const { body } = info.request;
        const tone = toneFromInfo(info.request.getHeader("content-type"), body);
        if (tone) emit({ type: "dtmf-received", callId, tone });
        this.#ask(tone || body === "" ? info.accept() : info.reject({ statusCode: 415 }));
      },
      onMessage: (message) => this.#ask(message.reject({ statusCode: 405 })),
      onNotify: (notification) => {
        this.#ask(notification.accept());
        this.#referring.handleNotify(notification.request);
      },
      // Left alone, SIP.js would follow it and call whom a stranger names.
      onRefer: (referral) => this.#ask(referral.reject({ statusCode: 603 })),
    };
  }

  /** A re-INVITE, or its ACK, may say that a transfer put somebody else on the other side. */
  #noteParty(message: WithHeaders): void {
    const header = message.getHeader(SIP_HEADERS.party);
    const party = header === undefined ? null : partyFrom(header);
    if (!party || this.#isOver) return;
    this.#parts.emit({
      type: "party-changed",
      callId: this.callId,
      party,
      interactionId: this.#interactionId(message),
    });
  }

  #establish(): void {
    const { session, callId, descriptions, clock, log, emit } = this.#parts;
    this.#stopLimit();
    descriptions.isEstablished = true;
    this.#negotiation = new Negotiation({
      session,
      descriptions,
      clock,
      log,
      isOwner: session instanceof Inviter,
      onHold: (held, ok) => emit({ type: ok ? "hold-changed" : "hold-failed", callId, held }),
      onRemoteOffer: (message) => this.#noteParty(message),
      onRemoteHold: (held) => emit({ type: "remote-hold-changed", callId, held }),
    });
    // One sounded early and another answered: an offer has one answer in WebRTC, so a new one is made.
    if (this.#earlyTag !== null && session.dialog?.remoteTag !== this.#earlyTag) void this.renewMedia();
    if (session instanceof Invitation) {
      this.#keeper.agree(sessionTimerOf(session.request));
      this.#tellEstablished(session.request);
    }
  }

  #tellEstablished(message: WithHeaders): void {
    const { callId, emit, session } = this.#parts;
    if (this.#isOver || session.state !== SessionState.Established) return;
    emit({ type: "established", callId, interactionId: this.#interactionId(message) });
  }

  #ringOut(): void {
    const { session } = this.#parts;
    const end: CallEnd = { by: "local", reason: "no-answer", sipCode: session instanceof Invitation ? 480 : null };
    if (session instanceof Inviter) this.#cancel(end);
    else if (isEarly(session)) {
      this.#endsBy(end);
      this.#ask(session.reject({ statusCode: 480 }));
    }
  }

  #cancel(end: CallEnd): void {
    const { session, descriptions } = this.#parts;
    if (!(session instanceof Inviter) || !isEarly(session)) return;
    this.#endsBy(end);
    descriptions.close();
    this.#limitEnd();
    this.#ask(session.cancel());
  }

  #bye(end: CallEnd, extraHeaders: string[]): void {
    this.#endsBy(end);
    this.#parts.descriptions.close();
    this.#limitEnd();
    this.#ask(this.#parts.session.bye({ requestOptions: { extraHeaders } }));
  }

  /** The far side may never answer a CANCEL or ACK a 200: the call is over here all the same. */
  #limitEnd(): void {
    this.#keeper.dispose();
    this.#stopLimit();
    this.#stopLimit = this.#parts.clock.after(ANSWER_MS, () => this.#finish());
  }

  #endsBy(end: CallEnd): void {
    this.#end ??= end;
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopLimit();
    this.#keeper.dispose();
    this.#referring.dispose();
    this.#stopPreparing();
    this.#negotiation?.dispose();
    const { callId, descriptions, emit, onOver } = this.#parts;
    const failed: CallEnd =
      descriptions.failure === null
        ? { by: "network", reason: "failed", sipCode: null }
        : { by: "local", reason: "media-failed", sipCode: null };
    descriptions.close();
    onOver();
    emit({ type: "ended", callId, end: this.#end ?? failed });
  }

  #offer(): string | null {
    const { session } = this.#parts;
    const body = session instanceof Invitation ? session.request.body : "";
    return body === "" ? null : body;
  }

  #interactionId(message: WithHeaders) {
    return this.#parts.isElsewhere ? null : interactionIdFrom(message.getHeader(SIP_HEADERS.interaction));
  }

  /** A request that cannot be sent ends in the library's own state change; here it is only worth a line. */
  #ask(sent: Promise<unknown>): void {
    const { callId, log } = this.#parts;
    sent.catch((cause: unknown) => log.debug({ callId, cause }, "not sent"));
  }
}
