import type { IncomingInviteRequest, Session } from "sip.js/lib/core/index.js";
import type { Account } from "./accounts.ts";
import { descriptionText, sdpBody } from "./description-body.ts";
import type { Flow, FlowTenant } from "./flow.ts";

/** The side that was there first, until somebody answers it. */
export interface CallerSide {
  readonly flow: Flow;
  readonly account: Account;
  /** The caller's offer; null when it left the offer to the other side (RFC 3264 §4). */
  readonly offer: string | null;
  progress(sipCode: number, earlyDescription: string | null, headers: readonly string[]): void;
  refuse(sipCode: number, headers?: readonly string[]): void;
  /** Gives it the other side's description; null when it is too late. */
  accept(description: string, headers: readonly string[]): Session | null;
  leave(): void;
}

/** The INVITE that made a call, until it has its final response. */
export class Caller implements CallerSide, FlowTenant {
  readonly flow: Flow;
  readonly account: Account;
  /** The caller's offer; null when it left the offer to the other side (RFC 3264 §4). */
  readonly offer: string | null;
  readonly #request: IncomingInviteRequest;
  readonly #onLeft: () => void;
  #isOpen = true;

  constructor(
    origin: { readonly flow: Flow; readonly account: Account; readonly request: IncomingInviteRequest },
    onLeft: () => void,
  ) {
    this.flow = origin.flow;
    this.account = origin.account;
    this.offer = descriptionText(origin.request.message);
    this.#request = origin.request;
    this.#onLeft = onLeft;
    this.flow.tenants.add(this);
    origin.request.delegate = { onCancel: () => this.#left() };
  }

  progress(sipCode: number, earlyDescription: string | null, headers: readonly string[]): void {
    if (!this.#isOpen) return;
    const body = earlyDescription === null ? {} : { body: sdpBody(earlyDescription) };
    const { session } = this.#request.progress({ statusCode: sipCode, extraHeaders: [...headers], ...body });
    // RFC 3261 §15: a caller may end an early dialog by BYE instead of CANCEL.
    session.delegate = {
      onBye: (request) => {
        request.accept();
        this.#left();
      },
    };
  }

  refuse(sipCode: number, headers: readonly string[] = []): void {
    if (!this.#isOpen) return;
    this.leave();
    const isRefusal = Number.isInteger(sipCode) && sipCode >= 400 && sipCode <= 699;
    this.#request.reject({ statusCode: isRefusal ? sipCode : 500, extraHeaders: [...headers] });
  }

  /** 200 with the answer (or the offer, when the caller made none); null when it is too late. */
  accept(description: string, headers: readonly string[]): Session | null {
    if (!this.#isOpen) return null;
    this.leave();
    return this.#request.accept({ statusCode: 200, extraHeaders: [...headers], body: sdpBody(description) }).session;
  }

  leave(): void {
    this.#isOpen = false;
    this.flow.tenants.delete(this);
  }

  flowGone(): void {
    if (!this.#isOpen) return;
    this.leave();
    this.#onLeft();
  }

  #left(): void {
    if (!this.#isOpen) return;
    this.leave();
    this.#request.reject({ statusCode: 487 });
    this.#onLeft();
  }
}
