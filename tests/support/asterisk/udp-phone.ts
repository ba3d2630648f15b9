import { randomUUID } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";

type Message = {
  readonly start: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
};

/** How a call of a `UdpPhone` stands. */
export type UdpCallState = "ringing" | "talking" | "over";

/** One call of a phone, in either direction. */
export class UdpCall {
  readonly id: string;
  state: UdpCallState = "ringing";
  /** The last status of who was called; null: not called from here, or no answer yet. */
  status: number | null = null;
  /** What was dialled: the user of the request's address. */
  readonly dialled: string;
  readonly #phone: UdpPhone;
  readonly dialog: Dialog;

  constructor(phone: UdpPhone, dialog: Dialog, dialled: string) {
    this.#phone = phone;
    this.id = dialog.callId;
    this.dialog = dialog;
    this.dialled = dialled;
  }

  answer(): void {
    if (this.state === "ringing") this.#phone.respond(this, 200);
  }

  /** 486: busy, 603: no. */
  decline(status: 486 | 603): void {
    if (this.state === "ringing") this.#phone.respond(this, status);
  }

  /** Passes the talk on to a number at once (REFER); who is done when it came about hangs up by themself. */
  refer(number: string): void {
    if (this.state === "talking") this.#phone.refer(this, number);
  }

  /** Ends the talk, or gives up before there was one. */
  hangUp(): void {
    if (this.state !== "over") this.#phone.leave(this);
  }
}

type Dialog = {
  readonly callId: string;
  readonly isOurs: boolean;
  readonly from: string;
  to: string;
  target: string;
  cseq: number;
  readonly branch: string;
  /** The INVITE of the other side, to be answered. */
  readonly invite: Message | null;
};

type Sent = { readonly branch: string; readonly body?: string; readonly headers?: readonly string[] };

/**
 * A telephone on UDP for tests that need many calls and no sound: it calls, rings, answers and hangs up (RFC 3261), with
 * a description and no media. Everybody behind one port is the same peer of the PBX; who calls is in `From`.
 */
export class UdpPhone implements AsyncDisposable {
  readonly port: number;
  /** What to do when it rings; nothing by default. */
  onRing: (call: UdpCall) => void = () => undefined;
  onChange: (call: UdpCall) => void = () => undefined;
  readonly #socket: Socket;
  readonly #pbxPort: number;
  readonly #calls = new Map<string, UdpCall>();

  private constructor(socket: Socket, pbxPort: number) {
    this.#socket = socket;
    this.#pbxPort = pbxPort;
    this.port = socket.address().port;
    socket.on("message", (data) => this.#hear(data.toString("utf8")));
  }

  static async open(port: number, pbxPort: number): Promise<UdpPhone> {
    const socket = createSocket("udp4");
    socket.bind(port, "127.0.0.1");
    await once(socket, "listening");
    return new UdpPhone(socket, pbxPort);
  }

  get calls(): readonly UdpCall[] {
    return [...this.#calls.values()];
  }

  /** Calls a number of the PBX as somebody. */
  call(from: string, number: string): UdpCall {
    const target = `sip:${number}@127.0.0.1:${this.#pbxPort}`;
    const dialog: Dialog = {
      callId: randomUUID(),
      isOurs: true,
      from: `<sip:${from}@127.0.0.1>;tag=${randomUUID()}`,
      to: `<${target}>`,
      target,
      cseq: 1,
      branch: `z9hG4bK${randomUUID()}`,
      invite: null,
    };
    const call = new UdpCall(this, dialog, number);
    this.#calls.set(call.id, call);
    this.#request(dialog, "INVITE", { branch: dialog.branch, body: this.#description() });
    return call;
  }

  respond(call: UdpCall, status: number): void {
    const { invite } = call.dialog;
    if (!invite) return;
    this.#answer(invite, status, call.dialog.from, status === 200 ? this.#description() : "");
    this.#become(call, status === 200 ? "talking" : "over");
  }

  /** RFC 3515: how it goes is told by NOTIFY. */
  refer({ dialog }: UdpCall, number: string): void {
    dialog.cseq += 1;
    const to = `Refer-To: <sip:${number}@127.0.0.1:${this.#pbxPort}>`;
    this.#request(dialog, "REFER", { branch: `z9hG4bK${randomUUID()}`, headers: [to] });
  }

  leave(call: UdpCall): void {
    const { dialog, state } = call;
    if (state === "talking") {
      dialog.cseq += 1;
      this.#request(dialog, "BYE", { branch: `z9hG4bK${randomUUID()}` });
    } else if (dialog.isOurs) this.#request(dialog, "CANCEL", { branch: dialog.branch });
    else this.respond(call, 603);
    this.#become(call, "over");
  }

  /** Whatever was under way is over here: the other side died. */
  forget(): void {
    for (const call of this.#calls.values()) this.#become(call, "over");
    this.#calls.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await once(this.#socket, "close");
  }

  #hear(text: string): void {
    const message = read(text);
    const call = this.#calls.get(one(message, "call-id"));
    if (message.start.startsWith("SIP/2.0")) {
      if (call) this.#answered(call, message);
      return;
    }
    const [method = "", address = ""] = message.start.split(" ");
    if (method === "INVITE" && !call) this.#ring(message, address);
    else if (method === "INVITE" && call?.state === "talking")
      this.#answer(message, 200, call.dialog.from, this.#description());
    else if (method === "CANCEL" && call) this.#cancelled(call, message);
    else if (method === "BYE") {
      this.#answer(message, call ? 200 : 481, one(message, "to"));
      if (call) this.#become(call, "over");
    } else if (method !== "ACK" && method !== "INVITE") {
      this.#answer(message, 200, one(message, "to"));
      // The line that the phone was asked to pass on is with its new owner.
      if (method === "NOTIFY" && call?.state === "talking" && text.includes("SIP/2.0 200")) this.leave(call);
    }
  }

  #ring(invite: Message, address: string): void {
    const ours = `${one(invite, "to")};tag=${randomUUID()}`;
    const dialog: Dialog = {
      callId: one(invite, "call-id"),
      isOurs: false,
      from: ours,
      to: one(invite, "from"),
      target: /<([^>]+)>/.exec(one(invite, "contact"))?.[1] ?? "",
      cseq: 1,
      branch: "",
      invite,
    };
    const call = new UdpCall(this, dialog, /^sip:([^@]*)@/.exec(address)?.[1] ?? "");
    this.#calls.set(call.id, call);
    this.#answer(invite, 180, ours);
    this.onRing(call);
  }

  #cancelled(call: UdpCall, cancel: Message): void {
    this.#answer(cancel, 200, call.dialog.from);
    if (call.state !== "ringing" || !call.dialog.invite) return;
    this.#answer(call.dialog.invite, 487, call.dialog.from);
    this.#become(call, "over");
  }

