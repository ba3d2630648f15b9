import * as z from "zod";

/**
 * What is kept for a time. `messages`: texts and files of conversations. `recordings`: recordings of talks at the PBX.
 * `quality`: the course of a talk's sound (its marks stay). `customers`: addresses and names of contacts, notes, cards and
 * texts. Numbers, times, operators and results of the log stay for good.
 */
export const RetentionKind = z.enum(["messages", "recordings", "quality", "customers"]);
export type RetentionKind = z.output<typeof RetentionKind>;

const Days = z.number().int().min(1).max(36_500).nullable().default(null);

/** For how many days each kind is kept, from when it was logged; null: for ever. */
export const RetentionSettings = z.strictObject({
  messages: Days,
  recordings: Days,
  quality: Days,
  customers: Days,
});
export type RetentionSettings = z.output<typeof RetentionSettings>;

const DAY_MS = 86_400_000;

/** Up to when (epoch ms) a kind is to be gone; null: it is kept for ever. */
export function expiredUptoMs(settings: RetentionSettings, kind: RetentionKind, nowMs: number): number | null {
  const days = settings[kind];
  return days === null ? null : nowMs - days * DAY_MS;
}
