import { randomBytes } from "node:crypto";
import {
  type IncomingInviteRequest,
  type IncomingRegisterRequest,
  IncomingRequestMessage,
  type IncomingResponseMessage,
  LoggerFactory,
  type OutgoingRequestMessage,
  Parser,
  URI,
  UserAgentCore,
} from "sip.js/lib/core/index.js";
import { WebSocket } from "ws";
import type { HubClock } from "../../clock.ts";
import type { ArrivedFrom } from "../telephony.ts";
import type { Account } from "./accounts.ts";
import { checkHead, checkRequest, isUsableResponse, type Refusal } from "./check-message.ts";
import { FlowDigest } from "./digest.ts";
import type { ExchangeLog } from "./exchange-log.ts";
import type { ExchangeLimits } from "./limits.ts";
import { type MessageHead, readHead, requestLine, valuesOf } from "./message-head.ts";
import { refuseUnparsed } from "./refuse-unparsed.ts";
import { TokenBucket } from "./token-bucket.ts";

/** Where a request was sent to: as parsed, and as typed (what a digest is made over); and `Contact: *`, if it had that. */
export type RequestTarget = { readonly uri: URI; readonly text: string; readonly isForAllContacts: boolean };

/** Something that lives on a flow and must know when it is gone: a waiting caller, a ringing phone, a leg. */
export interface FlowTenant {
  flowGone(): void;
  /** The phone came back, and another flow carries on for this one. Who has no such word cannot go on there. */
  flowBack?(): void;
}

export type FlowEnvironment = {
  readonly domain: string;
  readonly clock: Pick<HubClock, "nowMs" | "after">;
  readonly limits: ExchangeLimits;
  readonly log: ExchangeLog;
  readonly onRegister: (flow: Flow, request: IncomingRegisterRequest) => void;
  readonly onInvite: (flow: Flow, request: IncomingInviteRequest) => void;
  /** A request within a dialog that is not of this flow: the same phone's older flow that has it is moved over. */
  readonly onForeignDialog: (flow: Flow, dialogId: string) => void;
  readonly onClosed: (flow: Flow) => void;
};

/** WebSocket codes of a peer that ended on purpose: normal closure, going away, no code given (RFC 6455 §7.4.1). */
const PROPER_ENDS: readonly number[] = [1000, 1001, 1005];

/** SIP.js's own log holds whole messages: it stays silent. */
const silentLoggers = new LoggerFactory();
silentLoggers.builtinEnabled = false;
silentLoggers.level = 0;

/**
 * One WebSocket, one flow (RFC 7118, RFC 5626), one SIP.js core with its transactions and dialogs. Nothing that comes
 * in can throw out of here: what cannot be read is refused, what cannot be refused is counted and dropped.
 * When the phone comes back on another flow, that one becomes the heir: it carries the core of this one from then on.
 */
export class Flow {
  /** Grows with each flow: a greater number is a newer flow. */
  readonly flowNumber: number;
  readonly over: ArrivedFrom;
  readonly core: UserAgentCore;
  readonly contact: URI;
  readonly digest: FlowDigest;
  readonly tenants = new Set<FlowTenant>();
  /** Who authenticated here; a flow keeps its account. */
  account: Account | null = null;
  /** The `+sip.instance` that was bound here (RFC 5626 §4.1). */
  instance: string | null = null;
  /** The phone closed it itself (a page that was left, a program that ended): it will not come back. */
  #hasLeft = false;
  readonly #carried = new Set<Flow>();
  #heir: Flow | null = null;
  /** Null: the flow of a phone that was here before the exchange was started anew. */
  readonly #socket: WebSocket | null;
  readonly #environment: FlowEnvironment;
  readonly #bucket: TokenBucket;
  readonly #targets = new WeakMap<IncomingRequestMessage, RequestTarget>();
  readonly #openedAtMs: number;
  #lastSeenMs: number;
  #lastPingMs: number;
  /** Since when a guest has no call here. */
  #idleSinceMs: number;
  #garbage = 0;
  #isClosing = false;
  #isClosed = false;

