import { type Invitation, Inviter, type Session, SIPExtension, type URI, UserAgent } from "sip.js";
import { CallId, InteractionId } from "../../src-shared/ids.ts";
import type { MediaSource } from "../../src-shared/ipc/media.ts";
import { ECHO_NUMBER, SIP_HEADERS } from "../../src-shared/link/link-contract.ts";
import {
  type CallSignalling,
  type DialledCall,
  ECHO_HZ,
  type RepairStep,
  type SignallingEvent,
  type SipAccount,
} from "../core/ports/call-signalling.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { LineWatch } from "../core/ports/line-watch.ts";
import type { Log } from "../core/ports/log.ts";
import type { Media } from "../core/ports/media.ts";
import { Errand } from "./errand.ts";
import { unsupportedBy } from "./invite-terms.ts";
import type { LineWatcher } from "./line-watcher.ts";
import { Registration } from "./registration.ts";
import { type CallGate, replaceCall, type SeatedCall } from "./replacement.ts";
import { MediaDescriptions } from "./session-description-handler.ts";
import { SipCall } from "./sip-call.ts";
import { sipLogConnector } from "./sip-log.ts";
import { lineWatcher } from "./subscribe-request.ts";
import { answerUpdates } from "./update-request.ts";
import { type SocketWay, type WebSocketFactory, WsTransport, type WsTransportOptions } from "./ws-transport.ts";

/** More calls at once are answered busy: nobody can attend to them, and each opens media. */
const MOST_CALLS = 8;
/** SIP.js rejects an unanswered INVITE itself after this; the call's own limit comes first. */
const NO_ANSWER_S = 130;

export type SipPhoneParts = {
  readonly media: Media;
  readonly clock: Clock;
  readonly log: Log;
  readonly webSocketFactory?: WebSocketFactory;
  /** The way to servers elsewhere: a proxy, certificates of the company. */
  readonly way?: SocketWay;
};

/** Makes a phone: one SIP account whose signalling runs here and whose media runs in the media window. */
export function createSipPhone(parts: SipPhoneParts): CallSignalling & LineWatch {
  return new SipPhone(parts);
}

type Line = { readonly account: SipAccount; readonly userAgent: UserAgent; readonly registration: Registration };

class SipPhone implements CallSignalling, LineWatch {
  readonly #parts: SipPhoneParts;
  readonly #listeners = new Set<(event: SignallingEvent) => void>();
  readonly #calls = new Map<CallId, SipCall>();
  readonly #descriptions = new WeakMap<Session, MediaDescriptions>();
  readonly #seats = new WeakMap<SipCall, SeatedCall>();
  /** Transfers under way at a PBX elsewhere, by the customer's call. */
  readonly #errands = new Map<CallId, Errand>();
  readonly watch: LineWatch["watch"] = (extensions) => this.#watcher.watch(extensions);
  readonly onWatched: LineWatch["onWatched"] = (listener) => this.#watcher.onWatched(listener);
  readonly #watcher: LineWatcher;
  #line: Line | null = null;
  #areCallsRefused = false;
  /** Echo calls made whose far end has not come back to this phone yet. */
  #echoesDue = 0;

