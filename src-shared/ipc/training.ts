import * as z from "zod";

/** The training customer: whether there is one in this installation, and what it does now. */
export const TrainingView = z.object({ isAvailable: z.boolean(), state: z.enum(["idle", "calling", "talking"]) });
export type TrainingView = z.output<typeof TrainingView>;

export const trainingRequests = {
  /** «Позвонить мне»: the training customer calls the queue. */
  "training.call-me": {
    input: z.object({}),
    output: z.object({}),
    errors: ["training-unavailable", "training-busy", "phone-not-ready"],
  },
} as const;
