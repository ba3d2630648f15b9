import type { CallEnd, SignallingEvent } from "../core/ports/call-signalling.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { SipCall } from "./sip-call.ts";

/** How long the outcome of a joining is waited for once the call to the target is over. */
const OUTCOME_MS = 4_000;

/** The call an errand makes. */
export type ErrandCall = Pick<SipCall, "invite" | "hangUp" | "asReferTarget">;

/**
 * Passes a talk on at a PBX that is not the hub's (ADR 20). A PBX that is sent a plain REFER lets the customer go before
 * anybody answered, and there is no way back. So this phone calls the target itself, in silence, and asks the PBX to join
 * the two when the target has answered (RFC 5589 §7, REFER with Replaces); until then the customer is on hold here.
 *
 * ```
 *  calling --18x--> ringing --200--> joining --NOTIFY 2xx--> over
 *     +-------+-- refused, taken back, the customer left --> over: the call to the target is ended
 * ```
 *
 * Once the PBX was asked to join the two, an end of the call to the target says nothing: the PBX takes both calls of this
 * phone down, in either order, and its NOTIFY or its BYE to the customer's call may come after.
 */
export class Errand {
  readonly #customer: Pick<SipCall, "refer">;
  readonly #clock: Clock;
  readonly #tell: (sipCode: number) => void;
  #target: ErrandCall | null = null;
  #isJoining = false;
  #isOver = false;
  #stopLimit = () => {};

  constructor(customer: Pick<SipCall, "refer">, clock: Clock, tell: (sipCode: number) => void) {
    this.#customer = customer;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** `makeCall` dials the target, and tells what becomes of that call. */
  start(makeCall: (emit: (event: SignallingEvent) => void) => ErrandCall | null): void {
    this.#target = makeCall((event) => this.#handle(event));
    if (this.#target) this.#target.invite();
    else this.#fail(484);
  }

  /** The customer's REFER told a final code, or the customer left. */
  end(): void {
    this.#isOver = true;
    this.#stopLimit();
    this.#target?.hangUp();
  }

  #handle(event: SignallingEvent): void {
    if (this.#isOver) return;
    if (event.type === "progress") this.#tell(180);
    else if (event.type === "established") {
      this.#isJoining = true;
      this.#customer.refer(this.#target?.asReferTarget ?? null);
    } else if (event.type === "ended") this.#lose(codeOf(event.end));
  }

  #lose(sipCode: number): void {
    if (this.#isJoining) this.#stopLimit = this.#clock.after(OUTCOME_MS, () => this.#fail(sipCode));
    else this.#fail(sipCode);
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
