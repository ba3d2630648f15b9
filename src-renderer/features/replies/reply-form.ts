import type { ReplyScope } from "../../../src-shared/domain/replies/quick-reply.ts";
import {
  REPLY_SHORTCUT,
  REPLY_SHORTCUT_LIMIT,
  REPLY_TEXT_LIMIT,
  REPLY_TITLE_LIMIT,
} from "../../../src-shared/domain/replies/reply-limits.ts";
import type { QueueView } from "../../../src-shared/ipc/hand-over-view.ts";

/** What is typed of a reply. `forWhom`: `own`, `company`, or `queue:` and the queue's id. */
export type ReplyForm = {
  readonly forWhom: string;
  readonly title: string;
  readonly shortcut: string;
  readonly text: string;
};
export type ReplyProblems = Partial<Readonly<Record<"title" | "shortcut" | "text", "missing" | "bad" | "long">>>;

/** What has to be mended before it can be kept; empty: nothing. */
export function problemsOf({ title, shortcut, text }: ReplyForm): ReplyProblems {
  const command = commandOf(shortcut);
  const isBad = command.length > REPLY_SHORTCUT_LIMIT || !REPLY_SHORTCUT.test(command);
  const length = text.trim().length;
  return {
    ...((title.trim() === "" || title.trim().length > REPLY_TITLE_LIMIT) && { title: "missing" }),
    ...(isBad && { shortcut: "bad" }),
    ...(length === 0 && { text: "missing" }),
    ...(length > REPLY_TEXT_LIMIT && { text: "long" }),
  };
}

/** The command as it is kept: who types the `/` with it means the same. */
export function commandOf(shortcut: string): string {
  return shortcut.trim().replace(/^\//, "");
}

export function forWhomOf(scope: ReplyScope): string {
  return scope.kind === "queue" ? `queue:${scope.queueId}` : scope.kind;
}

/** The scope that was chosen; of a queue that is gone meanwhile it is one's own. */
export function scopeOf(forWhom: string, queues: readonly Pick<QueueView, "queueId">[]): ReplyScope {
  if (forWhom === "company") return { kind: "company" };
  const queue = queues.find(({ queueId }) => forWhom === `queue:${queueId}`);
  return queue ? { kind: "queue", queueId: queue.queueId } : { kind: "own" };
}
