import * as z from "zod";
import { CALL_BACK_REASON_LIMIT } from "../domain/callback/call-back-card.ts";
import { Customer } from "../events/log-event.ts";
import { ConversationId, InteractionId, OperatorId, QueueId } from "../ids.ts";
import { CallBackView } from "./call-back-view.ts";

/** A contact that waits in a queue, or is being offered (`offeredTo`). */
export const WaitingView = z.object({
  interactionId: InteractionId,
  customer: Customer,
  queueId: QueueId,
  queueName: z.string(),
  waitingSinceMs: z.number().int().nonnegative(),
  /** By when it must be answered (`answerTerm`), this machine's clock; absent: there is no term for it. */
  term: z.object({ fromMs: z.number().int(), dueMs: z.number().int() }).optional(),
  /** It is written with, not talked with. */
  isText: z.literal(true).optional(),
  /** Of a text: the conversation it belongs to. */
  conversationId: ConversationId.optional(),
  offeredTo: OperatorId.nullable(),
  /** To whom somebody who leads the team gave it. */
  assignedTo: OperatorId.optional(),
  /** Somebody who leads the team made it more important. */
  isRaised: z.literal(true).optional(),
  /** It is an order of a call-back: the customer waits to be called, not on the line. */
  callBack: CallBackView.optional(),
  /** The operator may take it by themselves; also the hub will say so, unless somebody is faster. */
  mayTake: z.literal(true).optional(),
  /** Taken here, and the hub has not answered yet. */
  isTaking: z.literal(true).optional(),
  /** Cancelled here, and the hub does not know yet. */
  isCancelling: z.literal(true).optional(),
});
export type WaitingView = z.output<typeof WaitingView>;

/** Requests about contacts that wait. */
export const waitingRequests = {
  /** Takes it out of the queue: a text is theirs then, a call rings. What the hub refuses is told by `hub.refused`. */
  "waiting.take": {
    input: z.object({ interactionId: InteractionId }),
    output: z.object({}),
    errors: ["hub-away", "store-failed"],
  },
  /** The customer need not be called any more. Kept at once, delivered when the hub is there. */
  "call-backs.cancel": {
    input: z.object({
      interactionId: InteractionId,
      reason: z.string().trim().min(1).max(CALL_BACK_REASON_LIMIT),
    }),
    output: z.object({}),
    errors: ["store-failed"],
  },
} as const;
