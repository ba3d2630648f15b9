import type { CallBackCard } from "./call-back-card.ts";
import type { CallBackOrder } from "./call-back-order.ts";

/** How often an order is tried, and how long it rests after each attempt, ms; the last pause counts for all after it. */
export type CallBackRule = {
  readonly maxAttempts: number;
  readonly pausesMs: readonly [number, ...number[]];
  /** How long the customer's phone rings, ms. */
  readonly ringMs: number;
};

/** Three attempts, 5 and 15 minutes apart: a customer who is busy now is free soon, one who is away is not. */
export const CALL_BACK_RULE: CallBackRule = { maxAttempts: 3, pausesMs: [300_000, 900_000], ringMs: 40_000 };

/** «As soon as possible» means within a day. */
export const SOON_MS = 24 * 3_600_000;
/** How far ahead an order may lie. */
export const FURTHEST_AHEAD_MS = 14 * 24 * 3_600_000;

/** What follows an attempt in which the customer was not reached. */
export type AfterAttempt =
  | { readonly kind: "again"; readonly atMs: number }
  | { readonly kind: "closed"; readonly outcome: "unanswered" | "expired" };

/** When the order is tried again: after its pause, and only while its window lasts. */
export function afterAttempt(
  { attempts, card }: Pick<CallBackOrder, "attempts" | "card">,
  nowMs: number,
  { maxAttempts, pausesMs }: CallBackRule = CALL_BACK_RULE,
): AfterAttempt {
  if (attempts >= maxAttempts) return { kind: "closed", outcome: "unanswered" };
  const pauseMs = pausesMs[Math.min(Math.max(attempts, 1), pausesMs.length) - 1] ?? pausesMs[0];
  const atMs = Math.max(nowMs + pauseMs, card.fromMs);
  return atMs < card.toMs ? { kind: "again", atMs } : { kind: "closed", outcome: "expired" };
}

/** Whether the customer may be dialled at this moment as far as the order goes. */
export function isWithinWindow({ fromMs, toMs }: Pick<CallBackCard, "fromMs" | "toMs">, nowMs: number): boolean {
  return nowMs >= fromMs && nowMs < toMs;
}

/** The window that is ordered; null: none that could be kept. Absent ends mean as soon as possible. */
export function orderedWindow(
  { fromMs, toMs }: { readonly fromMs: number | null; readonly toMs: number | null },
  nowMs: number,
): Pick<CallBackCard, "fromMs" | "toMs"> | null {
  const from = fromMs ?? nowMs;
  const to = toMs ?? Math.max(nowMs, from) + SOON_MS;
  return to > Math.max(nowMs, from) && to <= nowMs + FURTHEST_AHEAD_MS ? { fromMs: from, toMs: to } : null;
}
