import * as z from "zod";
import { StatusSetter } from "../domain/operator-status.ts";

/** What somebody who leads the team did to a contact while it waited. */
export const LeadDeedsView = z.object({
  /** They gave it to this operator: who, and why in their words. */
  assignedBy: StatusSetter.pick({ name: true, note: true }).optional(),
  /** They made it more important than it came. */
  isRaised: z.literal(true).optional(),
});
export type LeadDeedsView = z.output<typeof LeadDeedsView>;
