import type { OperatorId } from "../../src-shared/ids.ts";
import type { ConversationQueries } from "../../src-shared/link/conversation-queries.ts";
import { accepted, refused } from "../../src-shared/result.ts";
import type { HubClock } from "../clock.ts";
import type { TextDesk } from "../text/text-desk.ts";
import type { QueryHandlers } from "./query-handlers.ts";

/** Answers what desktops ask about conversations and their files. */
export function conversationHandlers(
  { reader, writer, viewers, files, unread }: TextDesk,
  clock: HubClock,
): Pick<QueryHandlers, keyof typeof ConversationQueries> {
  const { access } = reader;
  const unknown = refused("unknown-conversation" as const);
  /** Who asks; somebody who left the team just now sees nothing. */
  const readerOf = (operatorId: OperatorId) => access.readerOf(operatorId) ?? { operatorId, role: "operator" as const };
  return {
    "conversation.list": async (operatorId, input) => {
      const list = await reader.list(readerOf(operatorId), input);
      unread.count(operatorId);
      return accepted(list);
    },
    "conversation.get": async (operatorId, { conversationId }) => {
      const card = await reader.card(readerOf(operatorId), conversationId);
      return card ? accepted(card) : unknown;
    },
    "conversation.read": async (operatorId, { conversationId, ...query }) => {
      const page = await reader.page(readerOf(operatorId), conversationId, query);
      return page ? accepted(page) : unknown;
    },
    "conversation.search": async (operatorId, { conversationId, ...search }) => {
      const hits = await reader.search(readerOf(operatorId), conversationId, search);
      return hits ? accepted(hits) : unknown;
    },
    "conversation.typing": async (operatorId, { conversationId }) => {
      if (!(await writer.showTyping(operatorId, conversationId))) return unknown;
      viewers.looks(operatorId, conversationId, true);
      return accepted(null);
    },
    "conversation.viewing": async (operatorId, { conversationId }) => {
      if (!(await access.maySee(readerOf(operatorId), conversationId))) return unknown;
      viewers.looks(operatorId, conversationId, false);
      return accepted(null);
    },
    "interaction.read": async (_operatorId, { interactionId }) => {
      const record = await reader.contact(interactionId);
      return record ? accepted(record) : refused("unknown-interaction");
    },
    "file.link": async (operatorId, { attachmentId }) => {
      const file = await files.file(attachmentId);
      const isSeen = file && (await access.maySee(readerOf(operatorId), file.conversationId));
      return isSeen && files.links
        ? accepted({ path: files.links.path("get", attachmentId, clock.nowMs()) })
        : refused("unknown-file");
    },
    "file.announce": async (operatorId, input) => {
      const conversation = await writer.owned(operatorId, input.conversationId);
      if (!conversation || !files.links) return unknown;
      const announced = await files.announce(conversation, input);
      if (!announced.ok) return announced;
      const attachmentId = announced.value;
      return accepted({ attachmentId, path: files.links.path("put", attachmentId, clock.nowMs()) });
    },
  };
}
