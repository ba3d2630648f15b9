import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { Account } from "./accounts.ts";

const MOST_NAME = 80;
// Control characters, halves of surrogate pairs, and the overrides of direction that let a name look like another.
const UNSAFE = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** A name fit for a header and for a screen: one line, no overrides, not endless. */
export function cleanName(name: string): string {
  const oneLine = name.replace(UNSAFE, " ").replace(/\s+/gu, " ").trim();
  return Array.from(oneLine).slice(0, MOST_NAME).join("").trim();
}

/** Who an account is to the other side: what the directory says, never what the client typed into From. */
export function customerOf(account: Account): Customer {
  return { address: account.number, name: cleanName(account.displayName) || null };
}

/** A display name inside a quoted string (RFC 3261 §25.1: backslash and quote are escaped). */
export function quotable(name: string): string {
  return cleanName(name).replace(/["\\]/g, "\\$&");
}
