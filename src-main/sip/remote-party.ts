import type { Customer } from "../../src-shared/events/log-event.ts";
import { InteractionId } from "../../src-shared/ids.ts";

const NAME_LIMIT = 128;

/** Control characters, and those that reorder or hide the text around them (bidi overrides, zero-width, byte order mark). */
const HOSTILE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Who calls, from a From header; what a stranger wrote there is made safe to show and to keep. */
export function remoteParty(user: string | undefined, displayName: string | undefined): Customer {
  const address = cleanText(unescaped(user ?? ""));
  // SIP.js takes the quotes off and leaves the pairs of RFC 3261 §25.1 within them: `\"` stands for `"`.
  const name = cleanText((displayName ?? "").replaceAll(/\\(.?)/gsu, "$1"));
  return { address: address === "" ? "anonymous" : address, name: name === "" || name === address ? null : name };
}

/** Takes out what could deceive the eye, folds white space, and cuts to what the contract keeps. */
export function cleanText(text: string): string {
  const clean = text.replaceAll(/\s+/g, " ").replaceAll(HOSTILE, "").trim();
  // A cut between the halves of a surrogate pair would leave a broken character.
  return clean.length <= NAME_LIMIT
    ? clean
    : clean
        .slice(0, NAME_LIMIT)
        .replace(/[\ud800-\udbff]$/, "")
        .trim();
}

/** The queue's name, percent-encoded UTF-8 in `SIP_HEADERS.queue`; a header that does not decode is no name. */
export function queueNameFrom(header: string | undefined): string | null {
  const name = cleanText(unescaped(header ?? ""));
  return name === "" ? null : name;
}

/** Somebody as a name-addr header names them (RFC 3261 §20.10); null when it is none. */
export function partyFrom(header: string): Customer | null {
  const found = /^\s*(?:"((?:[^"\\]|\\.)*)")?\s*<sips?:([^@>;?]+)@[^>]*>/u.exec(header);
  return found ? remoteParty(found[2], found[1]) : null;
}

export function interactionIdFrom(header: string | undefined): InteractionId | null {
  const parsed = InteractionId.safeParse(header?.trim());
  return parsed.success ? parsed.data : null;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: the text stands for itself.
    return text;
  }
}