  constructor(parts: SipPhoneParts) {
    this.#parts = parts;
    const addressOf = (extension: string) => ({ userAgent: this.#line?.userAgent, uri: this.#uriOf(extension) });
    this.#watcher = lineWatcher(parts.clock, addressOf);
  }

  start(account: SipAccount): void {
    if (this.#line) throw new Error("the phone was started already");
    this.#line = this.#makeLine(account);
    this.#line.registration.start();
  }

  async stop(): Promise<void> {
    const line = this.#line;
    if (!line) return;
    for (const call of [...this.#calls.values()]) call.hangUp();
    this.#watcher.stop();
    this.#line = null;
    this.#echoesDue = 0;
    await line.registration.stop();
    // What could not say good-bye in time ends here.
    for (const call of [...this.#calls.values()]) call.abandon();
    await line.userAgent.stop();
  }

  renew(): void {
    this.#line?.registration.renew();
  }

  prove(): void {
    this.#line?.registration.prove();
  }

  dial(callId: CallId, target: string): DialledCall {
    const isElsewhere = this.#line?.account.isElsewhere ?? false;
    return { ...this.#dial(callId, target, null), ...(isElsewhere && { reportAs: this.#newInteractionId() }) };
  }

  #dial(callId: CallId, target: string, source: MediaSource | null): { readonly mediaId: string } {
    const line = this.#line;
    const uri = this.#uriOf(target);
    if (!line || !uri) {
      queueMicrotask(() =>
        this.#emit({ type: "ended", callId, end: { by: "local", reason: "failed", sipCode: null } }),
      );
      return { mediaId: callId };
    }
    // Early media is heard by `SipCall` itself: SIP.js ends a call that forks after it.
    const session = new Inviter(line.userAgent, uri, { earlyMedia: false });
    this.#addCall(callId, session, source ?? line.account.source).invite();
    return { mediaId: callId };
  }

  callEcho(callId: CallId): { readonly mediaId: string } {
    const account = this.#line?.account;
    const source = { kind: "tone", hz: ECHO_HZ } as const;
    if (!account?.isElsewhere) {
      this.#echoesDue += 1;
      return this.#dial(callId, ECHO_NUMBER, source);
    }
    if (account.echoNumber) return this.#dial(callId, account.echoNumber, source);
    queueMicrotask(() =>
      this.#emit({ type: "ended", callId, end: { by: "local", reason: "not-found", sipCode: null } }),
    );
    return { mediaId: callId };
  }

  accept(callId: CallId): void {
    this.#calls.get(callId)?.accept();
  }

  reject(callId: CallId, sipCode: 480 | 486 | 603): void {
    this.#calls.get(callId)?.reject(sipCode);
  }

  refuseCalls(areRefused: boolean): void {
    this.#areCallsRefused = areRefused;
  }

  hangUp(callId: CallId, isLost?: boolean): void {
    this.#calls.get(callId)?.hangUp(isLost);
  }

  setHeld(callId: CallId, held: boolean): void {
    if (!held) this.#endErrand(callId);
    this.#calls.get(callId)?.setHeld(held);
  }

  canPauseRecording(callId: CallId): boolean {
    return this.#calls.has(callId) && Boolean(this.#line?.account.recording);
  }

  async setRecording(callId: CallId, isOn: boolean): Promise<boolean> {
    const control = this.#line?.account.recording;
    return control ? ((await this.#calls.get(callId)?.setRecording(control, isOn)) ?? false) : false;
  }

  renewMedia(callId: CallId): void {
    const isReplaced = this.#replace(callId, (ok) => {
      if (ok) this.#emit({ type: "media-renewed", callId, ok });
    });
    if (!isReplaced) void this.#calls.get(callId)?.renewMedia();
  }

  repairMedia(callId: CallId, step: RepairStep): void {
    const tell = (ok: boolean) => this.#emit({ type: "media-repaired", callId, step, ok });
    if (step !== "fresh" || !this.#replace(callId, tell)) this.#calls.get(callId)?.repairMedia(step);
  }

  sendDtmf(callId: CallId, tones: string): void {
    this.#calls.get(callId)?.sendDtmf(tones);
  }

  refer(callId: CallId, target: string): void {
    const call = this.#calls.get(callId);
    if (call && this.#line?.account.isElsewhere) {
      this.#startErrand(call, target);
      return;
    }
    const uri = this.#uriOf(target);
    call?.refer(uri ? { uri: uri.toString(), replaces: null } : null);
  }

  referInto(callId: CallId, consultId: CallId): void {
    this.#calls.get(callId)?.refer(this.#calls.get(consultId)?.asReferTarget ?? null);
  }

  async probe(callId: CallId): Promise<boolean> {
    return (await this.#calls.get(callId)?.probe()) ?? false;
  }

  onEvent(listener: (event: SignallingEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #startErrand(customer: SipCall, target: string): void {
    const { callId } = customer;
    this.#endErrand(callId);
    const errand = new Errand(customer, this.#parts.clock, (sipCode) =>
      this.#emit({ type: "transfer-progress", callId, sipCode }),
    );
    this.#errands.set(callId, errand);
    errand.start((emit) => {
      const line = this.#line;
      const uri = this.#uriOf(target);
      if (!line || !uri) return null;
      const session = new Inviter(line.userAgent, uri, { earlyMedia: false });
      return this.#addCall(this.#newCallId(), session, { kind: "silence" }, emit);
    });
  }

  /** Fresh media where a re-INVITE would not give it (ADR 20); false where this is not the way. */
  #replace(callId: CallId, tell: (ok: boolean) => void): boolean {
    const line = this.#line;
    const call = this.#calls.get(callId);
    const old = call && this.#seats.get(call);
    const replaces = call?.asReferTarget?.replaces;
    if (!old || !replaces || !line?.account.isElsewhere) return false;
    replaceCall({
      old,
      makeCall: (emit) => {
        const to = line.userAgent.configuration.uri.clone();
        const extraHeaders = [`Replaces: ${replaces}`, "Require: replaces"];
        const session = new Inviter(line.userAgent, to, { earlyMedia: false, extraHeaders });
        return this.#addCall(callId, session, line.account.source, emit);
      },
      tell: (event) => this.#emit(event),
      done: () => tell(true),
      refused: (isAlive) => {
        if (!isAlive) return;
        this.#calls.set(callId, old.call);
        tell(false);
        void old.call.renewMedia();
      },
    });
    return true;
  }

  #endErrand(callId: CallId): void {
    this.#errands.get(callId)?.end();
    this.#errands.delete(callId);
  }

  #uriOf(target: string): URI | undefined {
    const line = this.#line;
    return line ? UserAgent.makeURI(`sip:${encodeURIComponent(target)}@${line.account.domain}`) : undefined;
  }

  #makeLine(account: SipAccount): Line {
    const { clock, log, webSocketFactory, way } = this.#parts;
    const uri = UserAgent.makeURI(`sip:${encodeURIComponent(account.user)}@${account.domain}`);
    if (!uri) throw new Error("the SIP account has no valid address");
    const transportOptions: WsTransportOptions = {
      server: account.server,
      clock,
      log,
      ...(webSocketFactory && { makeSocket: webSocketFactory }),
      ...(way && { way }),
    };
    const userAgent = new UserAgent({
      uri,
      authorizationUsername: account.authUser ?? account.user,
      authorizationPassword: account.password,
      displayName: account.displayName,
      transportConstructor: WsTransport,
      transportOptions,
      sessionDescriptionHandlerFactory: (session) => this.#descriptionsOf(session),
      sipExtensionReplaces: SIPExtension.Unsupported,
      sipExtension100rel: SIPExtension.Supported,
      // Nothing rings before the terms of the INVITE are known: see `#takeIn`.
      sendInitialProvisionalResponse: false,
      noAnswerTimeout: NO_ANSWER_S,
      // Own order of farewells: see `stop`. The library's would wait for answers that may never come.
      gracefulShutdown: false,
      userAgentString: "Tandem",
      logBuiltinEnabled: false,
      logConfiguration: false,
      logConnector: sipLogConnector(log),
      delegate: {
        onInvite: (invitation) => this.#takeIn(invitation),
        onDisconnect: (error) => this.#loseFlow(error),
      },
    });
    const { transport } = userAgent;
    if (!(transport instanceof WsTransport)) throw new Error("another transport was made");
    answerUpdates(userAgent.userAgentCore, (message) => {
      for (const call of this.#calls.values()) if (call.takeUpdate(message)) return;
    });
    const onState = (phone: Extract<SignallingEvent, { type: "phone-changed" }>["phone"]) => {
      if (phone.state === "ready") for (const call of this.#calls.values()) call.resumeFlow();
      this.#emit({ type: "phone-changed", phone });
      this.#watcher.setReady(phone.state === "ready");
    };
    const registration = new Registration({ userAgent, transport, clock, log, onState });
    return { account, userAgent, registration };
  }

  #takeIn(invitation: Invitation): void {
    const line = this.#line;
    const unsupported = unsupportedBy(invitation.request);
    if (!line || this.#calls.size >= MOST_CALLS) this.#refuse(invitation, line ? 486 : 480);
    else if (unsupported.length > 0) this.#refuse(invitation, 420, [`Unsupported: ${unsupported.join(", ")}`]);
    else if (invitation.request.hasHeader(SIP_HEADERS.echo)) this.#giveEcho(invitation);
    else if (this.#areCallsRefused) this.#refuse(invitation, 486);
    else {
      const reportAs = line.account.isElsewhere ? this.#newInteractionId() : undefined;
      this.#addCall(this.#newCallId(), invitation, line.account.source).announce(reportAs);
    }
  }

  /** The far end of this phone's own echo call; one that nobody here asked for is refused. */
  #giveEcho(invitation: Invitation): void {
    if (this.#echoesDue === 0) {
      this.#refuse(invitation, 480);
      return;
    }
    this.#echoesDue -= 1;
    this.#addCall(this.#newCallId(), invitation, { kind: "echo" }, () => undefined).accept();
  }

  #newInteractionId(): InteractionId {
    return InteractionId.parse(this.#parts.clock.newId());
  }

  #newCallId(): CallId {
    return CallId.parse(this.#parts.clock.newId());
  }

  #refuse(invitation: Invitation, statusCode: number, extraHeaders: string[] = []): void {
    invitation
      .reject({ statusCode, extraHeaders })
      .catch((cause: unknown) => this.#parts.log.debug({ cause }, "INVITE not refused"));
  }

  #addCall(
    callId: CallId,
    session: Invitation | Inviter,
    source: MediaSource,
    emit: (event: SignallingEvent) => void = (event) => this.#emit(event),
  ): SipCall {
    const { media, clock, log } = this.#parts;
    const descriptions = new MediaDescriptions({ mediaId: callId, source, media, log });
    this.#descriptions.set(session, descriptions);
    const gate: CallGate = { tell: emit };
    const call = new SipCall({
      callId,
      session,
      descriptions,
      clock,
      log,
      emit: (event) => gate.tell(event),
      onOver: () => {
        if (this.#calls.get(callId) === call) this.#calls.delete(callId);
      },
      isElsewhere: this.#line?.account.isElsewhere ?? false,
    });
    this.#calls.set(callId, call);
    this.#seats.set(call, {
      call,
      gate,
      setMediaLeft: (isLeft) => descriptions.setLeft(isLeft),
      isHeld: () => descriptions.isHeld,
    });
    return call;
  }

  #descriptionsOf(session: Session): MediaDescriptions {
    const descriptions = this.#descriptions.get(session);
    if (!descriptions) throw new Error("a session nobody made");
    return descriptions;
  }

  #loseFlow(error: Error | undefined): void {
    for (const call of [...this.#calls.values()]) call.loseFlow();
    this.#line?.registration.loseFlow(error);
  }

  #emit(event: SignallingEvent): void {
    const isErrandOver = event.type === "ended" || (event.type === "transfer-progress" && event.sipCode >= 200);
    if (isErrandOver) this.#endErrand(event.callId);
    for (const listener of [...this.#listeners]) listener(event);
  }
}
