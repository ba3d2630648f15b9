import { createHash, randomBytes } from "node:crypto";
import { WebSocket } from "ws";
import { Inbox } from "./inbox.ts";
import { readSipMessage, type SipMessage, writeSipMessage } from "./sip-message.ts";

export type RawClientOptions = {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly domain?: string;
  readonly path?: string;
  readonly instance?: string;
  /** Of the page, as a browser says it. */
  readonly origin?: string;
};

export type RequestParts = {
  readonly uri: string;
  readonly from?: string;
  readonly to?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly branch?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly type?: string;
};

/**
 * A SIP phone made of text, for tests of the exchange: it says exactly what a test tells it to, well-formed or not.
 * Requests that come to it wait in `requests`; BYE, NOTIFY, OPTIONS and INFO are answered 200, CANCEL also ends the
 * ringing with 487, unless `isAutomatic` is off.
 */
export class RawSipClient {
  readonly user: string;
  readonly domain: string;
  readonly contact: string;
  readonly requests = new Inbox<SipMessage>("request");
  readonly responses = new Inbox<SipMessage>("response");
  readonly closed: Promise<{ code: number; reason: string }>;
  isAutomatic = true;
  readonly #socket: WebSocket;
  readonly #password: string;
  readonly #instance: string | null;
  readonly #host = `${token()}.invalid`;
  /** Incoming INVITEs without a final answer, by branch. */
  readonly #openInvites = new Map<string, SipMessage>();
  readonly #registerCallId = token();
  #registerCseq = 0;

  private constructor(socket: WebSocket, options: RawClientOptions) {
    this.#socket = socket;
    this.user = options.user;
    this.#password = options.password;
    this.#instance = options.instance ?? null;
    this.domain = options.domain ?? "tandem.invalid";
    this.contact = `sip:${token()}@${this.#host};transport=ws`;
    this.closed = new Promise((resolve) => {
      socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    socket.on("error", () => {});
    socket.on("message", (data) => this.#receive(data.toString()));
  }

  static async connect(options: RawClientOptions): Promise<RawSipClient> {
    const url = `ws://127.0.0.1:${options.port}${options.path ?? "/sip"}`;
    const { origin } = options;
    const socket = new WebSocket(url, "sip", { perMessageDeflate: false, ...(origin && { origin }) });
    const client = new RawSipClient(socket, options);
    await new Promise<void>((resolve, reject) => {
      socket.on("open", resolve);
      socket.on("error", reject);
    });
    return client;
  }

  /** The exchange's end of a flow that a phone opened: it calls the phone, and is called, as a client would. */
  static over(socket: WebSocket, user: string): RawSipClient {
    return new RawSipClient(socket, { port: 0, user, password: "" });
  }

  get aor(): string {
    return `sip:${this.user}@${this.domain}`;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  get socket(): WebSocket {
    return this.#socket;
  }

  sendText(text: string | Buffer): void {
    this.#socket.send(text);
  }

  /** Writes a request, sends it, and gives back its branch. */
  sendRequest(method: string, parts: RequestParts): string {
    const branch = parts.branch ?? newBranch();
    this.sendText(
      writeSipMessage(
        `${method} ${parts.uri} SIP/2.0`,
        [
          `Via: SIP/2.0/WS ${this.#host};branch=${branch}`,
          "Max-Forwards: 70",
          `From: ${parts.from ?? `<${this.aor}>;tag=${token()}`}`,
          `To: ${parts.to ?? `<${parts.uri}>`}`,
          `Call-ID: ${parts.callId ?? token()}`,
          `CSeq: ${parts.cseq ?? 1} ${method}`,
          ...(parts.headers ?? []),
        ],
        parts.body,
        parts.type,
      ),
    );
    return branch;
  }

  /** The final answer to the request with that branch (and method: a CANCEL shares the branch of its INVITE). */
  finalTo(branch: string, method: string): Promise<SipMessage> {
    return this.responses.take((response) => isFor(response, branch, method) && (response.status ?? 0) >= 200);
  }

  async ask(method: string, parts: RequestParts): Promise<SipMessage> {
    return this.finalTo(this.sendRequest(method, parts), method);
  }

  respond(
    request: SipMessage,
    status: number,
    options: { toTag?: string; headers?: string[]; body?: string } = {},
  ): void {
    if (request.method === "INVITE" && status >= 200) this.#openInvites.delete(branchOf(request));
    const to = request.header("To");
    const tag = options.toTag && !/;tag=/.test(to) ? `;tag=${options.toTag}` : "";
    this.sendText(
      writeSipMessage(
        `SIP/2.0 ${status} Test`,
        [
          ...request.headers("Via").map((via) => `Via: ${via}`),
          `From: ${request.header("From")}`,
          `To: ${to}${tag}`,
          `Call-ID: ${request.header("Call-ID")}`,
          `CSeq: ${request.header("CSeq")}`,
          ...(options.headers ?? []),
        ],
        options.body,
      ),
    );
  }

  /** REGISTER with one round of digest; the last answer. */
  async register(options: { expires?: number; contact?: string; password?: string } = {}): Promise<SipMessage> {
    const first = await this.#sendRegister(options, null);
    return first.status === 401 ? this.#sendRegister(options, first) : first;
  }

  unregister(): Promise<SipMessage> {
    return this.register({ expires: 0 });
  }

  /** An Authorization value for a challenge. */
  authorize(
    challenge: SipMessage,
    method: string,
    uri: string,
    options: { password?: string; nc?: string; user?: string } = {},
  ): string {
    const header = challenge.header("WWW-Authenticate") || challenge.header("Proxy-Authenticate");
    const nonce = /nonce="([^"]+)"/.exec(header)?.[1] ?? "";
    const realm = /realm="([^"]+)"/.exec(header)?.[1] ?? "";
    const user = options.user ?? this.user;
    const nc = options.nc ?? "00000001";
    const ha1 = md5(`${user}:${realm}:${options.password ?? this.#password}`);
    const response = md5(`${ha1}:${nonce}:${nc}:abcdef:auth:${md5(`${method}:${uri}`)}`);
    return `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=MD5, qop=auth, cnonce="abcdef", nc=${nc}`;
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.closed;
  }

