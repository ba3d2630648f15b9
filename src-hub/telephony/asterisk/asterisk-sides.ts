import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { AsteriskLeg } from "./asterisk-leg.ts";
import type { OpenTalk } from "./conferences.ts";

export type Side = "caller" | "callee";

/** Who is on a call: the caller, and whoever answered. */
export class Sides {
  #from: Customer;
  #caller: AsteriskLeg;
  #callee: AsteriskLeg | null = null;

  constructor(caller: AsteriskLeg, from: Customer) {
    this.#caller = caller;
    this.#from = from;
  }

  get caller(): AsteriskLeg {
    return this.#caller;
  }

  get callee(): AsteriskLeg | null {
    return this.#callee;
  }

  /** The caller, as others may be shown. */
  get from(): Customer {
    return this.#from;
  }

  get all(): readonly AsteriskLeg[] {
    return this.#callee ? [this.#caller, this.#callee] : [this.#caller];
  }

  sideOf(channelId: string): Side | null {
    if (channelId === this.#caller.channelId) return "caller";
    return channelId === this.#callee?.channelId ? "callee" : null;
  }

  of(channelId: string): AsteriskLeg | null {
    return this.all.find((leg) => leg.channelId === channelId) ?? null;
  }

  otherThan(channelId: string): AsteriskLeg | null {
    return this.all.find((leg) => leg.channelId !== channelId) ?? null;
  }

  ofUser(user: string): AsteriskLeg | undefined {
    return this.all.find((leg) => leg.user === user);
  }

  /** Who the other side of a side is, as others may be shown. */
  partyOf(leg: AsteriskLeg): Customer | null {
    const other = this.otherThan(leg.channelId);
    if (!other) return null;
    return other === this.#caller && other.user !== leg.user ? this.#from : { address: other.user, name: null };
  }

  /** A side's talk in which nobody holds. */
  openTalkOf(user: string): OpenTalk | null {
    const own = this.ofUser(user);
    const far = own && this.otherThan(own.channelId);
    if (!own || !far || own.isHolding || far.isHolding) return null;
    return { far: far.user, hasDialled: own === this.#caller };
  }

  answeredBy(callee: AsteriskLeg): void {
    this.#callee = callee;
  }

  /** `target` is there in the place of a side; what was on hold before counts anew. False: it was none. */
  replace(leg: AsteriskLeg, target: AsteriskLeg): boolean {
    const side = this.sideOf(leg.channelId);
    if (side === "caller") this.#caller = target;
    else if (side === "callee") this.#callee = target;
    for (const one of this.all) one.isHolding = false;
    return side !== null;
  }

  /** A side alone is left; it is the caller from here on. */
  leave(remaining: AsteriskLeg, from: Customer = this.#from): void {
    this.#from = from;
    this.#caller = remaining;
    this.#callee = null;
  }
}
