import type { ChosenStatus } from "./operator-status.ts";

/**
 * Whether a choice waits for the end of the contact: who is with a customer (or still writing it up) and wants a break
 * means after it. «Не беспокоить» and the way back to the line hold at once.
 */
export function isForLater(
  { status }: ChosenStatus,
  { calls, wrapUps }: { readonly calls: readonly { readonly phase: string }[]; readonly wrapUps: readonly unknown[] },
): boolean {
  if (status !== "break" && status !== "offline") return false;
  return wrapUps.length > 0 || calls.some(({ phase }) => phase !== "ended");
}
