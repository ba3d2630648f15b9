import type { WrapUpView } from "../../../src-shared/ipc/wrap-up.ts";

/** How much of a wrap-up is left, ms in whole seconds; below zero: how long it lasts beyond its time. */
export function leftMs({ untilMs }: Pick<WrapUpView, "untilMs">, nowMs: number): number {
  return Math.ceil((untilMs - nowMs) / 1000) * 1000;
}

/** The part of its time that is left, 1…0, in steps a ring can show. */
export function leftShare({ untilMs, endedAtMs }: Pick<WrapUpView, "untilMs" | "endedAtMs">, nowMs: number): number {
  const share = (untilMs - nowMs) / Math.max(1, untilMs - endedAtMs);
  return Math.round(Math.min(1, Math.max(0, share)) * 100) / 100;
}

/** Time that is running out: said in colour and shape from here on. */
export function isAlmostOver(view: Pick<WrapUpView, "untilMs">, nowMs: number): boolean {
  return leftMs(view, nowMs) <= 10_000;
}
