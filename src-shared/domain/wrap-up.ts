import * as z from "zod";
import { InteractionId, QueueId } from "../ids.ts";
import { defaultsOf } from "./defaults.ts";

/** What happens when the time of a wrap-up is over: the contact is closed and the next one may come, or it stays open. */
export const WrapUpEnd = z.enum(["close", "stay"]);
export type WrapUpEnd = z.output<typeof WrapUpEnd>;

/**
 * How a queue's wrap-up may be prolonged. Times are ms. `shiftBudgetMs` counts all extensions of one operator in a shift,
 * whatever the queue; 0 of either means none.
 */
export const WrapUpPolicy = z.object({
  extensionMs: z.number().int().min(1000).max(600_000).default(30_000),
  extensionsPerContact: z.number().int().min(0).max(20).default(2),
  shiftBudgetMs: z.number().int().min(0).max(14_400_000).default(900_000),
  atEnd: WrapUpEnd.default("close"),
});
export type WrapUpPolicy = z.output<typeof WrapUpPolicy>;

/** What holds where a queue says nothing of it. */
export const DEFAULT_WRAP_UP: WrapUpPolicy = defaultsOf(WrapUpPolicy);

/** A wrap-up as it is owed at the end of a contact: until when (hub's epoch ms), and what follows then. */
export const OwedWrapUp = z.object({ untilMs: z.number().int().nonnegative(), atEnd: WrapUpEnd });
export type OwedWrapUp = z.output<typeof OwedWrapUp>;

/** A wrap-up of an interaction: `extensions` is how often it was prolonged. */
export const WrapUp = OwedWrapUp.extend({ extensions: z.number().int().nonnegative() }).readonly();
export type WrapUp = z.output<typeof WrapUp>;

/**
 * A talk that was passed to a queue and is still to be written up by who passed it on, while the contact goes on without
 * them. `queueId`: whose wrap-up it is, the queue it came from. Durations are ms.
 */
export const PassedOnTalk = z.object({
  interactionId: InteractionId,
  queueId: QueueId,
  passedOnAtMs: z.number().int().nonnegative(),
  talkMs: z.number().int().nonnegative(),
  heldMs: z.number().int().nonnegative(),
  wrapUp: WrapUp,
});
export type PassedOnTalk = z.output<typeof PassedOnTalk>;

/** Why a wrap-up is not prolonged: the contact's extensions are used up, or the shift's budget is. */
export type ExtensionRefusal = "no-extensions-left" | "shift-budget-used";

/** The new end of a wrap-up, or why there is none. A wrap-up that is over its time is prolonged from now. */
export function extendedUntil(
  wrapUp: WrapUp,
  policy: WrapUpPolicy,
  extendedInShiftMs: number,
  nowMs: number,
): { readonly untilMs: number } | { readonly refusal: ExtensionRefusal } {
  if (wrapUp.extensions >= policy.extensionsPerContact) return { refusal: "no-extensions-left" };
  if (extendedInShiftMs + policy.extensionMs > policy.shiftBudgetMs) return { refusal: "shift-budget-used" };
  return { untilMs: Math.max(wrapUp.untilMs, nowMs) + policy.extensionMs };
}
