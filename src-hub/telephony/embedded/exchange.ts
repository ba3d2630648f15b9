import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { IncomingInviteRequest, IncomingRegisterRequest } from "sip.js/lib/core/index.js";
import type { WebSocket } from "ws";
import type { InteractionId, OfferId } from "../../../src-shared/ids.ts";
import { ECHO_NUMBER } from "../../../src-shared/link/link-contract.ts";
import { type HubClock, systemClock } from "../../clock.ts";
import { GUEST_NUMBER } from "../../site-call/guest.ts";
import type {
  ArrivedFrom,
  Farewell,
  OriginateRequest,
  ResumedTalk,
  ResumedWait,
  RingRequest,
  Telephony,
  TelephonyCallId,
  TelephonyCapabilities,
  TelephonyEvent,
} from "../telephony.ts";
import type { AccountDirectory } from "./accounts.ts";
import type { Consultation } from "./attended-transfer.ts";
import { Call } from "./call.ts";
import type { CallEnvironment } from "./call-environment.ts";
import { Caller } from "./caller.ts";
import { descriptionOf } from "./description-body.ts";
import { dialledUser } from "./dialled.ts";
import type { ExchangeLog } from "./exchange-log.ts";
import { Flow, type FlowEnvironment } from "./flow.ts";
import { Gatekeeper } from "./gatekeeper.ts";
import { customerOf } from "./identity.ts";
import { type KeptLeg, type KeptTalk, NO_KEEPER, type TalkKeeper } from "./kept-talks.ts";
import { Leg } from "./leg.ts";
import { DEFAULT_LIMITS, type ExchangeLimits } from "./limits.ts";
import { Origination } from "./origination.ts";
import { register } from "./register.ts";
import { Registrar } from "./registrar.ts";
import type { DialogName } from "./replaces.ts";
import { resumeDialog, resumedTalk, resumedWait } from "./resume-talk.ts";
import { TimerScope } from "./timer-scope.ts";
import { openUpgradeGate, type UpgradeGate } from "./upgrade-gate.ts";

/** What the exchange needs. It takes only the upgrades of `path` on `server`, and does not own the server. */
export type ExchangeOptions = {
  readonly server: Server;
  readonly path: string;
  /** SIP domain and digest realm. */
  readonly domain: string;
  readonly accounts: AccountDirectory;
  readonly log: ExchangeLog;
  readonly clock?: Pick<HubClock, "nowMs" | "after">;
  readonly limits?: Partial<ExchangeLimits>;
  /** Who asks, behind proxies that are believed; absent: whoever holds the socket. */
  readonly addressOf?: (request: IncomingMessage) => string;
  /** Where talks are kept that shall outlive this exchange. */
  readonly talks?: TalkKeeper;
};

/** How much the exchange holds now; all zeros when nobody is there. */
export type ExchangeCensus = { readonly flows: number; readonly registered: number; readonly calls: number };

/** The embedded exchange: telephony without a PBX. */
export type EmbeddedExchange = Telephony & {
  census(): ExchangeCensus;
  /** Refuses what waits, ends what talks, and lets all flows go. */
  close(): Promise<void>;
};

const TICK_MS = 1000;
const ECHO_RING_MS = 5_000;
/** The phone of an originated call waits for its ACK at most 32 s (64·T1 of RFC 3261 §13.3.1.4). */
const LONGEST_RING_MS = 25_000;

/**
 * Opens the embedded exchange on a path of an HTTP server: registrar and back-to-back user agent over SIP WebSockets
 * (RFC 7118), media peer to peer. It routes nothing by itself: each call is given to the hub, which says whom to ring.
 */
export function createEmbeddedExchange(options: ExchangeOptions): EmbeddedExchange {
  return new Exchange(options);
}

