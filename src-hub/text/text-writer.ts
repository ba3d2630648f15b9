import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { Attachment } from "../../src-shared/domain/message.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { AttachmentId, ConversationId, OperatorId } from "../../src-shared/ids.ts";
import type { LinkCommandInput, LinkCommandName, LinkCommands } from "../../src-shared/link/link-contract.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import { isTypeAllowed, type TextChannel } from "../channels/channel.ts";
import { readLastReceived, readMessage } from "../log/message-store.ts";
import { type Conversation, readConversation, saveReadMark } from "./conversation-store.ts";
import type { FileDesk } from "./file-desk.ts";
import { ofContact, ofMessage, sentEvent } from "./message-events.ts";
import type { OpenContacts } from "./open-contacts.ts";
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

  constructor(needs: TextNeeds, contacts: OpenContacts, files: FileDesk, outbound: OutboundQueue) {
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

  async markRead(
    operatorId: OperatorId,
    { conversationId, uptoSeq }: LinkCommandInput<"conversation.mark-read">,
  ): Promise<Outcome<"conversation.mark-read">> {
    const contact = this.#contacts.ofConversation(conversationId);
    if (!contact) return refused("unknown-conversation");
    if (!isOwner(contact, operatorId)) return refused("not-owner");
    const { db } = this.#needs;
    await saveReadMark(db, conversationId, uptoSeq);
    const channel = this.#channel(contact);
    if (channel?.showRead) {
      const conversation = await readConversation(db, conversationId);
      const last = await readLastReceived(db, conversationId, uptoSeq);
      if (conversation && last !== null) channel.showRead(conversation.externalId, last);
    }
    return accepted([]);
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

/** Whether it is this operator's turn to speak with the customer. */
export function isOwner({ operatorId, state }: Interaction, self: OperatorId): boolean {
  return operatorId === self && (state === "active" || state === "held");
}