  /** The cable is pulled. */
  vanish(): void {
    this.#socket.terminate();
  }

  async #sendRegister(
    options: { expires?: number; contact?: string; password?: string },
    challenge: SipMessage | null,
  ): Promise<SipMessage> {
    this.#registerCseq += 1;
    const uri = `sip:${this.domain}`;
    const instance = this.#instance ? `;+sip.instance="<urn:uuid:${this.#instance}>"` : "";
    const authorization = challenge ? [`Authorization: ${this.authorize(challenge, "REGISTER", uri, options)}`] : [];
    return this.ask("REGISTER", {
      uri,
      to: `<${this.aor}>`,
      callId: this.#registerCallId,
      cseq: this.#registerCseq,
      headers: [
        `Contact: ${options.contact ?? `<${this.contact}>${instance};expires=${options.expires ?? 600}`}`,
        ...(options.expires === undefined ? [] : [`Expires: ${options.expires}`]),
        ...authorization,
      ],
    });
  }

  #receive(text: string): void {
    if (text.trim() === "") return;
    const message = readSipMessage(text);
    if (message.status !== null) this.responses.put(message);
    else {
      if (message.method === "INVITE") this.#openInvites.set(branchOf(message), message);
      if (this.isAutomatic) this.#answerByItself(message);
      this.requests.put(message);
    }
  }

  #answerByItself(request: SipMessage): void {
    const method = request.method ?? "";
    if (["BYE", "NOTIFY", "OPTIONS", "INFO", "CANCEL"].includes(method)) this.respond(request, 200, { toTag: token() });
    const cancelled = method === "CANCEL" ? this.#openInvites.get(branchOf(request)) : undefined;
    if (cancelled) this.respond(cancelled, 487, { toTag: token() });
  }
}

function branchOf(message: SipMessage): string {
  return /branch=([^;,\s]+)/.exec(message.header("Via"))?.[1] ?? "";
}

export function isFor(response: SipMessage, branch: string, method: string): boolean {
  return response.header("Via").includes(`branch=${branch}`) && response.header("CSeq").endsWith(` ${method}`);
}

export function token(): string {
  return randomBytes(6).toString("hex");
}

export function newBranch(): string {
  return `z9hG4bK${token()}`;
}

export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
