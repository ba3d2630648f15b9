import type { Log } from "../core/ports/log.ts";

const MOST_CHARACTERS = 200;
const SECRET = /authori[sz]ation|authenticate|password|response=|nonce|a=|v=0/i;

/** What SIP.js says may hold whole messages: only a first line without people and secrets goes on. */
export function redactSip(content: string): string {
  const line = content.split(/[\r\n]/, 1)[0] ?? "";
  if (SECRET.test(line)) return "[redacted]";
  return line.replaceAll(/(sips?:)[^@\s>;]+@/gi, "$1…@").slice(0, MOST_CHARACTERS);
}

/**
 * A `logConnector` for SIP.js. It ignores `logLevel` and calls for every line, so the levels are chosen here; its errors
 * are about things it mends itself, hence never more than a warning.
 */
export function sipLogConnector(log: Log): (level: string, category: string, label: unknown, content: unknown) => void {
  return (level, category, _label, content) => {
    if (level === "error") log.warn({ category, said: redactSip(String(content)) }, "sip stack");
    else if (level === "warn") log.debug({ category, said: redactSip(String(content)) }, "sip stack");
  };
}
