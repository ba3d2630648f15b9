import type { CallEnd, SignallingEvent } from "../core/ports/call-signalling.ts";
import type { SipCall } from "./sip-call.ts";

/**
 * Passes a talk on at a PBX that is not the hub's (ADR 20). A PBX that is sent a plain REFER lets the customer go before
 * anybody answered, and there is no way back. So this phone calls the target itself, in silence, and asks the PBX to join
 * the two when the target has answered (RFC 5589 §7, REFER with Replaces); until then the customer is on hold here.
 *
 * ```
 *  calling --18x--> ringing --200--> joining --NOTIFY 2xx--> over
 *     +-------+-- refused, taken back, the customer left --> over: the call to the target is ended
 * ```
 */
export class Errand {
  readonly #customer: SipCall;
  readonly #tell: (sipCode: number) => void;
  #target: SipCall | null = null;
  #isOver = false;

  constructor(customer: SipCall, tell: (sipCode: number) => void) {
    this.#customer = customer;
    this.#tell = tell;
  }

  /** `makeCall` dials the target, and tells what becomes of that call. */
  start(makeCall: (emit: (event: SignallingEvent) => void) => SipCall | null): void {
    this.#target = makeCall((event) => this.#handle(event));
    if (this.#target) this.#target.invite();
    else this.#fail(484);
  }

  /** The customer's REFER told a final code, or the customer left. */
  end(): void {
    this.#isOver = true;
    this.#target?.hangUp();
  }

  #handle(event: SignallingEvent): void {
    if (this.#isOver) return;
    if (event.type === "progress") this.#tell(180);
    else if (event.type === "established") this.#customer.refer(this.#target?.asReferTarget ?? null);
    else if (event.type === "ended") this.#fail(codeOf(event.end));
  }

  #fail(sipCode: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#tell(sipCode);
  }
}

/** Why the target did not come, as a NOTIFY to a REFER would have told it. */
function codeOf({ reason, sipCode }: CallEnd): number {
  if (sipCode !== null && sipCode >= 300) return sipCode;
  return reason === "no-answer" ? 408 : 500;
}
