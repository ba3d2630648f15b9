import type { InteractionId } from "../ids.ts";
import type { Message } from "./fold-message.ts";

/** Where somebody stands in a conversation: the contact that is open (null: none is), and up to where they have read. */
export type ReadingPlace = { readonly interactionId: InteractionId | null; readonly readUptoSeq: number };

/**
 * Whether a message counts as unread: the customer wrote it, in the contact that is open now, after the last one read, and
 * did not take it back. What was written in earlier contacts was those contacts' matter.
 */
export function isUnread(
  { from, interactionId, deletedAtMs, seq }: Pick<Message, "from" | "interactionId" | "deletedAtMs" | "seq">,
  place: ReadingPlace,
): boolean {
  return (
    from === "customer" && interactionId === place.interactionId && deletedAtMs === null && seq > place.readUptoSeq
  );
}

/** How many messages of a conversation are unread. */
export function countUnread(messages: Iterable<Message>, place: ReadingPlace): number {
  let unread = 0;
  for (const message of messages) if (isUnread(message, place)) unread += 1;
  return unread;
}
