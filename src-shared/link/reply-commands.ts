import type * as z from "zod";
import { QuickReply, ReplyWords, SharedScope } from "../domain/replies/quick-reply.ts";
import type { Right } from "../domain/rights.ts";

const Id = QuickReply.pick({ replyId: true });

/**
 * Quick replies: an operator's own, and those that others share. `unknown-reply`: the id is of another's reply, or of one with
 * another scope. Removed twice is removed once.
 */
export const ReplyCommands = {
  "reply.set-own": {
    right: "contact.handle",
    input: ReplyWords.extend(Id.shape),
    errors: ["unknown-reply", "shortcut-taken", "too-many-replies"],
  },
  "reply.remove-own": { right: "contact.handle", input: Id, errors: ["unknown-reply"] },
  "reply.set-shared": {
    right: "queue.manage",
    input: ReplyWords.extend({ ...Id.shape, scope: SharedScope }),
    errors: ["unknown-reply", "unknown-queue", "shortcut-taken", "too-many-replies"],
  },
  "reply.remove-shared": { right: "queue.manage", input: Id, errors: ["unknown-reply"] },
} as const satisfies Readonly<
  Record<string, { readonly right: Right; readonly input: z.ZodType; readonly errors: readonly string[] }>
>;
