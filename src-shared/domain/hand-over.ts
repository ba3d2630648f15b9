import * as z from "zod";
import { InteractionId, OperatorId } from "../ids.ts";

/** The longest answer that was begun and goes along. */
export const HAND_OVER_DRAFT_LIMIT = 4000;

const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((written) => written.trim());

/** What an operator writes for the one who gets the contact; every field may be empty or left out. */
export const HandOverCard = z.object({
  /** What it is about and what was said, in a few words. */
  note: text(1000),
  topic: text(120).optional(),
  /** What is to be done next. */
  nextStep: text(300).optional(),
  /** How far the script was: its name, and the place in it. */
  script: z.object({ name: text(120), place: text(200) }).optional(),
  /** An answer that was begun, to be finished. */
  draft: text(HAND_OVER_DRAFT_LIMIT).optional(),
});
export type HandOverCard = z.output<typeof HandOverCard>;

/** The card that goes with a contact that is passed on: from whom, and what they wrote for the next one. */
export const HandOver = z.object({
  fromOperatorId: OperatorId,
  note: z.string().max(1000).nullable(),
  topic: z.string().max(120).optional(),
  nextStep: z.string().max(300).optional(),
  script: z.object({ name: z.string().max(120), place: z.string().max(200) }).optional(),
  draft: z.string().max(HAND_OVER_DRAFT_LIMIT).optional(),
  /** The talk so far was recorded: `GET /api/v1/recordings?interactionId=` lists it. */
  isRecorded: z.literal(true).optional(),
});
export type HandOver = z.output<typeof HandOver>;

/** A card for a call about another contact: a colleague is asked before they get the customer. */
export const ConsultationCard = z.object({
  /** The call that asks. */
  interactionId: InteractionId,
  /** The contact it is about, and who that is. */
  about: z.object({ interactionId: InteractionId, customer: z.string().max(128) }),
  handOver: HandOver,
});
export type ConsultationCard = z.output<typeof ConsultationCard>;
