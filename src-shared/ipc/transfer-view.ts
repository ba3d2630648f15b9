import * as z from "zod";
import { Customer } from "../events/log-event.ts";

/** A transfer that is under way: to whom, and whether the target's phone rings already. */
export const TransferView = z.object({
  party: Customer,
  kind: z.enum(["blind", "attended"]),
  isRinging: z.boolean(),
  sinceMs: z.number().int().nonnegative(),
});
