import type { QuickReply, ReplyScope } from "../../src-shared/domain/replies/quick-reply.ts";
import { isSameScope, type ReplyRefusal, replyRefusal } from "../../src-shared/domain/replies/reply-rules.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { OperatorId, ReplyId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { ReadDb } from "../db/schema.ts";
import { readRepliesOf, readReply } from "../log/reply-store.ts";

export type ReplyNeeds = { readonly db: ReadDb; readonly directory: Pick<Directory, "queue"> };

/** Quick replies: each operator's own, and those that a queue or the company shares. Who may is asked before. */
export class Replies {
  readonly #needs: ReplyNeeds;

  constructor(needs: ReplyNeeds) {
    this.#needs = needs;
  }

  async setShared(
    operatorId: OperatorId,
    reply: QuickReply,
  ): Promise<Result<readonly NewEvent[], ReplyRefusal | "unknown-reply" | "unknown-queue">> {
    const { scope } = reply;
    if (scope.kind === "queue" && !this.#needs.directory.queue(scope.queueId)) return refused("unknown-queue");
    return this.set(operatorId, reply);
  }

  async set(
    operatorId: OperatorId,
    reply: QuickReply,
  ): Promise<Result<readonly NewEvent[], ReplyRefusal | "unknown-reply">> {
    const known = await readReply(this.#needs.db, reply.replyId);
    if (known && !(isSameScope(known.reply.scope, reply.scope) && isMeant(known.ownerId, operatorId)))
      return refused("unknown-reply");
    const refusal = replyRefusal(await readRepliesOf(this.#needs.db, reply.scope, operatorId), reply);
    if (refusal) return refused(refusal);
    return accepted([{ type: "reply.changed", actor: operatorId, payload: { ...reply, operatorId } }]);
  }

  async remove(
    operatorId: OperatorId,
    replyId: ReplyId,
    of: "own" | "shared",
  ): Promise<Result<readonly NewEvent[], "unknown-reply">> {
    const known = await readReply(this.#needs.db, replyId);
    if (!known) return accepted([]);
    const { scope } = known.reply;
    if (isOwn(scope) !== (of === "own") || !isMeant(known.ownerId, operatorId)) return refused("unknown-reply");
    return accepted([{ type: "reply.removed", actor: operatorId, payload: { replyId, scope, operatorId } }]);
  }
}

function isOwn({ kind }: ReplyScope): boolean {
  return kind === "own";
}

/** A shared reply has no owner. */
function isMeant(ownerId: string | null, operatorId: OperatorId): boolean {
  return ownerId === null || ownerId === operatorId;
}
