import { QuickReply } from "../domain/replies/quick-reply.ts";
import { OperatorId } from "../ids.ts";

/** Facts about quick replies. `operatorId` did it; an own reply is theirs. */
export const REPLY_EVENTS = {
  /** A reply is new, or other than before. */
  "reply.changed": QuickReply.extend({ operatorId: OperatorId }),
  "reply.removed": QuickReply.pick({ replyId: true, scope: true }).extend({ operatorId: OperatorId }),
} as const;
