import type { Session } from "sip.js/lib/core/index.js";
import type { Account } from "./accounts.ts";
import { BYE } from "./call-environment.ts";
import type { CallerSide } from "./caller.ts";
import type { Flow, FlowTenant } from "./flow.ts";
import type { RingAnswer } from "./ringing.ts";

/**
 * A phone that the hub called and that answered with its offer, until the one it waits for answers too (RFC 3725 §4.1,
 * flow I): the ACK of its 200 is kept back, and takes the other side's answer along.
 */
export class OriginatedCaller implements CallerSide, FlowTenant {
  readonly flow: Flow;
  readonly account: Account;
  readonly offer: string | null;
  readonly #session: Session;
  readonly #ack: RingAnswer["ack"];
  readonly #onLeft: () => void;
  #isOpen = true;

  constructor({ flow, session, description, ack }: RingAnswer, account: Account, onLeft: () => void) {
    this.flow = flow;
    this.account = account;
    this.offer = description;
    this.#session = session;
    this.#ack = ack;
    this.#onLeft = onLeft;
    flow.tenants.add(this);
    session.delegate = {
      onBye: (request) => {
        request.accept();
        this.#left();
      },
      // RFC 3261 §14.1: nothing can be agreed anew before this was agreed.
      onInvite: (request) => void request.reject({ statusCode: 491 }),
      onInfo: (request) => void request.reject({ statusCode: 480 }),
      onRefer: (request) => void request.reject({ statusCode: 491 }),
      onMessage: (request) => void request.reject({ statusCode: 405 }),
      onNotify: (request) => void request.accept(),
      onPrack: (request) => void request.reject({ statusCode: 481 }),
    };
  }

  /** It was answered long ago: there is nothing more to tell before the other side is there. */
  progress(): void {}

  refuse(sipCode: number): void {
    if (!this.#isOpen) return;
    this.leave();
    this.#ack(null);
    this.#bye(sipCode);
  }

  accept(description: string): Session | null {
    if (!this.#isOpen) return null;
    this.leave();
    this.#ack(description);
    return this.#session;
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
    this.#onLeft();
  }

  /** RFC 3326: why the one it waited for does not come. */
  #bye(sipCode: number): void {
    if (this.flow.isClosed) return;
    const reason = `Reason: SIP;cause=${sipCode};text="${BYE.byExchange.text}"`;
    this.#session.bye({}, { extraHeaders: [reason] });
  }
}
