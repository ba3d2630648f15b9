import type { QuickReply, ReplyScope } from "./quick-reply.ts";
import { REPLIES_LIMIT } from "./reply-limits.ts";

/** Why a reply is not taken. `shortcut-taken`: another reply of the same scope has it. */
export type ReplyRefusal = "shortcut-taken" | "too-many-replies";

/** Why a new or changed reply cannot stand beside those of its scope; null: it can. */
export function replyRefusal(
  ofScope: readonly Pick<QuickReply, "replyId" | "shortcut">[],
  { replyId, shortcut }: Pick<QuickReply, "replyId" | "shortcut">,
): ReplyRefusal | null {
  const others = ofScope.filter((one) => one.replyId !== replyId);
  if (shortcut !== "" && others.some((one) => isSameShortcut(one.shortcut, shortcut))) return "shortcut-taken";
  return others.length === ofScope.length && others.length >= REPLIES_LIMIT ? "too-many-replies" : null;
}

/** Whether both are for the same people. */
export function isSameScope(one: ReplyScope, other: ReplyScope): boolean {
  if (one.kind !== other.kind) return false;
  return one.kind !== "queue" || (other.kind === "queue" && one.queueId === other.queueId);
}

/** As a hand types it: capitals and the dots of ё make no other shortcut. */
function isSameShortcut(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(shortcut: string): string {
  return shortcut.toLowerCase().replaceAll("ё", "е");
}
