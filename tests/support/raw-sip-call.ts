import { isFor, newBranch, type RawSipClient, token } from "./raw-sip-client.ts";
import { type SipMessage, sdp, tagOf, uriOf } from "./sip-message.ts";

type DialogParts = {
  readonly callId: string;
  readonly local: string;
  readonly remote: string;
  readonly target: string;
  readonly cseq: number;
};

/** A dialog of a raw client: what both the caller's and the called side may do while it stands. */
export class RawDialog {
  readonly client: RawSipClient;
  readonly callId: string;
  readonly #parts: { uri: string; from: string; to: string; callId: string };
  #cseq: number;

  constructor(client: RawSipClient, { callId, local, remote, target, cseq }: DialogParts) {
    this.client = client;
    this.callId = callId;
    this.#parts = { uri: target, from: local, to: remote, callId };
    this.#cseq = cseq;
  }

  /** The same dialog over another flow of the phone. */
  over(client: RawSipClient): RawDialog {
    const { uri, from, to, callId } = this.#parts;
    return new RawDialog(client, { callId, local: from, remote: to, target: uri, cseq: this.#cseq });
  }

  /** The same dialog as somebody names it who has to guess the far side's tag. */
  withTag(tag: string): RawDialog {
    const { uri, from, to, callId } = this.#parts;
    const remote = to.replace(/;tag=[^;]+/, `;tag=${tag}`);
    return new RawDialog(this.client, { callId, local: from, remote, target: uri, cseq: this.#cseq });
  }

  /** Sends a request within the dialog and waits for its final answer. */
  ask(method: string, options: { body?: string; type?: string; headers?: string[] } = {}): Promise<SipMessage> {
    this.#cseq += 1;
    return this.client.ask(method, { ...this.#parts, ...options, cseq: this.#cseq });
  }

  bye(): Promise<SipMessage> {
    return this.ask("BYE");
  }

  /** A re-INVITE with its ACK; with null it asks for an offer, and `answer` answers that in the ACK. */
  async reInvite(body: string | null, answer?: string): Promise<SipMessage> {
    const headers = [`Contact: <${this.client.contact}>`];
    const final = await this.ask("INVITE", body === null ? { headers } : { headers, body });
    if (final.status === 200) this.ack(this.#cseq, answer);
    return final;
  }

  ack(cseq: number, body?: string): void {
    this.client.sendRequest("ACK", { ...this.#parts, cseq, ...(body === undefined ? {} : { body }) });
  }

  refer(to: string): Promise<SipMessage> {
    return this.ask("REFER", {
      headers: [`Refer-To: <sip:${to}@${this.client.domain}>`, `Contact: <${this.client.contact}>`],
    });
  }

  /** REFER into the place of the consulted party (RFC 3891): `consultation` is a dialog of the same client. */
  referTo(consultation: RawDialog): Promise<SipMessage> {
    const replaces = encodeURIComponent(consultation.replaces);
    const referTo = `Refer-To: <sip:exchange@${this.client.domain}?Replaces=${replaces}>`;
    return this.ask("REFER", { headers: [referTo, `Contact: <${this.client.contact}>`] });
  }

  /** This dialog as a Replaces header names it to the far side. */
  get replaces(): string {
    return `${this.callId};to-tag=${tagOf(this.#parts.to)};from-tag=${tagOf(this.#parts.from)}`;
  }

  /** The next request of that method within this dialog. */
  next(method: string): Promise<SipMessage> {
    return this.client.requests.take(
      (request) => request.method === method && request.header("Call-ID") === this.callId && isInDialog(request),
    );
  }

  /** Answers the next re-INVITE with 200; gives back the request. */
  async answerReInvite(body: string): Promise<SipMessage> {
    const request = await this.next("INVITE");
    this.client.respond(request, 200, { headers: [`Contact: <${this.client.contact}>`], body });
    return request;
  }
}

export type CallOptions = {
  readonly body?: string | null;
  readonly headers?: readonly string[];
  readonly from?: string;
  readonly cseq?: number;
  readonly callId?: string;
};

/** An outgoing call of a raw client; the INVITE goes out when it is made. */
export class RawCall {
  readonly client: RawSipClient;
  readonly callId: string;
  readonly branch = newBranch();
  readonly #uri: string;
  readonly #from: string;
  readonly #cseq: number;

  constructor(client: RawSipClient, target: string, options: CallOptions = {}) {
    this.client = client;
    this.callId = options.callId ?? token();
    this.#uri = `sip:${target}@${client.domain}`;
    this.#from = `${options.from ?? `<${client.aor}>`};tag=${token()}`;
    this.#cseq = options.cseq ?? 1;
    const body = options.body === undefined ? sdp(`offer-of-${client.user}`) : options.body;
    client.sendRequest("INVITE", {
      ...this.#parts(),
      cseq: this.#cseq,
      branch: this.branch,
      headers: [`Contact: <${client.contact}>`, ...(options.headers ?? [])],
      ...(body === null ? {} : { body }),
    });
  }

  /** The next answer with that status. */
  next(status: number): Promise<SipMessage> {
    return this.client.responses.take(
      (response) => isFor(response, this.branch, "INVITE") && response.status === status,
    );
  }

  /** The final answer; a refusal is acknowledged. */
  async final(): Promise<SipMessage> {
    const final = await this.client.finalTo(this.branch, "INVITE");
    if ((final.status ?? 0) >= 300)
      this.client.sendRequest("ACK", {
        ...this.#parts(),
        to: final.header("To"),
        cseq: this.#cseq,
        branch: this.branch,
      });
    return final;
  }

  /** Waits for 200 and acknowledges it. */
  async answered(ackBody?: string): Promise<RawDialog & { readonly answer: SipMessage }> {
    const final = await this.final();
    if (final.status !== 200) throw new Error(`call was not answered: ${final.startLine}`);
    const dialog = this.dialogOf(final);
    dialog.ack(this.#cseq, ackBody);
    return Object.assign(dialog, { answer: final });
  }

  /** The dialog a response made, without an ACK. */
  dialogOf(response: SipMessage): RawDialog {
    return new RawDialog(this.client, {
      callId: this.callId,
      local: this.#from,
      remote: response.header("To"),
      target: uriOf(response.header("Contact")),
      cseq: this.#cseq,
    });
  }

  /** CANCEL; the answer to the CANCEL itself. */
  cancel(): Promise<SipMessage> {
    return this.client.ask("CANCEL", { ...this.#parts(), cseq: this.#cseq, branch: this.branch });
  }

  #parts(): { uri: string; from: string; to: string; callId: string } {
    return { uri: this.#uri, from: this.#from, to: `<${this.#uri}>`, callId: this.callId };
  }
}

/** An incoming call of a raw client, until it is answered or refused. */
export class RawRing {
  readonly client: RawSipClient;
  readonly request: SipMessage;
  readonly #tag: string;

  constructor(client: RawSipClient, request: SipMessage, tag = token()) {
    this.client = client;
    this.request = request;
    this.#tag = tag;
  }

  /** The same ring, answered over another flow. */
  over(client: RawSipClient): RawRing {
    return new RawRing(client, this.request, this.#tag);
  }

  /** The next phone call that comes in to the client. */
  static async next(client: RawSipClient): Promise<RawRing> {
    return new RawRing(
      client,
      await client.requests.take((request) => request.method === "INVITE" && !isInDialog(request)),
    );
  }

  get callId(): string {
    return this.request.header("Call-ID");
  }

  progress(status = 180, body?: string): void {
    this.#respond(status, body);
  }

  reject(status: number): void {
    this.#respond(status);
  }

  answer(body: string | null = sdp(`answer-of-${this.client.user}`), headers: readonly string[] = []): RawDialog {
    this.#respond(200, body ?? undefined, headers);
    return new RawDialog(this.client, {
      callId: this.callId,
      local: `${this.request.header("To")};tag=${this.#tag}`,
      remote: this.request.header("From"),
      target: uriOf(this.request.header("Contact")),
      cseq: 100,
    });
  }

  /** The ACK to a 200 of ours. */
  acked(): Promise<SipMessage> {
    return this.client.requests.take(
      (request) =>
        request.method === "ACK" &&
        request.header("Call-ID") === this.callId &&
        tagOf(request.header("To")) === this.#tag,
    );
  }

  cancelled(): Promise<SipMessage> {
    return this.client.requests.take(
      (request) => request.method === "CANCEL" && request.header("Call-ID") === this.callId,
    );
  }

  #respond(status: number, body?: string, headers: readonly string[] = []): void {
    this.client.respond(this.request, status, {
      toTag: this.#tag,
      headers: [`Contact: <${this.client.contact}>`, ...headers],
      ...(body === undefined ? {} : { body }),
    });
  }
}

function isInDialog(request: SipMessage): boolean {
  return /;tag=/.test(request.header("To"));
}
