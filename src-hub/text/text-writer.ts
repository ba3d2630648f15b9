import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { Attachment } from "../../src-shared/domain/message.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { AttachmentId, ConversationId, OperatorId } from "../../src-shared/ids.ts";
import type { LinkCommandInput, LinkCommandName, LinkCommands } from "../../src-shared/link/link-contract.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import { isTypeAllowed, type TextChannel } from "../channels/channel.ts";
import { readLastSeq, readPlace } from "../log/conversation-people-store.ts";
import { readLastReceived, readMessage } from "../log/message-store.ts";
import type { ConversationAccess } from "./conversation-access.ts";
import { type Conversation, readConversation } from "./conversation-store.ts";
import type { FileDesk } from "./file-desk.ts";
import { ofContact, ofMessage, sentEvent } from "./message-events.ts";
import { isOwner, type OpenContacts } from "./open-contacts.ts";
import type { OutboundQueue } from "./outbound-queue.ts";
import { bindingOf, type TextNeeds } from "./text-needs.ts";

type Outcome<N extends LinkCommandName> = Result<readonly NewEvent[], (typeof LinkCommands)[N]["errors"][number]>;
type Contact = Interaction & { readonly conversationId: ConversationId };

/** What operators write. Only who owns the contact may: two people never answer one customer. */
export class TextWriter {
  readonly #needs: TextNeeds;
  readonly #contacts: OpenContacts;
  readonly #files: FileDesk;
  readonly #outbound: OutboundQueue;
  readonly #access: ConversationAccess;

  constructor(
    needs: TextNeeds,
    contacts: OpenContacts,
    files: FileDesk,
    outbound: OutboundQueue,
    access: ConversationAccess,
  ) {
    this.#access = access;
    this.#needs = needs;
    this.#contacts = contacts;
    this.#files = files;
    this.#outbound = outbound;
  }

