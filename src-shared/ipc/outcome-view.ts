import * as z from "zod";
import { ContactResult } from "../domain/topics/contact-outcome.ts";

/** What was said of a contact, as it is read: topics by their names («Доставка › Перенос даты»). */
export const OutcomeView = z.object({
  topics: z.array(z.string().max(300)).max(8),
  result: ContactResult.nullable(),
  nextStep: z.string(),
});
export type OutcomeView = z.output<typeof OutcomeView>;
