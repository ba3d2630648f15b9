import { isolate } from "../../src-shared/domain/isolate.ts";
import { shownAddress } from "../../src-shared/domain/shown-address.ts";
import type { Customer } from "../../src-shared/events/log-event.ts";

/** An address that can be dialled; the address of a messenger says nothing to a person. */
export function isNumber(address: string): boolean {
  return /^[+\d*#]/.test(address);
}

/** The name when there is one, else the number. */
export function customerTitle(customer: Customer): string {
  return isolate(customer.name ?? shownAddress(customer.address));
}

/** «ИС» of «Ирина Сомова»; null when there is no name to take letters from. */
export function initials(name: string | null): string | null {
  const words = (name ?? "").split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const letters = words.slice(0, 2).map((word) => word.slice(0, 1).toUpperCase());
  return letters.length > 0 ? letters.join("") : null;
}

/** One of the six calm tints of avatars, always the same for the same person. */
export function tintOf(key: string): 1 | 2 | 3 | 4 | 5 | 6 {
  let sum = 0;
  for (const character of key) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return ((sum % 6) + 1) as 1 | 2 | 3 | 4 | 5 | 6;
}
