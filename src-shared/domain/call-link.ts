import { dialTarget } from "./phone-number.ts";

/** Schemes this app asks the system to be called by. */
export const CALL_SCHEMES = ["tel", "sip", "callto"] as const;

/** What is to be dialled, as `dialTarget` gives it, and the extension behind it: digits sent as tones after the answer. */
export type NumberToCall = { readonly target: string; readonly extension: string | null };

/** An address of another program, before it is read: hostile text like any other. */
const LINK_TEXT = /^(?:tel|sips?|callto):[^\p{Cc}\p{Cs}]+$/iu;
const LONGEST_TEXT = 512;

const MOST_EXTENSION_DIGITS = 16;

/**
 * What a `tel:` (RFC 3966), `sip:`/`sips:` (RFC 3261 §19.1) or `callto:` link asks to dial, or null. Of its parameters
 * only the extension is kept (`;ext=`, RFC 3966 §5.1.3, and digits after a pause, as phones write them: `,` or `p`), so a
 * link can add nothing else to a call. The host of a SIP address is left out too: calls go by this team's exchange only.
 */
export function callLinkNumber(text: string, country?: string): NumberToCall | null {
  const link = text.trim();
  if (link.length > LONGEST_TEXT || !LINK_TEXT.test(link)) return null;
  const [, scheme = "", rest = ""] = /^([a-z]+):(?:\/\/)?(.*)$/isu.exec(link) ?? [];
  // `callto:` is also found in front of a whole SIP address.
  const inner = scheme.toLowerCase() === "callto" ? rest.replace(/^sips?:/i, "") : rest;
  const [subscriber = "", ...parameters] = (inner.split("?")[0] ?? "").split(";");
  const user = decoded(subscriber.replace(/\/$/, "").split("@")[0] ?? "");
  if (user === null) return null;
  const [, number = user, after = ""] = /^([^,p]*)[,p]+([\d.\-() ]+)$/i.exec(user) ?? [];
  const target = dialTarget(withContext(number, parameters), country);
  const named = parameters.map((one) => /^ext=([\d.\-()]+)$/i.exec(one)?.[1]).find(Boolean);
  return target === null ? null : { target, extension: digitsOf(named ?? after) };
}

/** Whether an argument of a command line is a link of ours at all; what it asks for is another question. */
export function isCallLink(argument: string): boolean {
  return /^(?:tel|sips?|callto):/i.test(argument);
}

/**
 * A number among words (what was dropped or pasted into the window): the whole of it, or nothing. An extension may stand
 * behind it in words: «доб. 123», `ext. 123`.
 */
export function numberInText(text: string, country?: string): NumberToCall | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_TEXT) return null;
  if (isCallLink(trimmed)) return callLinkNumber(trimmed, country);
  const [, number = trimmed, after = ""] =
    /^(.*?)[\s,;]*(?:доб(?:авочный)?|вн(?:утр)?|ext(?:ension)?)\.?[\s:]*(\d+)$/i.exec(trimmed) ?? [];
  const target = dialTarget(number, country);
  return target === null ? null : { target, extension: digitsOf(after) };
}

function digitsOf(given: string): string | null {
  const digits = given.replaceAll(/\D/g, "");
  return digits === "" || digits.length > MOST_EXTENSION_DIGITS ? null : digits;
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
