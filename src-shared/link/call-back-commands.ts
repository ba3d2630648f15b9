import * as z from "zod";
import { CALL_BACK_REASON_LIMIT } from "../domain/callback/call-back-card.ts";
import { cleanText } from "../domain/message.ts";
import type { Right } from "../domain/rights.ts";
import { InteractionId } from "../ids.ts";

/** Commands about orders of call-backs; part of `LinkCommands`. */
export const CallBackCommands = {
  /**
   * The customer need not be called any more: the order is closed, with the reason in the operator's words, and a dial that
   * is under way is stopped. `order-closed`: they were reached, or its time is over.
   */
  "callback.cancel": {
    right: "callback.handle",
    input: z.object({
      interactionId: InteractionId,
      reason: z.string().transform(cleanText).pipe(z.string().trim().min(1).max(CALL_BACK_REASON_LIMIT)),
    }),
    errors: ["unknown-order", "order-closed"],
  },
} as const satisfies Readonly<
  Record<string, { readonly right: Right; readonly input: z.ZodType; readonly errors: readonly string[] }>
>;
