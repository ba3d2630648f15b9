import { formatAddress } from "../../src-shared/domain/phone-number.ts";
import type { Customer } from "../../src-shared/events/log-event.ts";

/** «+7 900 000-14-27» for a number however it came, «1002» for an extension, «#k3Xb» for a visitor of a site, any other as it is. */
export function formatPhone(address: string): string {
  if (isVisitor(address)) return `#${address.slice(VISITOR.length, VISITOR.length + 4)}`;
  return formatAddress(address);
}

const VISITOR = "chat:";

/** Whether it is a visitor of a company's site, who has no number. */
export function isVisitor(address: string): boolean {
  return address.startsWith(VISITOR);
}

/** The name when there is one, else the number. */
/** An address that can be dialled; the address of a messenger says nothing to a person. */
export function isNumber(address: string): boolean {
  return /^[+\d*#]/.test(address);
}

export function customerTitle(customer: Customer): string {
  return customer.name ?? formatPhone(customer.address);
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
