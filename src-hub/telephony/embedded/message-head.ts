/** The start line and header lines of a message as they came, unfolded, before any grammar looked at them. */
export type MessageHead = {
  readonly startLine: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** False when the blank line that ends the headers never came. */
  readonly isComplete: boolean;
  /** Start line and headers were longer than anybody needs: what lies behind the limit was not read. */
  readonly isTooLong: boolean;
};

/** Longest start line and headers together; real ones stay below 3000, and every reader of them is slow on endless ones. */
const MOST_HEAD = 8192;

/** RFC 3261 §7.3.3 and §20: compact forms of the headers the exchange looks at. */
const COMPACT: Readonly<Record<string, string>> = {
  v: "via",
  f: "from",
  t: "to",
  i: "call-id",
  l: "content-length",
  c: "content-type",
  m: "contact",
};

/** Splits a message without judging it; header names come lower-case and long. */
export function readHead(text: string): MessageHead {
  const end = text.indexOf("\r\n\r\n");
  const isComplete = end >= 0;
  const length = isComplete ? end : text.length;
  const isTooLong = length > MOST_HEAD;
  const lines = text.slice(0, Math.min(length, MOST_HEAD)).split("\r\n");
  if (isTooLong && lines.length > 1) lines.pop();
  const headers: [string, string][] = [];
  for (const line of lines.slice(1)) {
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last) last[1] = `${last[1]} ${line.trim()}`.trim();
    else {
      const colon = line.indexOf(":");
      const name = (colon < 0 ? line : line.slice(0, colon)).trim().toLowerCase();
      headers.push([Object.hasOwn(COMPACT, name) ? (COMPACT[name] ?? name) : name, line.slice(colon + 1).trim()]);
    }
  }
  return { startLine: lines[0] ?? "", headers, body: isComplete ? text.slice(end + 4) : "", isComplete, isTooLong };
}

export function valuesOf(head: MessageHead, name: string): string[] {
  return head.headers.filter(([known]) => known === name).map(([, value]) => value);
}

/** Method and Request-URI as typed; null for a response or something that is no SIP request. */
export function requestLine(head: MessageHead): { method: string; uri: string; version: string } | null {
  // Split, not one pattern over the line: a pattern that tries every share of endless spaces would never end.
  const words = head.startLine.trimEnd().split(/\s+/);
  const version = /^SIP\/(\d+\.\d+)$/i.exec(words.at(-1) ?? "")?.[1];
  const [method = ""] = words;
  if (words.length < 2 || version === undefined || method === "" || method.includes("/")) return null;
  return { method, uri: words.slice(1, -1).join(" "), version };
}
