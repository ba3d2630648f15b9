import type { Attachment } from "../../../src-shared/domain/message.ts";
import { MESSAGE_ATTACHMENTS_LIMIT } from "../../../src-shared/domain/message-limits.ts";
import type { AttachmentId, ConversationId, MessageId } from "../../../src-shared/ids.ts";
import type { OwnFile, OwnFileStore } from "../ports/own-file-store.ts";

/** Of files in messages the newest are kept: a message that was refused may lie for long. */
const SENT_LIMIT = 400;

/** Files of the operator that the hub has and no message of its own shows yet. The disk may refuse: then they throw. */
export class OwnFiles {
  readonly #store: OwnFileStore;
  readonly #login: () => string | null;

  constructor(store: OwnFileStore, login: () => string | null) {
    this.#store = store;
    this.#login = login;
  }

  inDraft(conversationId: ConversationId): readonly Attachment[] {
    return this.#all()
      .filter((one) => one.messageId === null && one.conversationId === conversationId)
      .map(({ attachment }) => attachment);
  }

  /** False: the draft is full. */
  addToDraft(conversationId: ConversationId, attachment: Attachment): boolean {
    if (this.inDraft(conversationId).length >= MESSAGE_ATTACHMENTS_LIMIT) return false;
    this.#write([...this.#all(), { conversationId, messageId: null, attachment }]);
    return true;
  }

  takeFromDraft(conversationId: ConversationId, attachmentId: AttachmentId): void {
    this.#remove((one) => isInDraft(one, conversationId, [attachmentId]));
  }

  /** They go with this message now. */
  send(conversationId: ConversationId, messageId: MessageId, attachmentIds: readonly AttachmentId[]): void {
    if (attachmentIds.length === 0) return;
    this.#write(
      this.#all().map((one) => (isInDraft(one, conversationId, attachmentIds) ? { ...one, messageId } : one)),
    );
  }

  of(messageId: MessageId): readonly Attachment[] {
    return this.#all()
      .filter((one) => one.messageId === messageId)
      .map(({ attachment }) => attachment);
  }

  /** The hub has the message: it tells of its files itself. */
  settle(messageId: MessageId): void {
    this.#remove((one) => one.messageId === messageId);
  }

  forget(conversationId: ConversationId): void {
    this.#remove((one) => one.conversationId === conversationId);
  }

  #remove(isGone: (one: OwnFile) => boolean): void {
    const all = this.#all();
    const rest = all.filter((one) => !isGone(one));
    if (rest.length < all.length) this.#write(rest);
  }

  #all(): readonly OwnFile[] {
    const login = this.#login();
    return login === null ? [] : this.#store.read(login);
  }

  #write(files: readonly OwnFile[]): void {
    const login = this.#login();
    if (login === null) return;
    const sent = files.filter(({ messageId }) => messageId !== null).slice(-SENT_LIMIT);
    const kept = files.filter((one) => one.messageId === null || sent.includes(one));
    this.#store.write(login, kept);
  }
}

function isInDraft(one: OwnFile, conversationId: ConversationId, attachmentIds: readonly AttachmentId[]): boolean {
  const { attachmentId } = one.attachment;
  return one.messageId === null && one.conversationId === conversationId && attachmentIds.includes(attachmentId);
}
