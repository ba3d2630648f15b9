import * as z from "zod";
import { TopicId } from "../../ids.ts";
import { NEXT_STEP_LIMIT, TOPICS_LIMIT } from "./outcome-limits.ts";

/** What came of a contact for the customer: solved, something was promised, it is with somebody else now, or it stays unsolved. */
export const ContactResult = z.enum(["solved", "promised", "passed-on", "unsolved"]);
export type ContactResult = z.output<typeof ContactResult>;

/** What an operator says of a contact beside the note, as a whole: what it was about, what came of it, and what is to be done next (empty: nothing). */
export const ContactOutcome = z.object({
  topicIds: z
    .array(TopicId)
    .max(TOPICS_LIMIT)
    .refine((ids) => new Set(ids).size === ids.length, "a topic stands twice"),
  result: ContactResult.nullable(),
  nextStep: z.string().max(NEXT_STEP_LIMIT),
});
export type ContactOutcome = z.output<typeof ContactOutcome>;

/** A part of the outcome that a team may ask for before a wrap-up is finished. */
export const OutcomeField = z.enum(["topics", "result", "next-step"]);
export type OutcomeField = z.output<typeof OutcomeField>;

/** The `detail` of `outcome-missing`. */
export const OutcomeRefusal = z.object({ fields: z.array(OutcomeField).min(1) });
export type OutcomeRefusal = z.output<typeof OutcomeRefusal>;
