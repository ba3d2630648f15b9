import type { FormField } from "./script.ts";
import { SCRIPT_VALUE_LIMIT } from "./script-limits.ts";
import { plainWords } from "./script-text.ts";

/** Why a field's value is not taken. */
export type FieldRefusal =
  | "required"
  | "too-long"
  | "not-a-number"
  | "too-small"
  | "too-large"
  | "not-a-date"
  | "not-a-time"
  | "not-a-phone"
  | "not-an-email"
  | "not-an-option";

/** The values as they are kept, or which fields refuse theirs and why, in the order of the form. */
export type ReadForm =
  | { readonly ok: true; readonly values: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly refusals: readonly { readonly key: string; readonly code: FieldRefusal }[] };

/** Reads what was typed into a form. An empty field that is not required is kept as empty; fields it does not have are left out. */
export function readForm(fields: readonly FormField[], typed: Readonly<Record<string, string>>): ReadForm {
  const read = fields.map((field) => {
    const raw = Object.hasOwn(typed, field.key) ? (typed[field.key] ?? "") : "";
    return { key: field.key, ...readField(field, raw) };
  });
  const refusals = read.flatMap(({ key, code }) => (code === null ? [] : [{ key, code }]));
  if (refusals.length > 0) return { ok: false, refusals };
  return { ok: true, values: Object.fromEntries(read.map(({ key, value }) => [key, value])) };
}

type Read = { readonly value: string; readonly code: FieldRefusal | null };

function readField(field: FormField, raw: string): Read {
  const value = raw.trim();
  if (value === "") return { value, code: field.isRequired ? "required" : null };
  if (value.length > SCRIPT_VALUE_LIMIT) return { value, code: "too-long" };
  return READERS[field.type](value, field);
}

const READERS: Readonly<Record<FormField["type"], (value: string, field: FormField) => Read>> = {
  text: (value) => ({ value, code: null }),
  number: readNumber,
  money: (value, field) => readNumber(value.replaceAll(/[₽\s]/g, ""), field),
  date: (value) => ({ value, code: isDay(value) ? null : "not-a-date" }),
  time: (value) => ({ value, code: /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? null : "not-a-time" }),
  phone: (value) => {
    const digits = value.replaceAll(/[\s()-]/g, "");
    return { value: digits, code: /^\+?\d{5,15}$/.test(digits) ? null : "not-a-phone" };
  },
  email: (value) => ({ value, code: /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : "not-an-email" }),
  choice: (value, { options }) => {
    const option = options.find((one) => plainWords(one) === plainWords(value));
    return { value: option ?? value, code: option === undefined ? "not-an-option" : null };
  },
  "yes-no": (value) => ({ value, code: value === "yes" || value === "no" ? null : "not-an-option" }),
};

function readNumber(value: string, { min, max }: FormField): Read {
  const written = value.replace(",", ".");
  if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(written)) return { value, code: "not-a-number" };
  const number = Number(written);
  if (min !== null && number < min) return { value, code: "too-small" };
  if (max !== null && number > max) return { value, code: "too-large" };
  return { value: written, code: null };
}

/** A day that the calendar has. */
function isDay(value: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  if (year === undefined) return false;
  const found = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return found.getUTCMonth() === Number(month) - 1 && found.getUTCDate() === Number(day);
}
