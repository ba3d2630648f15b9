import type { LinkState } from "../../../src-shared/ipc/workplace.ts";
import type { SipAccount } from "../ports/call-signalling.ts";
import { isSeatElsewhere, isSignedOut } from "./hub-views.ts";
import { isEqual } from "./is-equal.ts";
import type { WorkplaceParts } from "./workplace-parts.ts";

type PhoneParts = Pick<WorkplaceParts, "calls" | "startPhone" | "renewPhone" | "quietPhone">;

/** The phone at the hub's exchange: started by what the hub says, left alone while that stays the same. */
export class HubPhone {
  readonly #parts: PhoneParts;
  #account: SipAccount | null = null;

  constructor(parts: PhoneParts) {
    this.#parts = parts;
  }

  /** `isLetIn`: the hub has just taken the link. */
  start(account: SipAccount | null, isLetIn: boolean): void {
    if (!account) return;
    // Starting anew ends the talks: another name waits until the next start of the program.
    if (isEqual({ ...account, displayName: this.#account?.displayName }, this.#account)) {
      // What the hub lets in by is what the phone registers by: one that was refused before would be taken now.
      if (isLetIn && this.#parts.calls.phone().state === "refused") this.#parts.renewPhone();
      return;
    }
    this.#account = account;
    this.#parts.startPhone(account);
  }

  /** The operator works elsewhere, or signed out: this phone takes no more calls. A talk that goes on here is ended by its people. */
  quietWhenDone(link: LinkState): void {
    if (this.#account === null || !(isSeatElsewhere(link) || isSignedOut(link))) return;
    if (this.#parts.calls.calls().some(({ phase }) => phase !== "ended")) return;
    this.#account = null;
    this.#parts.quietPhone();
  }
}
