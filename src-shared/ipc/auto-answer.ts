import * as z from "zod";
import { AutoAnswerPolicy } from "../domain/auto-answer.ts";
import { CallId } from "../ids.ts";

/**
 * A call that rings and is to be answered by itself. `soon`: at `atMs` the microphone opens. `blocked`: it is not,
 * because of another call, or because the microphone in use was not proved by «Проверка связи».
 */
export const AutoAnswerCall = z.discriminatedUnion("state", [
  z.object({ state: z.literal("soon"), callId: CallId, atMs: z.number().int().nonnegative() }),
  z.object({ state: z.literal("blocked"), callId: CallId, why: z.enum(["busy", "microphone"]) }),
]);
export type AutoAnswerCall = z.output<typeof AutoAnswerCall>;

/** `answersOnRequest`: the operator's own choice for this desktop, beside the team's. */
export const AutoAnswerView = z.object({
  policy: AutoAnswerPolicy,
  answersOnRequest: z.boolean(),
  calls: z.array(AutoAnswerCall),
});
export type AutoAnswerView = z.output<typeof AutoAnswerView>;

export const autoAnswerRequests = {
  /** «Отвечать самому, когда об этом просит АТС» */
  "operator.set-auto-answer": {
    input: z.object({ onRequest: z.boolean() }),
    output: z.object({}),
    errors: ["store-failed"],
  },
} as const;