  constructor(flowNumber: number, socket: WebSocket | null, over: ArrivedFrom, environment: FlowEnvironment) {
    const { domain, clock, limits } = environment;
    this.flowNumber = flowNumber;
    this.over = over;
    this.#socket = socket;
    this.#environment = environment;
    this.contact = new URI("sip", "exchange", domain, undefined, { transport: "ws" });
    this.digest = new FlowDigest(domain, limits.nonceLifeMs);
    this.#openedAtMs = this.#lastSeenMs = this.#lastPingMs = this.#idleSinceMs = clock.nowMs();
    this.#bucket = new TokenBucket(limits.messagesPerSecond, limits.messageBurst, this.#openedAtMs);
    this.core = this.#makeCore();
    this.#isClosed = socket === null;
    if (socket) this.#listenTo(socket);
  }

  #listenTo(socket: WebSocket): void {
    socket.on("message", (data, isBinary) => this.#receive(data as Buffer, isBinary));
    socket.on("pong", () => this.#seen());
    socket.on("error", (error) => this.#log("debug", { reason: (error as { code?: string }).code }, "socket error"));
    socket.on("close", (code) => this.#closed(code));
  }

  /** Whether nothing can be sent any more, neither here nor over an heir. */
  get isClosed(): boolean {
    return this.#heir?.isClosed ?? this.#isClosed;
  }

  get hasLeft(): boolean {
    return this.#heir ? this.#heir.hasLeft : this.#hasLeft;
  }

  /** How many calls live here, and on the older flows carried here. */
  get load(): number {
    return [...this.#carried].reduce((sum, flow) => sum + flow.load, this.tenants.size);
  }

  /** Whether a dialog is of this flow, or of an older one carried here. */
  hasDialog(dialogId: string): boolean {
    return this.#holderOf((core) => core.dialogs.has(dialogId)) !== null;
  }

  /** The phone is on another flow now: its talks go on there. */
  moveTo(heir: Flow): void {
    if (heir === this || this.#heir === heir) return;
    if (this.#heir) this.#heir.#carried.delete(this);
    this.#heir = heir;
    heir.#carried.add(this);
    this.#log("info", { heir: heir.flowNumber }, "flow carried on");
    if (!this.#isClosed) this.#socket?.terminate();
    this.#tellBack();
  }

  /** What nobody needs any more is let go; true when this closed flow itself holds nothing either. */
  prune(): boolean {
    for (const flow of [...this.#carried]) if (flow.prune()) this.#carried.delete(flow);
    if (!this.#isClosed || this.load > 0) return false;
    this.core.dispose();
    return true;
  }

  /** Sends a request once more whose answer may have been lost with an older flow of the phone. */
  sendAgain(request: OutgoingRequestMessage): void {
    this.#sendAnyway(request.toString());
  }

  get contactHeader(): string {
    return `Contact: <${this.contact.toString()}>`;
  }

  targetOf(message: IncomingRequestMessage): RequestTarget {
    return this.#targets.get(message) ?? { uri: this.contact, text: "", isForAllContacts: false };
  }

  /** Closes with a WebSocket code, and does not wait long for the other side to agree. */
  close(code: number, reason: string): void {
    const socket = this.#socket;
    if (socket === null || this.#isClosed || this.#isClosing) return;
    this.#isClosing = true;
    this.#log("info", { code, reason }, "flow closed by the exchange");
    // Nothing happens when the peer began to close; it may never finish all the same.
    socket.close(code, reason);
    const stop = this.#environment.clock.after(2000, () => socket.terminate());
    socket.once("close", stop);
  }

  /** Drops a peer that is not there any more. */
  drop(reason: string): void {
    this.#log("info", { reason }, "flow dropped");
    this.#socket?.terminate();
  }

  /** Looks after liveness and patience; called about once a second. */
  tick(nowMs: number): void {
    if (this.#isClosed) return;
    this.prune();
    const { authenticateWithinMs, pingEveryMs } = this.#environment.limits;
    // A guest is here for its call: with none it may not stay.
    if (this.load > 0 && this.account?.kind === "guest") this.#idleSinceMs = nowMs;
    if (this.account?.kind === "guest" && nowMs - this.#idleSinceMs >= authenticateWithinMs) {
      this.close(1000, "guest without a call");
      return;
    }
    if (!this.account && nowMs - this.#openedAtMs >= authenticateWithinMs) {
      this.close(1008, "not authenticated");
    } else if (nowMs - this.#lastSeenMs >= 2 * pingEveryMs) this.drop("silent");
    else if (nowMs - this.#lastPingMs >= pingEveryMs) {
      this.#lastPingMs = nowMs;
      this.#socket?.ping();
    }
  }

  #makeCore(): UserAgentCore {
    const { domain, onRegister, onInvite } = this.#environment;
    const contact = this.contact;
    const transport = { protocol: "WS", send: (message: string) => this.#send(message) };
    return new UserAgentCore(
      {
        aor: new URI("sip", "exchange", domain, undefined),
        contact: { pubGruu: undefined, tempGruu: undefined, uri: contact, toString: () => `<${contact.toString()}>` },
        displayName: "",
        loggerFactory: silentLoggers,
        hackViaTcp: false,
        routeSet: [],
        sipjsId: randomBytes(3).toString("hex").slice(0, 5),
        supportedOptionTags: ["outbound"],
        supportedOptionTagsResponse: ["outbound"],
        userAgentHeaderFieldValue: "Tandem",
        viaForceRport: false,
        viaHost: domain,
        authenticationFactory: () => undefined,
        transportAccessor: () => transport,
      },
      {
        onRegister: (request) => onRegister(this, request),
        onInvite: (request) => onInvite(this, request),
        onMessage: (request) => void request.reject({ statusCode: 405 }),
        onRefer: (request) => void request.reject({ statusCode: 405 }),
        onSubscribe: (request) => void request.reject({ statusCode: 489 }),
        onNotify: (request) => void request.reject({ statusCode: 481 }),
      },
    );
  }

  async #send(message: string): Promise<void> {
    if (this.#heir) return this.#heir.#send(message);
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) throw new Error("flow closed");
    socket.send(message);
    if (socket.bufferedAmount > this.#environment.limits.maxBufferedBytes) this.drop("does not read");
  }

  /** For what nobody waits on: a flow that closes meanwhile needs no answer. */
  #sendAnyway(message: string): void {
    this.#send(message).catch(() => this.drop("gone while refusing"));
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (this.#isClosed || this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#seen();
    if (!this.#bucket.take(this.#lastSeenMs)) {
      this.close(1008, "too many messages");
      return;
    }
    const text = data.toString("utf8");
    // RFC 7118 §6 and RFC 5626 §3.5.1: a double CRLF is a ping, a single one its answer.
    if (/^(\r\n)+$/.test(text)) {
      if (text === "\r\n\r\n") this.#socket.send("\r\n");
      return;
    }
    const head = readHead(text);
    const fault = checkHead(head);
    // SIP.js cannot read `Contact: *` (RFC 3261 §10.2.2), so it is taken out and remembered.
    const isForAllContacts = valuesOf(head, "contact").join() === "*";
    const readable = isForAllContacts ? text.replace(/\r\n(?:contact|m)[ \t]*:[ \t]*\*[ \t]*(?=\r\n)/i, "") : text;
    const message = fault ? undefined : parse(readable);
    if (!message) this.#refuseUnparsed(head, isBinary, fault);
    else if (message instanceof IncomingRequestMessage) this.#request(message, head, isForAllContacts);
    else this.#response(message);
  }

  #refuseUnparsed(head: MessageHead, isBinary: boolean, fault: string | null): void {
    const refusal = refuseUnparsed(head);
    this.#log("info", { isBinary, fault: fault ?? "grammar", answered: refusal !== null }, "message not understood");
    if (refusal) this.#sendAnyway(refusal);
    this.#garbage += 1;
    if (this.#garbage >= this.#environment.limits.maxGarbage) this.close(1008, "not SIP");
  }

  #request(message: IncomingRequestMessage, head: MessageHead, isForAllContacts: boolean): void {
    try {
      const refusal = checkRequest(message, head);
      if (refusal) this.#refuse(message, refusal);
      else this.#handle(message, head, isForAllContacts);
    } catch (error) {
      this.#log("warn", { method: message.method, fault: faultName(error) }, "request could not be handled");
      const refusal = refuseUnparsed(head, "500 Internal Server Error");
      if (refusal) this.#sendAnyway(refusal);
    }
  }

  #handle(message: IncomingRequestMessage, head: MessageHead, isForAllContacts: boolean): void {
    const target = message.ruri ?? this.contact;
    this.#targets.set(message, { uri: target, text: requestLine(head)?.uri ?? "", isForAllContacts });
    // The core takes only what is addressed to it; everything that comes on this flow is.
    message.ruri = this.contact;
    if (!/^z9hG4bK./.test(message.viaBranch ?? "")) message.viaBranch = oldBranch(message, head);
    this.#coreOfDialog(message).receiveIncomingRequestFromTransport(message);
  }

  #coreOfDialog(message: IncomingRequestMessage): UserAgentCore {
    // As SIP.js names its dialogs: RFC 3261 §12, the Call-ID and both tags as seen from here.
    const dialogId = message.toTag ? `${message.callId}${message.toTag}${message.fromTag}` : null;
    if (dialogId === null || message.method === "REGISTER") return this.core;
    if (this.account && !this.hasDialog(dialogId)) this.#environment.onForeignDialog(this, dialogId);
    return this.#holderOf((core) => core.dialogs.has(dialogId)) ?? this.core;
  }

  #holderOf(isHolder: (core: UserAgentCore) => boolean): UserAgentCore | null {
    if (isHolder(this.core)) return this.core;
    for (const flow of this.#carried) {
      const found = flow.#holderOf(isHolder);
      if (found) return found;
    }
    return null;
  }

  #refuse(message: IncomingRequestMessage, refusal: Refusal): void {
    const { statusCode, reasonPhrase, extraHeaders = [] } = refusal;
    this.#log("info", { statusCode, reasonPhrase }, "request refused");
    if (message.method === "ACK") return;
    const phrase = reasonPhrase === undefined ? {} : { reasonPhrase };
    this.core.replyStateless(message, { statusCode, ...phrase, extraHeaders: [...extraHeaders] });
  }

  #response(message: IncomingResponseMessage): void {
    try {
      // RFC 3261 §18.1.2: a response whose top Via is not ours was not meant for us.
      if (!isUsableResponse(message) || message.via.host !== this.#environment.domain) return;
      const transactionId = `${message.viaBranch}${message.method}`;
      const core = this.#holderOf(({ userAgentClients }) => userAgentClients.has(transactionId)) ?? this.core;
      core.receiveIncomingResponseFromTransport(message);
    } catch (error) {
      this.#log("warn", { statusCode: message.statusCode, fault: faultName(error) }, "response could not be handled");
    }
  }

  #seen(): void {
    this.#lastSeenMs = this.#environment.clock.nowMs();
  }

  #closed(code: number): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#hasLeft = PROPER_ENDS.includes(code);
    this.#environment.onClosed(this);
    if (!this.#heir) this.#tellGone();
    if (this.load === 0) this.core.dispose();
  }

  #tellGone(): void {
    for (const tenant of [...this.tenants]) tenant.flowGone();
    for (const flow of this.#carried) flow.#tellGone();
  }

  #tellBack(): void {
    for (const tenant of [...this.tenants]) {
      if (tenant.flowBack) tenant.flowBack();
      else tenant.flowGone();
    }
    for (const flow of this.#carried) flow.#tellBack();
  }

  #log(level: "warn" | "info" | "debug", fields: Readonly<Record<string, unknown>>, words: string): void {
    this.#environment.log[level]({ flow: this.flowNumber, ...fields }, words);
  }
}

function parse(text: string): ReturnType<typeof Parser.parseMessage> {
  try {
    return Parser.parseMessage(text, silentLoggers.getLogger("parser"));
  } catch {
    // The parser throws on some of what it cannot read (a response without a method in CSeq) and returns nothing on the rest.
    return undefined;
  }
}

/** RFC 3261 §17.2.3: without the magic cookie a transaction is known by its other fields. */
function oldBranch(message: IncomingRequestMessage, head: MessageHead): string {
  return ["rfc2543", message.callId, message.fromTag, message.cseq, valuesOf(head, "via")[0]].join("|");
}

/** The kind of a fault; its words may quote the message. */
function faultName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
