import * as z from "zod";
import { dialTarget } from "./phone-number.ts";

/** Schemes this app asks the system to be called by. */
export const CALL_SCHEMES = ["tel", "sip", "callto"] as const;

/** An address of another program, before it is read: hostile text like any other. */
const LinkText = z
  .string()
  .max(512)
  .regex(/^(?:tel|sips?|callto):[^\p{Cc}\p{Cs}]+$/iu);

/**
 * What a `tel:` (RFC 3966), `sip:`/`sips:` (RFC 3261 §19.1) or `callto:` link asks to dial: a number or an extension as
 * `dialTarget` gives it, or null. Parameters and headers are left out, so a link can add nothing to a call; the host of a
 * SIP address too: calls go by this team's exchange only.
 */
export function callLinkTarget(text: string, country?: string): string | null {
  const link = LinkText.safeParse(text.trim());
  if (!link.success) return null;
  const [, scheme = "", rest = ""] = /^([a-z]+):(?:\/\/)?(.*)$/isu.exec(link.data) ?? [];
  // `callto:` is also found in front of a whole SIP address.
  const inner = scheme.toLowerCase() === "callto" ? rest.replace(/^sips?:/i, "") : rest;
  const [subscriber = "", ...parameters] = (inner.split("?")[0] ?? "").split(";");
  const user = decoded(subscriber.replace(/\/$/, "").split("@")[0] ?? "");
  if (user === null) return null;
  return dialTarget(withContext(user, parameters), country);
}

/** Whether an argument of a command line is a link of ours at all; what it asks for is another question. */
export function isCallLink(argument: string): boolean {
  return /^(?:tel|sips?|callto):/i.test(argument);
}

/** A number among words (what was dropped or pasted into the window): the whole of it, or nothing. */
export function numberInText(text: string, country?: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 512) return null;
  return isCallLink(trimmed) ? callLinkTarget(trimmed, country) : dialTarget(trimmed, country);
}

/** RFC 3966 §5.1.5: a local number means something only with its global prefix. */
function withContext(user: string, parameters: readonly string[]): string {
  const context = parameters.map((one) => /^phone-context=(\+[\d.\-()]+)$/i.exec(one)?.[1]).find(Boolean);
  return context !== undefined && !user.startsWith("+") ? `${context}${user}` : user;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
