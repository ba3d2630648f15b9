import * as z from "zod";

/** What the team has decided about calls that are answered by themselves. Off unless it says otherwise. */
export const AutoAnswerPolicy = z.object({
  /** Calls of a queue. */
  queueCalls: z.boolean(),
  /** Calls whose INVITE asks for it; without this the operator decides for their own desktop. */
  onRequest: z.boolean(),
  /** From the warning tone to the open microphone. */
  countdownMs: z.number().int().min(2_000).max(15_000),
});
export type AutoAnswerPolicy = z.output<typeof AutoAnswerPolicy>;

export const NO_AUTO_ANSWER: AutoAnswerPolicy = { queueCalls: false, onRequest: false, countdownMs: 3_000 };
