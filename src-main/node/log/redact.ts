/** Takes personal data and secrets out of whatever is about to be logged. */
export type Redactor = {
  text(text: string): string;
  fields(fields: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** From now on this very text (a password, a customer's name) is taken out wherever it stands. */
  hide(secret: string): void;
};

const HIDDEN = "[hidden]";
const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
const MAX_TEXT = 4000;
const MAX_HIDDEN = 500;

const SECRET_KEY =
  /^(name|.*(?:customer|caller|operator|display|first|last|full|file|user)name|customer|from|to|address|number|phone|target|dialled|tones?|text|body|sdp|offer|answer|input|payload|auth|authorization|cookie|ha1|key)$|secret|password|passwd|token|databasekey|credential/i;

/** Ids and times are what a log is read by; they look like phone numbers, so they are recognised first and kept. */
const KEPT = String.raw`\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b\d{4}-\d{2}-\d{2}T[\d:.]+Z?|\b127\.0\.0\.1(?::\d+)?\b`;
const PHONE = String.raw`(?<![\w.])\+?\d(?:[\s().-]{0,2}\d){6,17}(?!\w)`;
const KEPT_OR_PHONE = new RegExp(`(${KEPT})|${PHONE}`, "gi");

const RULES: readonly (readonly [RegExp, string])[] = [
  // A session description: from its first line on, or a lone attribute line (RFC 8866 §5, RFC 8839 §5).
  [/v=0\r?\n[\s\S]*/g, "[sdp]"],
  [/\ba=(?:candidate|ice-ufrag|ice-pwd|fingerprint|crypto):[^\r\n]*/gi, "[sdp]"],
  [/\b((?:proxy-)?authorization|www-authenticate|cookie)\s*[:=][^\r\n]*/gi, `$1: ${HIDDEN}`],
  [/\b(bearer|basic)\s+[\w.+/=-]{6,}/gi, `$1 ${HIDDEN}`],
  [
    /\b(password|passwd|secret|token|response|nonce|cnonce|ha1|key)(["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&}]+)/gi,
    `$1$2${HIDDEN}`,
  ],
  // The display name and the user of an address (RFC 3261 §25.1): "Иван" <sip:79001234567@…>
  [/"[^"\r\n]*"\s*(?=<(?:sips?|tel):)/gi, `"${HIDDEN}" `],
  [/\b(sips?|tel):[^@>\s;]+/gi, `$1:${HIDDEN}`],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\b[0-9a-f]{32,}\b/gi, HIDDEN],
  [/\b[\w.+-]+@[\w-]+\.[\w.-]+/g, HIDDEN],
];

export function createRedactor(): Redactor {
  const hidden = new Set<string>();

  function text(raw: string): string {
    let clean = raw.length > MAX_TEXT ? `${raw.slice(0, MAX_TEXT)}…` : raw;
    for (const secret of hidden) clean = clean.replaceAll(secret, HIDDEN);
    for (const [pattern, replacement] of RULES) clean = clean.replace(pattern, replacement);
    return clean.replace(KEPT_OR_PHONE, (match, kept: string | undefined) => kept ?? `[number …${match.slice(-2)}]`);
  }

  function value(raw: unknown, depth: number): unknown {
    if (typeof raw === "string") return text(raw);
    if (raw === null || ["number", "boolean", "undefined"].includes(typeof raw)) return raw;
    if (typeof raw === "bigint") return raw.toString();
    if (typeof raw !== "object") return `[${typeof raw}]`;
    if (depth >= MAX_DEPTH) return "[deep]";
    if (raw instanceof Error) return errorFields(raw, depth);
    if (Array.isArray(raw)) return raw.slice(0, MAX_ITEMS).map((item) => value(item, depth + 1));
    if (ArrayBuffer.isView(raw) || raw instanceof ArrayBuffer) return "[bytes]";
    return record(Object.entries(raw), depth);
  }

  function errorFields(error: Error, depth: number): Record<string, unknown> {
    const code = "code" in error && typeof error.code === "string" ? { code: text(error.code) } : {};
    const cause = error.cause === undefined ? {} : { cause: value(error.cause, depth + 1) };
    return { error: error.name, message: text(error.message), ...code, stack: text(error.stack ?? ""), ...cause };
  }

  function record(entries: readonly (readonly [string, unknown])[], depth: number): Record<string, unknown> {
    const clean = entries
      .slice(0, MAX_ITEMS)
      .map(([name, raw]) => [text(name), SECRET_KEY.test(name) && isTelling(raw) ? HIDDEN : value(raw, depth + 1)]);
    return Object.fromEntries(clean) as Record<string, unknown>;
  }

  return {
    text,
    fields: (fields) => record(Object.entries(fields), 0),
    hide: (secret) => {
      // A very short text would black out half of every line.
      if (secret.length < 3) return;
      hidden.add(secret);
      const [oldest] = hidden;
      if (hidden.size > MAX_HIDDEN && oldest !== undefined) hidden.delete(oldest);
    },
  };
}

function isTelling(raw: unknown): boolean {
  return raw !== null && raw !== undefined && typeof raw !== "boolean";
}
