import * as z from "zod";
import { QuickReply, ReplyScope, ReplyWords } from "../domain/replies/quick-reply.ts";
import { InteractionId, ReplyId } from "../ids.ts";

/** A quick reply as the window shows it. */
export const ReplyView = z.object({
  replyId: ReplyId,
  scope: ReplyScope,
  title: z.string(),
  shortcut: z.string(),
  text: z.string(),
  /** Of a queue's reply: what the queue is called; null: nothing any more, or it is not a queue's. */
  queueName: z.string().nullable(),
  /** This person may change and remove it. */
  isEditable: z.boolean(),
});
export type ReplyView = z.output<typeof ReplyView>;

const Done = z.object({});

/** Quick replies, from the mirror: also without the hub. What was written here counts before the hub knows of it. */
export const replyRequests = {
  /** Own ones first, then of queues, then the company's. With a contact: those that may be inserted there; null: all that this person may see. */
  "replies.list": {
    input: z.object({ interactionId: InteractionId.nullable() }),
    /** `mayShare`: this person may write for a queue and for the company. */
    output: z.object({ replies: z.array(ReplyView), mayShare: z.boolean() }),
    errors: ["store-failed"],
  },
  /** Kept at once, delivered when the hub is there. */
  "replies.set": {
    input: ReplyWords.extend(QuickReply.pick({ replyId: true, scope: true }).shape),
    output: Done,
    errors: ["store-failed", "not-allowed", "shortcut-taken", "too-many-replies"],
  },
  "replies.remove": {
    input: z.object({ replyId: ReplyId }),
    output: Done,
    errors: ["store-failed", "not-allowed"],
  },
} as const;

export const replyEvents = {
  /** Some quick reply is new, other or gone. */
  "replies.changed": z.object({}),
} as const;