  async send(
    operatorId: OperatorId,
    { interactionId, messageId, text, attachmentIds }: LinkCommandInput<"message.send">,
  ): Promise<Outcome<"message.send">> {
    const contact = this.#contacts.contact(interactionId);
    const known = await readMessage(this.#needs.db, messageId);
    // Sent already, by a desktop that did not hear the answer.
    if (known?.operatorId === operatorId && known.interactionId === interactionId) return accepted([]);
    if (!contact || known) return refused("unknown-interaction");
    if (!isOwner(contact, operatorId)) return refused("not-owner");
    const channel = this.#channel(contact);
    if (!channel) return refused("no-channel", "later");
    const { capabilities } = channel;
    if (text.length > capabilities.longestText) return refused("too-long");
    if (text.trim() === "" && attachmentIds.length === 0) return refused("empty-message");
    const attachments: Attachment[] = [];
    for (const attachmentId of attachmentIds) {
      const attachment = await this.#attachment(attachmentId, contact, capabilities);
      if (!attachment.ok) return attachment;
      attachments.push(attachment.value);
    }
    const of = ofContact(contact, contact.conversationId, messageId);
    return accepted([sentEvent(of, { text, attachments, operatorId })]);
  }

  /** The same message again: where the channel knows it by its id, it is there once all the same. */
  async resend(
    operatorId: OperatorId,
    { messageId }: LinkCommandInput<"message.resend">,
  ): Promise<Outcome<"message.resend">> {
    const message = await readMessage(this.#needs.db, messageId);
    if (!message) return refused("unknown-message");
    const contact = this.#contacts.contact(message.interactionId);
    if (!contact || !isOwner(contact, operatorId)) return refused("not-owner");
    if (message.delivery?.state !== "failed" || message.deletedAtMs !== null) return refused("not-failed");
    if (!this.#channel(contact)) return refused("no-channel", "later");
    return accepted([{ type: "message.resent", actor: operatorId, payload: ofMessage(message, contact) }]);
  }

  async edit(
    operatorId: OperatorId,
    { messageId, text }: LinkCommandInput<"message.edit">,
  ): Promise<Outcome<"message.edit">> {
    const message = await readMessage(this.#needs.db, messageId);
    if (!message) return refused("unknown-message");
    const contact = this.#contacts.contact(message.interactionId);
    if (message.operatorId !== operatorId || !contact || !isOwner(contact, operatorId)) return refused("not-owner");
    const capabilities = this.#channel(contact)?.capabilities;
    const isPossible = capabilities?.edit && message.delivery?.state !== "failed" && message.attachments.length === 0;
    if (!isPossible) return refused("edit-not-possible");
    if (text.trim() === "") return refused("empty-message");
    if (text.length > capabilities.longestText) return refused("too-long");
    if (this.#outbound.isBeingEdited(messageId)) return refused("edit-under-way", "later");
    if (text === message.text) return accepted([]);
    const payload = { ...ofMessage(message, contact), text };
    return accepted([{ type: "message.edit-asked", actor: operatorId, payload }]);
  }

  /** Takes back what the channel has; a message of several parts cannot be, for the channel named one of them only. */
  async delete(
    operatorId: OperatorId,
    { messageId }: LinkCommandInput<"message.delete">,
  ): Promise<Outcome<"message.delete">> {
    const message = await readMessage(this.#needs.db, messageId);
    if (!message) return refused("unknown-message");
    const contact = this.#contacts.contact(message.interactionId);
    if (message.operatorId !== operatorId || !contact || !isOwner(contact, operatorId)) return refused("not-owner");
    if (message.deletedAtMs !== null) return accepted([]);
    const isThere = message.channelMessageId !== null && message.delivery?.state !== "failed";
    const isPossible = this.#channel(contact)?.capabilities.remove && isThere && message.attachments.length === 0;
    if (!isPossible) return refused("delete-not-possible");
    if (this.#outbound.isBeingEdited(messageId)) return refused("edit-under-way", "later");
    return accepted([{ type: "message.delete-asked", actor: operatorId, payload: ofMessage(message, contact) }]);
  }

  /** How far this operator has read; the channel is told of its owner's only, where it can show it. */
  async readUpTo(
    operatorId: OperatorId,
    { conversationId, uptoSeq }: LinkCommandInput<"conversation.read-up-to">,
  ): Promise<Outcome<"conversation.read-up-to">> {
    const { db } = this.#needs;
    const reader = this.#access.readerOf(operatorId);
    if (!reader || !(await this.#access.maySee(reader, conversationId))) return refused("unknown-conversation");
    // What is still to come is not read yet.
    const upto = Math.min(uptoSeq, await readLastSeq(db, conversationId));
    const before = (await readPlace(db, conversationId, operatorId))?.readUptoSeq ?? 0;
    if (upto <= before) return accepted([]);
    const contact = this.#contacts.ofConversation(conversationId);
    if (contact && isOwner(contact, operatorId)) await this.#showRead(contact, conversationId, upto);
    const ownerId = contact?.operatorId ?? null;
    const payload = { conversationId, operatorId, ownerId, uptoSeq: upto };
    return accepted([{ type: "conversation.read-up-to", actor: operatorId, payload }]);
  }

  /** Shows the customer that their operator writes. */
  async showTyping(operatorId: OperatorId, conversationId: ConversationId): Promise<boolean> {
    const contact = this.#contacts.ofConversation(conversationId);
    if (!contact || !isOwner(contact, operatorId)) return false;
    const conversation = await readConversation(this.#needs.db, conversationId);
    const channel = this.#channel(contact);
    if (conversation && channel?.capabilities.typing) channel.showTyping(conversation.externalId);
    return true;
  }

  /** A conversation whose open contact is this operator's; null: it is not. */
  async owned(operatorId: OperatorId, conversationId: ConversationId): Promise<Conversation | null> {
    const contact = this.#contacts.ofConversation(conversationId);
    return contact && isOwner(contact, operatorId) ? readConversation(this.#needs.db, conversationId) : null;
  }

  async #showRead(contact: Interaction, conversationId: ConversationId, uptoSeq: number): Promise<void> {
    const { db } = this.#needs;
    const channel = this.#channel(contact);
    if (!channel?.showRead) return;
    const conversation = await readConversation(db, conversationId);
    const last = await readLastReceived(db, conversationId, uptoSeq);
    if (conversation && last !== null) channel.showRead(conversation.externalId, last);
  }

  #channel({ channel, dialled }: Interaction): TextChannel | undefined {
    return bindingOf(this.#needs.bindings, { channel, account: dialled })?.channel;
  }

  async #attachment(
    attachmentId: AttachmentId,
    { conversationId }: Contact,
    { files }: TextChannel["capabilities"],
  ): Promise<Result<Attachment, "unknown-file" | "file-refused">> {
    const file = await this.#files.file(attachmentId);
    // A file of another customer's conversation is nobody's here.
    if (file?.conversationId !== conversationId || file.state === "pending") return refused("unknown-file");
    const { name, type, size, state } = file;
    const isAllowed = files && isTypeAllowed(files.types, type) && (size ?? 0) <= files.largestBytes;
    if (state === "refused" || !isAllowed) return refused("file-refused");
    return accepted({ attachmentId, name, type, size });
  }
}
