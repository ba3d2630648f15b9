import * as z from "zod";

/** One place of the settings: where (`queues.support.rules.strategy`), what stood there, and what stands there now; null: nothing. */
export const SettingsChange = z.object({ path: z.string().max(256), from: z.unknown(), to: z.unknown() });
export type SettingsChange = z.output<typeof SettingsChange>;

/** What names an entry of a list, so that a list is compared by who is in it and not by place. */
const NAMES = ["queueId", "code", "group", "topicId"] as const;

/** Every place where two documents differ, in the order of the second; lists of plain values count as one place. */
export function changesBetween(before: unknown, after: unknown, path = ""): readonly SettingsChange[] {
  if (isSame(before, after)) return [];
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  if (!old || !now) return [{ path: path || "/", from: before ?? null, to: after ?? null }];
  const names = [...new Set([...Object.keys(now), ...Object.keys(old)])];
  return names.flatMap((name) => changesBetween(old[name], now[name], path === "" ? name : `${path}.${name}`));
}

/** The fields of a document, or the entries of a list by their names; null: it is looked at as one. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== "object" || value === null) return null;
  if (!Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  const entries = value.map((item: unknown) => [nameOf(item), item] as const);
  return entries.some(([name]) => name === null)
    ? null
    : (Object.fromEntries(entries) as Readonly<Record<string, unknown>>);
}

function nameOf(item: unknown): string | null {
  if (typeof item !== "object" || item === null) return null;
  const [name] = NAMES.flatMap((field) => (field in item ? [(item as Record<string, unknown>)[field]] : []));
  return typeof name === "string" ? name : null;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
