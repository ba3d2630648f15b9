import * as z from "zod";
import { CallBackCard } from "../domain/callback/call-back-card.ts";

/** The order of a call-back that a call is about; times of this machine's clock. */
export const CallBackView = CallBackCard.extend({
  /** The call is the call-back; else the customer, who has the order, calls by themself. */
  isOrder: z.boolean(),
  /** The operator is at the phone, and the customer's rings. */
  isDialling: z.boolean(),
});
export type CallBackView = z.output<typeof CallBackView>;
