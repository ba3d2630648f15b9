import type { OperatorId } from "../../../src-shared/ids.ts";
import type { ThreadMessage } from "../../../src-shared/ipc/conversations.ts";
import type { PageMessage } from "../../../src-shared/link/conversation-queries.ts";
import type { HubKnowledge } from "../workplace/hub-knowledge.ts";

/** A message of the hub as the window shows it. */
export function threadMessage(
  message: PageMessage,
  self: OperatorId | null,
  hub: Pick<HubKnowledge, "toLocal" | "operator">,
): ThreadMessage {
  const { messageId, interactionId, from, operatorId, text, attachments, delivery, seq } = message;
  const isColleague = operatorId !== null && operatorId !== self;
  return {
    ...{ messageId, interactionId, from, text, seq },
    colleague: isColleague ? (hub.operator(operatorId)?.name ?? null) : null,
    files: attachments,
    atMs: hub.toLocal(message.atMs),
    isEdited: message.editedAtMs !== null,
    isDeleted: message.deletedAtMs !== null,
    delivery: delivery?.state ?? null,
    failure: delivery?.state === "failed" ? delivery.code : null,
  };
}

/** The page of the hub, and behind it what it does not have yet: a message stands once. */
export function withUnsent(page: readonly ThreadMessage[], unsent: readonly ThreadMessage[]): ThreadMessage[] {
  const known = new Set(page.map(({ messageId }) => messageId));
  return [...page, ...unsent.filter(({ messageId }) => !known.has(messageId))];
}
