/** Fields whose value is never logged, whatever it is. Compared in lower case, without separators. */
const SECRET_FIELDS = new Set([
  "secret",
  "secrets",
  "password",
  "passphrase",
  "token",
  "authorization",
  "wwwauthenticate",
  "cookie",
  "key",
  "databasekey",
  "ha1",
  "hash",
  "linkhash",
  "nonce",
  "cnonce",
  "response",
  "auth",
  "name",
  "displayname",
  "customer",
  "address",
  "number",
  "phone",
  "dialled",
  "target",
  "from",
  "to",
  "text",
  "body",
  "message",
  "payload",
]);

const HIDDEN = "[hidden]";
const DEEPEST = 6;

// Order matters: what names itself goes first, then what is told by its look.
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:authorization|proxy-authorization|www-authenticate|cookie)\s*:[^\r\n]*/gi, HIDDEN],
  [/\b(?:bearer|basic|digest)\s+[\w.~+/=",:-]+/gi, HIDDEN],
  [
    /\b(password|passwd|secret|token|ha1|response|nonce|cnonce|key)(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&]+)/gi,
    `$1$2${HIDDEN}`,
  ],
  [/\b(sips?|tel):[^\s<>"';?@]+(@)?/gi, `$1:${HIDDEN}$2`],
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, HIDDEN],
  [/(?<![\w.-])\+?\d(?:[\s().-]{0,2}\d){6,14}(?![\w-])/g, HIDDEN],
  // The hub's own words are English: Cyrillic in a line is somebody's name or somebody's text.
  [/\p{Script=Cyrillic}+(?:[\s.-]+\p{Script=Cyrillic}+)*/gu, HIDDEN],
];

const LONG_RUN = /[\w+/-]{32,}={0,2}/g;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A text without numbers, names, addresses, passwords and tokens. */
export function redactText(text: string): string {
  const withoutKeys = text.replace(LONG_RUN, (run) => (isKey(run) ? HIDDEN : run));
  return PATTERNS.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), withoutKeys);
}

/** A long run without a break is a key, a hash or a token, unless it is an id of ours or a path. */
function isKey(run: string): boolean {
  if (run.includes("+") || run.endsWith("=")) return true;
  return run.split("/").some((part) => part.length >= 32 && !UUID.test(part));
}

/** Fields fit for a log: what must not be there is hidden by its field's name or by its look, however deep it lies. */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactRecord(fields, 0);
}

function redactRecord(record: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      redactText(name),
      SECRET_FIELDS.has(name.toLowerCase().replace(/[-_ ]/g, "")) ? HIDDEN : redactValue(value, depth + 1),
    ]),
  );
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return redactText(String(value));
  if (typeof value !== "object" || value === null) return typeof value === "function" ? HIDDEN : value;
  if (depth > DEEPEST) return HIDDEN;
  if (value instanceof Error) return redactError(value, depth);
  if (ArrayBuffer.isView(value)) return HIDDEN;
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redactValue(item, depth + 1));
  return redactRecord(value, depth);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  return {
    type: error.name,
    words: redactText(error.message),
    ...("code" in error ? { code: redactValue(error.code, depth + 1) } : {}),
    stack: redactText(error.stack ?? ""),
    ...(error.cause === undefined ? {} : { cause: redactValue(error.cause, depth + 1) }),
  };
}
