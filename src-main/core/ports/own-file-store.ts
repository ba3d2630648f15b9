import * as z from "zod";
import { Attachment } from "../../../src-shared/domain/message.ts";
import { ConversationId, MessageId } from "../../../src-shared/ids.ts";

/** A file of the operator that the hub has. `messageId` null: it stands in the draft; else: in a message the hub does not have. */
export const OwnFile = z.object({
  conversationId: ConversationId,
  messageId: MessageId.nullable(),
  attachment: Attachment,
});
export type OwnFile = z.output<typeof OwnFile>;

/** Keeps them by login until the hub has the message; survives a crash. The bytes are at the hub. */
export interface OwnFileStore {
  /** In the order they were added. */
  read(login: string): readonly OwnFile[];
  /** All of them; throws when the disk refuses. */
  write(login: string, files: readonly OwnFile[]): void;
}
