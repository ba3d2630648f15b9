import { cleanName } from "../../../src-shared/domain/clean-name.ts";
import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { Account } from "./accounts.ts";

/** Who an account is to the other side: what the directory says, never what the client typed into From. */
export function customerOf(account: Account): Customer {
  return { address: account.number, name: cleanName(account.displayName) || null };
}

/** A display name inside a quoted string (RFC 3261 §25.1: backslash and quote are escaped). */
export function quotable(name: string): string {
  return cleanName(name).replace(/["\\]/g, "\\$&");
}
