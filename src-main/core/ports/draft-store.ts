import type { ConversationId } from "../../../src-shared/ids.ts";

/** Keeps what an operator has begun to write, by login and conversation; survives a crash, and is never dropped with the mirror. */
export interface DraftStore {
  /** Empty: there is none. */
  read(login: string, conversationId: ConversationId): string;
  /** Throws when the disk refuses. An empty text removes the draft. */
  write(login: string, conversationId: ConversationId, text: string): void;
}
