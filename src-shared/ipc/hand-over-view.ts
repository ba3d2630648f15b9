import * as z from "zod";
import { HandOver } from "../domain/hand-over.ts";
import { QueueId } from "../ids.ts";

/** What the colleague who passed a call on, or asks about it, wrote. `about`: the customer it is about, when the call itself only asks. */
export const HandOverView = HandOver.extend({ about: z.string().max(128).optional() });
export type HandOverView = z.output<typeof HandOverView>;

/** A queue a talk can be passed to. `isOwn`: this operator is a member. */
export const QueueView = z.object({
  queueId: QueueId,
  name: z.string(),
  number: z.string(),
  isOwn: z.literal(true).optional(),
});
export type QueueView = z.output<typeof QueueView>;