class Exchange implements EmbeddedExchange {
  readonly capabilities: TelephonyCapabilities = {
    ...{ holdMusic: false, recording: false, conference: false },
    longestRingMs: LONGEST_RING_MS,
  };
  readonly resumed: readonly ResumedTalk[];
  readonly resumedWaits: readonly ResumedWait[];
  readonly #options: ExchangeOptions;
  readonly #talks: TalkKeeper;
  readonly #limits: ExchangeLimits;
  readonly #timers: TimerScope;
  readonly #registrar: Registrar;
  readonly #gatekeeper: Gatekeeper;
  readonly #gate: UpgradeGate;
  readonly #flows = new Set<Flow>();
  /** Closed flows with talks that wait for their phone to come back. */
  readonly #lostFlows = new Set<Flow>();
  readonly #calls = new Map<TelephonyCallId, Call>();
  readonly #callOfOffer = new Map<OfferId, Call>();
  readonly #originations = new Map<OfferId, Origination>();
  readonly #listeners = new Set<(event: TelephonyEvent) => void>();
  #flowCount = 0;
  #isClosing = false;
  #onLastFlowGone: (() => void) | null = null;

  constructor(options: ExchangeOptions) {
    const { server, path, domain, accounts, log } = options;
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#timers = new TimerScope(options.clock ?? systemClock);
    this.#registrar = new Registrar((user, registered) => this.#emit({ type: "phone-changed", user, registered }));
    this.#gatekeeper = new Gatekeeper({ domain, accounts, clock: this.#timers, limits: this.#limits, log });
    this.#gate = openUpgradeGate(server, {
      path,
      maxMessageBytes: this.#limits.maxMessageBytes,
      hasRoom: () => !this.#isClosing && this.#flows.size < this.#limits.maxFlows,
      addressOf: options.addressOf ?? (({ socket }) => socket.remoteAddress ?? "unknown"),
      onSocket: (socket, over) => this.#openFlow(socket, over),
    });
    this.#talks = options.talks ?? NO_KEEPER;
    const kept = this.#talks.kept.filter((talk) => this.#resume(talk));
    this.resumed = kept.flatMap(resumedTalk);
    this.resumedWaits = kept.flatMap(resumedWait);
    this.#armTick();
  }

  queue(callId: TelephonyCallId, interactionId: InteractionId): void {
    this.#calls.get(callId)?.queue(interactionId);
  }

  ring(request: RingRequest): void {
    const call = this.#calls.get(request.callId);
    if (!call) return;
    this.#callOfOffer.set(request.offerId, call);
    call.ring(request, this.#options.accounts.find(request.user));
  }

  originate(request: OriginateRequest): TelephonyCallId {
    const callId = randomUUID() as string as TelephonyCallId;
    const { offerId, user } = request;
    let isOver = false;
    const origination = new Origination({
      ...{ callId, request, account: this.#options.accounts.find(user), environment: this.#callEnvironment() },
      onCall: (call) => this.#calls.set(callId, call),
      onOver: () => {
        isOver = true;
        this.#originations.delete(offerId);
      },
    });
    if (!isOver) this.#originations.set(offerId, origination);
    return callId;
  }

  withdraw(offerId: OfferId): void {
    this.#originations.get(offerId)?.withdraw();
    this.#callOfOffer.get(offerId)?.withdraw(offerId);
  }

  refuse(callId: TelephonyCallId, sipCode: number): void {
    this.#calls.get(callId)?.refuse(sipCode);
  }

  /** Without a voice: RFC 3261 §21.4.18 with a Retry-After (§20.33), which phones and PBXes show or use. */
  treat(callId: TelephonyCallId, { retryAfterSeconds }: Farewell): void {
    const call = this.#calls.get(callId);
    if (call?.isWaiting) call.refuse(480, retryAfterSeconds === null ? [] : [`Retry-After: ${retryAfterSeconds}`]);
  }

  joinTransfer(callId: TelephonyCallId): void {
    this.#calls.get(callId)?.joinTransfer();
  }

  hangUp(callId: TelephonyCallId): void {
    this.#calls.get(callId)?.hangUp();
  }

  /** Its account is among `accounts`, and its one call is the hub's to know: there is nothing to prepare. */
  async admitGuest(): Promise<boolean> {
    return !this.#isClosing;
  }

  isRegistered(user: string): boolean {
    return this.#registrar.newestOf(user) !== null;
  }

  onEvent(listener: (event: TelephonyEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  census(): ExchangeCensus {
    return { flows: this.#flows.size, registered: this.#registrar.size, calls: this.#calls.size };
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#gate.close();
    for (const origination of [...this.#originations.values()]) origination.withdraw();
    for (const call of [...this.#calls.values()]) call.abandon();
    for (const flow of this.#flows) flow.close(1001, "exchange closes");
    if (this.#flows.size > 0) {
      await new Promise<void>((resolve) => {
        this.#onLastFlowGone = resolve;
      });
    }
    this.#timers.dispose();
  }

  #openFlow(socket: WebSocket, over: ArrivedFrom): void {
    this.#flowCount += 1;
    this.#flows.add(new Flow(this.#flowCount, socket, over, this.#flowEnvironment()));
    this.#options.log.debug({ flow: this.#flowCount }, "flow opened");
  }

  #flowEnvironment(): FlowEnvironment {
    const { domain, log } = this.#options;
    return {
      domain,
      clock: this.#timers,
      limits: this.#limits,
      log,
      onRegister: (flow, request) => this.#register(flow, request),
      onInvite: (flow, request) => this.#invite(flow, request),
      onForeignDialog: (flow, dialogId) => this.#moveTo(flow, (older) => older.hasDialog(dialogId)),
      onClosed: (flow) => this.#flowClosed(flow),
    };
  }

  /** A talk of the exchange before: its phones were here, are lost, and may be back soon (ADR 24). */
  #resume(talk: KeptTalk): boolean {
    const { callId, interactionId, caller, callee } = talk;
    const limits = { ...this.#limits, comeBackWithinMs: this.#limits.comeBackAfterRestartMs };
    const call = new Call(callId, null, { ...this.#callEnvironment(), limits });
    try {
      const legs = { caller: this.#resumeLeg(caller, call), callee: callee && this.#resumeLeg(callee, call) };
      for (const leg of [legs.caller, legs.callee]) if (leg) this.#lostFlows.add(leg.flow);
      const accounts = [caller, callee].flatMap((side) => (side && this.#options.accounts.find(side.user)) ?? []);
      this.#calls.set(callId, call);
      call.resume(interactionId, accounts, legs);
    } catch (error) {
      this.#options.log.warn({ callId, fault: error instanceof Error ? error.name : typeof error }, "talk not resumed");
      this.#talks.forget(callId);
      return false;
    }
    this.#options.log.info({ callId }, "talk resumed");
    return true;
  }

  #resumeLeg({ user, instance, isHolding, dialog }: KeptLeg, call: Call): Leg {
    const account = this.#options.accounts.find(user);
    if (!account) throw new Error("the account is gone");
    const flow = new Flow(0, null, { origin: null, address: "" }, this.#flowEnvironment());
    flow.account = account;
    flow.instance = instance;
    const leg = new Leg(flow, user, resumeDialog(flow, dialog), call);
    leg.isHolding = isHolding;
    return leg;
  }

  #callEnvironment(): CallEnvironment {
    return {
      domain: this.#options.domain,
      clock: this.#timers,
      limits: this.#limits,
      registrar: this.#registrar,
      emit: (event) => this.#emit(event),
      onOver: (callId) => this.#callOver(callId),
      findConsultation: (dialog) => this.#findConsultation(dialog),
      keep: (talk) => this.#talks.keep(talk),
    };
  }

  #register(flow: Flow, request: IncomingRegisterRequest): void {
    const account = this.#gatekeeper.admitRegister(flow, request);
    if (!account) return;
    if (account.kind === "guest") {
      this.#guestBack(flow, request);
      return;
    }
    const environment = { registrar: this.#registrar, limits: this.#limits, nowMs: this.#timers.nowMs() };
    register(flow, account.user, request, environment);
    const { instance } = flow;
    // RFC 5626 §4.1: the same phone on a new flow. A stranger cannot claim it: REGISTER is challenged each time.
    if (instance !== null) this.#moveTo(flow, (older) => older.instance === instance);
  }

  /** A guest is called by nobody, so nothing is bound: its talk goes on here after its flow was lost. */
  #guestBack(flow: Flow, request: IncomingRegisterRequest): void {
    this.#moveTo(flow, () => true);
    if (flow.load === 0) request.reject({ statusCode: 403 });
    else request.accept({ statusCode: 200 });
  }

  /** Older flows of the same account and phone are at an end, whether that was noticed or not: their talks go on here. */
  #moveTo(flow: Flow, isOfSamePhone: (older: Flow) => boolean): void {
    for (const older of [...this.#lostFlows, ...this.#flows]) {
      const isOlder = older.flowNumber < flow.flowNumber && older.account?.user === flow.account?.user;
      if (isOlder && isOfSamePhone(older)) {
        this.#lostFlows.delete(older);
        older.moveTo(flow);
      }
    }
  }

  #invite(flow: Flow, request: IncomingInviteRequest): void {
    const account = this.#gatekeeper.admitInvite(flow, request);
    if (!account) return;
    if (descriptionOf(request.message).kind === "other")
      return void request.reject({ statusCode: 415, extraHeaders: ["Accept: application/sdp"] });
    const dialled = dialledUser(flow.targetOf(request.message).uri.user);
    if (!dialled) return void request.reject({ statusCode: 404 });
    const isGuest = account.kind === "guest";
    if (isGuest && (dialled !== GUEST_NUMBER || flow.load > 0)) {
      this.#options.log.info({ flow: flow.flowNumber }, "guest refused");
      return void request.reject({ statusCode: 403 });
    }
    if (this.#isClosing || flow.load >= this.#limits.maxCallsPerFlow)
      return void request.reject({ statusCode: 503, extraHeaders: ["Retry-After: 5"] });
    request.trying();
    const callId = randomUUID() as string as TelephonyCallId;
    const environment = this.#callEnvironment();
    const takeCaller = (onLeft: () => void) => new Caller({ flow, account, request }, onLeft);
    if (dialled === ECHO_NUMBER) {
      this.#giveBack(
        callId,
        account.user,
        (emit) => new Call(callId, takeCaller, { ...environment, emit, keep: () => undefined }),
      );
      return;
    }
    this.#calls.set(callId, new Call(callId, takeCaller, environment));
    this.#options.log.info({ flow: flow.flowNumber, callId }, "call arrived");
    const over = isGuest && { over: flow.over };
    this.#emit({ type: "arrived", callId, fromUser: account.user, from: customerOf(account), dialled, ...over });
  }

  #findConsultation(dialog: DialogName): Consultation | null {
    for (const call of this.#calls.values()) {
      const consultation = call.consultationOf(dialog);
      if (consultation) return consultation;
    }
    return null;
  }

  /** An echo call rings the phone that made it; the hub hears nothing of it. */
  #giveBack(callId: TelephonyCallId, user: string, make: (emit: (event: TelephonyEvent) => void) => Call): void {
    const call = make((event) => {
      if (event.type === "ring-failed") queueMicrotask(() => call.refuse(480));
    });
    this.#calls.set(callId, call);
    const ids = { offerId: `echo-${callId}` as OfferId, interactionId: "echo" as InteractionId };
    call.ring(
      { callId, ...ids, user, queueName: null, ringTimeoutMs: ECHO_RING_MS, isEcho: true },
      this.#options.accounts.find(user),
    );
  }

  #callOver(callId: TelephonyCallId): void {
    this.#calls.delete(callId);
    this.#talks.forget(callId);
    for (const [offerId, owner] of this.#callOfOffer) if (owner.callId === callId) this.#callOfOffer.delete(offerId);
    this.#options.log.info({ callId }, "call over");
  }

  #flowClosed(flow: Flow): void {
    this.#flows.delete(flow);
    this.#lostFlows.add(flow);
    if (flow.account) this.#registrar.unbind(flow.account.user, flow);
    this.#options.log.debug({ flow: flow.flowNumber }, "flow closed");
    if (this.#flows.size === 0) this.#onLastFlowGone?.();
  }

  #armTick(): void {
    this.#timers.after(TICK_MS, () => {
      const nowMs = this.#timers.nowMs();
      for (const flow of [...this.#flows]) flow.tick(nowMs);
      for (const flow of [...this.#lostFlows]) if (flow.prune()) this.#lostFlows.delete(flow);
      this.#registrar.expire(nowMs);
      if (!this.#isClosing) this.#armTick();
    });
  }

  /** Events are told in order and never from inside a command: the hub may give commands while it listens. */
  #emit(event: TelephonyEvent): void {
    queueMicrotask(() => {
      for (const listener of [...this.#listeners]) listener(event);
    });
  }
}