  #answered(call: UdpCall, message: Message): void {
    if (!one(message, "cseq").endsWith("INVITE")) return;
    const status = Number(message.start.split(" ")[1]);
    const { dialog } = call;
    if (status < 200) return;
    call.status = status;
    dialog.to = one(message, "to");
    dialog.target = /<([^>]+)>/.exec(one(message, "contact"))?.[1] ?? dialog.target;
    // The ACK of a refusal belongs to its INVITE, that of an answer is a transaction of its own (RFC 3261 §17.1.1.3, §13.2.2.4).
    this.#request(dialog, "ACK", { branch: status < 300 ? `z9hG4bK${randomUUID()}` : dialog.branch });
    if (status >= 300) this.#become(call, "over");
    else if (call.state === "over") this.leave(Object.assign(call, { state: "talking" as const }));
    else this.#become(call, "talking");
  }

  #become(call: UdpCall, state: UdpCallState): void {
    if (call.state === state) return;
    call.state = state;
    this.onChange(call);
  }

  #request(dialog: Dialog, method: string, { branch, body = "", headers = [] }: Sent): void {
    this.#send([
      `${method} ${dialog.target} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${this.port};branch=${branch}`,
      "Max-Forwards: 70",
      `From: ${dialog.from}`,
      `To: ${dialog.to}`,
      `Call-ID: ${dialog.callId}`,
      `CSeq: ${dialog.cseq} ${method}`,
      ...headers,
      ...this.#tail(body),
    ]);
  }

  #answer(request: Message, status: number, to: string, body = ""): void {
    const same = ["via", "record-route"].flatMap((name) =>
      (request.headers.get(name) ?? []).map((value) => `${name}: ${value}`),
    );
    this.#send([
      `SIP/2.0 ${status} ${status}`,
      ...same,
      `From: ${one(request, "from")}`,
      `To: ${to}`,
      `Call-ID: ${one(request, "call-id")}`,
      `CSeq: ${one(request, "cseq")}`,
      ...this.#tail(body),
    ]);
  }

  #tail(body: string): readonly string[] {
    const type = body === "" ? [] : ["Content-Type: application/sdp"];
    const contact = `Contact: <sip:phone@127.0.0.1:${this.port}>`;
    return [contact, "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS", ...type, `Content-Length: ${body.length}`, "", body];
  }

  #send(lines: readonly string[]): void {
    this.#socket.send(lines.join("\r\n"), this.#pbxPort, "127.0.0.1");
  }

  #description(): string {
    const lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"];
    const media = ["m=audio 9 RTP/AVP 8 0 101", "a=rtpmap:8 PCMA/8000", "a=rtpmap:0 PCMU/8000"];
    return `${[...lines, ...media, "a=rtpmap:101 telephone-event/8000", "a=sendrecv"].join("\r\n")}\r\n`;
  }
}

function read(text: string): Message {
  const [head = ""] = text.split("\r\n\r\n");
  const [start = "", ...lines] = head.split("\r\n");
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = SHORT[line.slice(0, colon).trim().toLowerCase()] ?? line.slice(0, colon).trim().toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return { start, headers };
}

/** RFC 3261 §7.3.3. */
const SHORT: Readonly<Record<string, string>> = { v: "via", f: "from", t: "to", i: "call-id", m: "contact" };

function one({ headers }: Message, name: string): string {
  return headers.get(name)?.[0] ?? "";
}
