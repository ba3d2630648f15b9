import { inclinedName, NAME_CASES, type NameCase } from "./russian-name.ts";

/** What the desktop knows of a conversation by itself, and what it is called between double braces, beside its own name. */
export const KNOWN_VARIABLES = {
  "customer.name": { en: "customer name", ru: "имя клиента" },
  "customer.phone": { en: "customer phone", ru: "телефон клиента" },
  "customer.tags": { en: "customer tags", ru: "метки клиента" },
  "operator.name": { en: "my name", ru: "моё имя" },
  queue: { en: "queue", ru: "очередь" },
  channel: { en: "channel", ru: "канал" },
  direction: { en: "direction", ru: "направление" },
  date: { en: "date", ru: "дата" },
  time: { en: "time", ru: "время" },
} as const satisfies Readonly<Record<string, { readonly en: string; readonly ru: string }>>;

/** The values of variables, by their own names. */
export type ScriptValues = Readonly<Record<string, string>>;

/** A part of a text: words, what stands for a variable, or a variable nothing is known of (`label`: as it was written). */
export type TextPiece =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "value"; readonly text: string; readonly label: string }
  | { readonly kind: "blank"; readonly label: string };

/** What one place of a text asks for. `variable`: the own name where it is one that is known to anybody, else as it was written. */
export type TextVariable = {
  readonly variable: string;
  readonly label: string;
  readonly format: string | null;
  readonly fallback: string | null;
};

const PLACE = /\{\{([^{}\n]{1,160})\}\}/g;

/**
 * The text in parts. A place is `{{name}}`, `{{name: format}}`, `{{name | fallback}}` or both; the name is the own one, the word
 * for it in either language, or a form field's key or label (`labels`: label → key). The format is a case of a person's name
 * («дательный»), `money`/«деньги», `date`/«дата», or three words for one, two and five of something («день, дня, дней»).
 */
export function textPieces(
  text: string,
  values: ScriptValues,
  labels: ReadonlyMap<string, string> = new Map(),
): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let upto = 0;
  for (const match of text.matchAll(PLACE)) {
    const [place, inner = ""] = match;
    if (match.index > upto) pieces.push({ kind: "words", text: text.slice(upto, match.index) });
    pieces.push(pieceOf(readPlace(inner, labels), values));
    upto = match.index + place.length;
  }
  if (upto < text.length) pieces.push({ kind: "words", text: text.slice(upto) });
  return pieces;
}

/** The text as one line of words; what nothing is known of stays as `{{name}}`. */
export function filledText(text: string, values: ScriptValues, labels?: ReadonlyMap<string, string>): string {
  return textPieces(text, values, labels)
    .map((piece) => (piece.kind === "blank" ? `{{${piece.label}}}` : piece.text))
    .join("");
}

/** What a text asks for, in its order. */
export function variablesOf(text: string, labels?: ReadonlyMap<string, string>): readonly TextVariable[] {
  return Array.from(text.matchAll(PLACE), ([, inner = ""]) => readPlace(inner, labels));
}

/** The own name of what is written as the name of a variable. */
export function variableName(written: string, labels: ReadonlyMap<string, string> = new Map()): string {
  const wanted = plainWords(written);
  for (const [variable, words] of Object.entries(KNOWN_VARIABLES))
    if ([variable, ...Object.values(words)].some((one) => plainWords(one) === wanted)) return variable;
  return labels.get(wanted) ?? written.trim();
}

/** As a hand types it: capitals, spaces and the dots of ё make no other name. */
export function plainWords(words: string): string {
  return words.trim().toLowerCase().replaceAll("ё", "е").replaceAll(/\s+/g, " ");
}

/** Whether a text's format is one that is known. */
export function isFormat(format: string): boolean {
  return caseOf(format) !== null || isMoney(format) || isDate(format) || pluralWords(format) !== null;
}

function readPlace(inner: string, labels?: ReadonlyMap<string, string>): TextVariable {
  const [asked = "", ...fallback] = inner.split("|");
  const [name = "", ...format] = asked.split(":");
  return {
    variable: variableName(name, labels),
    label: name.trim(),
    format: format.length > 0 ? format.join(":").trim() : null,
    fallback: fallback.length > 0 ? fallback.join("|").trim() : null,
  };
}

function pieceOf({ variable, label, format, fallback }: TextVariable, values: ScriptValues): TextPiece {
  const value = Object.hasOwn(values, variable) ? (values[variable]?.trim() ?? "") : "";
  if (value !== "") return { kind: "value", text: format === null ? value : formatted(value, format), label };
  return fallback === null ? { kind: "blank", label } : { kind: "words", text: fallback };
}

function formatted(value: string, format: string): string {
  const to = caseOf(format);
  if (to) return inclinedName(value, to);
  const number = Number(value.replace(",", "."));
  if (isMoney(format) && Number.isFinite(number)) return money(number);
  if (isDate(format)) return dayAndMonth(value) ?? value;
  const words = pluralWords(format);
  return words && Number.isFinite(number) ? `${value} ${words[pluralForm(number)]}` : value;
}

function caseOf(format: string): NameCase | null {
  const wanted = plainWords(format);
  for (const [to, words] of Object.entries(NAME_CASES))
    if (Object.values<string>(words).includes(wanted)) return to as NameCase;
  return null;
}

function isMoney(format: string): boolean {
  return ["money", "деньги"].includes(plainWords(format));
}

function isDate(format: string): boolean {
  return ["date", "дата"].includes(plainWords(format));
}

const RUBLES = new Intl.NumberFormat("ru", { style: "currency", currency: "RUB", minimumFractionDigits: 0 });

function money(amount: number): string {
  return RUBLES.format(amount);
}

const MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" ");

/** «24 ноября» of `2026-11-24`. */
function dayAndMonth(day: string): string | null {
  const [, month = "", date = ""] = /^\d{4}-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name && date ? `${Number(date)} ${name}` : null;
}

/** One, two and five of something. */
function pluralWords(format: string): readonly [string, string, string] | null {
  const [one, few, many, ...rest] = format.split(",").map((word) => word.trim());
  return one && few && many && rest.length === 0 ? [one, few, many] : null;
}

const PLURALS = new Intl.PluralRules("ru");

function pluralForm(number: number): 0 | 1 | 2 {
  const form = PLURALS.select(number);
  if (form === "one") return 0;
  // A part of something is said as of two: «полтора дня».
  return form === "few" || form === "other" ? 1 : 2;
}
