import { createHash } from "node:crypto";
import { cleanName } from "../../src-shared/domain/clean-name.ts";
import type { Message } from "../../src-shared/domain/fold-message.ts";
import { cleanText, FileName, mayDeliveryBecome } from "../../src-shared/domain/message.ts";
import { MESSAGE_ATTACHMENTS_LIMIT, MESSAGE_TEXT_LIMIT } from "../../src-shared/domain/message-limits.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import { AttachmentId, ConversationId, InteractionId, MessageId } from "../../src-shared/ids.ts";
import type { ChannelIncoming, IntakeRefusalCode, IntakeReply } from "../channels/channel.ts";
import { readMessageOfChannel, readMessages } from "../log/message-store.ts";
import { channelLog } from "../log.ts";
import { endEvents } from "../service/endings.ts";
import { ClosedQueue } from "./closed-queue.ts";
import {
  type Conversation,
  insertConversation,
  readConversationOfChannel,
  saveLanguage,
} from "./conversation-store.ts";
import type { FileDesk } from "./file-desk.ts";
import { toldType } from "./file-kind.ts";
import { deliveryEvent, ofContact, ofMessage, receivedEvent } from "./message-events.ts";
import type { OpenContacts } from "./open-contacts.ts";
import { RateGate } from "./rate-gate.ts";
import type { ChannelBinding, TextNeeds } from "./text-needs.ts";

const LONGEST_ID = 256;
/** A mark of «read up to here» looks back so far; a customer who was away longer has read what is before all the same. */
const MARKS_LOOK_BACK = 200;

type Incoming<T extends ChannelIncoming["type"]> = Extract<ChannelIncoming, { type: T }>;

/** Takes in what one channel tells: each thing once, however often it is told, and never faster than is allowed. */
export class Intake {
  readonly #needs: TextNeeds;
  readonly #contacts: OpenContacts;
  readonly #binding: ChannelBinding;
  readonly #files: FileDesk;
  readonly #gate: RateGate;
  readonly #closed: ClosedQueue;

  constructor(needs: TextNeeds, contacts: OpenContacts, files: FileDesk, binding: ChannelBinding) {
    this.#needs = needs;
    this.#contacts = contacts;
    this.#binding = binding;
    this.#files = files;
    this.#closed = new ClosedQueue(needs);
    const { messagesPerSecond, messagesAtOnce } = binding.settings;
    this.#gate = new RateGate({ perSecond: messagesPerSecond, atOnce: messagesAtOnce }, needs.clock);
  }

  async tell(incoming: ChannelIncoming): Promise<IntakeReply> {
    if (!isSound(incoming)) return refusal("bad-message");
    // Before the job: who writes too fast costs nobody else a turn.
    const isTyping = incoming.type === "typing";
    if (!this.#gate.take(isTyping ? `typing ${incoming.conversation}` : incoming.conversation)) {
      const { retryAfterMs } = this.#gate;
      return { ok: false, code: "too-many-messages", retry: "later", retryAfterMs };
    }
    try {
      return await this.#needs.run(() => this.#take(incoming));
    } catch (error) {
      const { channel } = this.#binding.channel;
      channelLog.error({ channel, error }, "what a channel told could not be kept");
      return { ok: false, code: "unavailable", retry: "later" };
    }
  }

  async #take(incoming: ChannelIncoming): Promise<IntakeReply> {
    const { channel, account } = this.#binding.channel;
    const externalId = incoming.conversation;
    const known = await readConversationOfChannel(this.#needs.db, { channel, account, externalId });
    if (incoming.type === "received") return this.#receive(incoming, known);
    if (!known) return refusal("unknown-message");
    switch (incoming.type) {
      case "edited":
        return this.#edit(incoming, known);
      case "deleted":
        return this.#delete(incoming, known);
      case "delivery":
        return this.#mark(incoming, known);
      case "typing":
        return this.#showTyping(known);
      case "left":
        return this.#leave(known);
      case "rated":
        return this.#rate(incoming, known);
    }
  }

  async #receive(incoming: Incoming<"received">, known: Conversation | null): Promise<IntakeReply> {
    const { db, clock, journal } = this.#needs;
    if (known && (await readMessageOfChannel(db, known.conversationId, incoming.message, false)))
      return { ok: true, isReplay: true };
    const conversation = known ?? this.#newConversation(incoming);
    const { conversationId } = conversation;
    const language = incoming.language ?? conversation.language;
    const messageId = MessageId.parse(clock.newId());
    const files = incoming.files.map(({ ref, name, type, size }) => ({
      ref,
      attachment: {
        attachmentId: AttachmentId.parse(clock.newId()),
        name: FileName.parse(name),
        type: toldType(type),
        size,
      },
    }));
    const contact = this.#contacts.ofConversation(conversationId);
    const { queueId } = this.#binding.settings;
    const interactionId = contact?.interactionId ?? InteractionId.parse(clock.newId());
    const closed = contact ? null : await this.#closed.meet(queueId, known?.conversationId ?? null, language);
    const begun: readonly NewEvent[] = contact
      ? []
      : this.#begin(conversation, interactionId, closed?.isClosedAtOnce === true);
    const of = contact
      ? ofContact(contact, conversationId, messageId)
      : { interactionId, conversationId, messageId, ownerId: null, queueId };
    const received = receivedEvent({
      ...of,
      channelMessageId: incoming.message,
      text: cleanText(incoming.text),
      attachments: files.map(({ attachment }) => attachment),
      sentAtMs: incoming.sentAtMs,
    });
    await journal.write([...begun, received, ...(closed?.events(of) ?? [])], async (transaction) => {
      const spoken = { ...conversation, language };
      if (!known) await insertConversation(transaction, spoken, clock.nowMs());
      else if (known.language !== language) await saveLanguage(transaction, spoken);
      await this.#files.expect(transaction, conversation, files);
    });
    for (const { attachment } of files) this.#files.fetchSoon(attachment.attachmentId);
    return { ok: true, isReplay: false };
  }

  async #edit(incoming: Incoming<"edited">, { conversationId }: Conversation): Promise<IntakeReply> {
    const message = await this.#messageOf(conversationId, incoming.message, false);
    if (!message) return refusal("unknown-message");
    const text = cleanText(incoming.text);
    if (message.text === text || message.deletedAtMs !== null) return { ok: true, isReplay: true };
    const of = ofMessage(message, this.#contacts.contact(message.interactionId));
    await this.#needs.journal.write([{ type: "message.edited", actor: "customer", payload: { ...of, text } }]);
    return { ok: true, isReplay: false };
  }

  async #delete(incoming: Incoming<"deleted">, { conversationId }: Conversation): Promise<IntakeReply> {
    const message = await this.#messageOf(conversationId, incoming.message, false);
    if (!message) return refusal("unknown-message");
    if (message.deletedAtMs !== null) return { ok: true, isReplay: true };
    const of = ofMessage(message, this.#contacts.contact(message.interactionId));
    await this.#needs.journal.write([{ type: "message.deleted", actor: "customer", payload: of }]);
    return { ok: true, isReplay: false };
  }

  async #mark(incoming: Incoming<"delivery">, { conversationId }: Conversation): Promise<IntakeReply> {
    const { db, journal } = this.#needs;
    const message = await this.#messageOf(conversationId, incoming.message, true);
    if (!message) return refusal("unknown-message");
    const before = incoming.isUpTo
      ? await readMessages(db, conversationId, { beforeSeq: message.seq, limit: MARKS_LOOK_BACK, isOurs: true })
      : [];
    const delivery = { state: incoming.state };
    const marked = [...before, message]
      .filter((each) => each.delivery?.state !== "sending")
      .filter((each) => each.delivery !== null && mayDeliveryBecome(each.delivery, delivery))
      .map((each) => deliveryEvent(ofMessage(each, this.#contacts.contact(each.interactionId)), delivery));
    await journal.write(marked);
    return { ok: true, isReplay: marked.length === 0 };
  }

  /** Told in order with the messages, so the contact that is open now is the one that was left. */
  async #leave({ conversationId }: Conversation): Promise<IntakeReply> {
    const contact = this.#contacts.ofConversation(conversationId);
    if (!contact) return { ok: true, isReplay: true };
    const isAnswered = contact.acceptedAtMs !== null;
    const ending = { endedBy: "customer", result: isAnswered ? "answered" : "abandoned" } as const;
    const owed = isAnswered && this.#needs.wrapUps.owed(contact);
    await this.#needs.journal.write(endEvents(contact.interactionId, ending, owed));
    return { ok: true, isReplay: false };
  }

  async #rate({ stars, comment }: Incoming<"rated">, { conversationId }: Conversation): Promise<IntakeReply> {
    const [last] = await readMessages(this.#needs.db, conversationId, { beforeSeq: null, limit: 1 });
    if (!last) return refusal("unknown-message");
    const payload = { interactionId: last.interactionId, stars, comment: cleanText(comment) };
    await this.#needs.journal.write([{ type: "contact.rated", actor: "customer", payload }]);
    return { ok: true, isReplay: false };
  }

  async #showTyping({ conversationId }: Conversation): Promise<IntakeReply> {
    const contact = this.#contacts.ofConversation(conversationId);
    if (contact?.operatorId) {
      const { interactionId } = contact;
      this.#needs.tell(contact.operatorId, { type: "customer-typing", conversationId, interactionId });
    }
    return { ok: true, isReplay: false };
  }

  #messageOf(conversationId: ConversationId, channelMessageId: string, isOurs: boolean): Promise<Message | null> {
    return readMessageOfChannel(this.#needs.db, conversationId, channelMessageId, isOurs);
  }

  #newConversation({ conversation, customer }: Incoming<"received">): Conversation {
    const { channel, account } = this.#binding.channel;
    return {
      conversationId: ConversationId.parse(this.#needs.clock.newId()),
      channel,
      account,
      externalId: conversation,
      language: null,
      customer: { address: addressOf(channel, customer.id), name: cleanName(customer.name ?? "") || null },
    };
  }

  /** `isOver`: the queue is closed, and lets nobody wait. */
  #begin(
    { conversationId, customer, channel, account }: Conversation,
    interactionId: InteractionId,
    isOver: boolean,
  ): readonly NewEvent[] {
    const { queueId } = this.#binding.settings;
    const payload = {
      interactionId,
      channel,
      direction: "in",
      customer,
      dialled: account.slice(0, 128) || "?",
      queueId,
      operatorId: null,
      conversationId,
    } as const;
    const created: NewEvent = { type: "interaction.created", actor: "system", payload };
    if (isOver) return [created];
    return [created, { type: "interaction.queued", actor: "system", payload: { interactionId, queueId } }];
  }
}

/** The customer's address on the channel, short enough for the log and the same each time. */
function addressOf(channel: string, id: string): string {
  const address = `${channel}:${id}`;
  if (address.length <= 128 && /^[\w:@.+-]+$/.test(address)) return address;
  return `${channel}:${createHash("sha256").update(id).digest("hex")}`;
}

/** Whether it is what the port allows; what is not is the adapter's or an attacker's, and is not kept. */
function isSound(incoming: ChannelIncoming): boolean {
  if (!isId(incoming.conversation)) return false;
  if (incoming.type !== "typing" && !isId(incoming.message)) return false;
  if ((incoming.type === "received" || incoming.type === "edited") && incoming.text.length > MESSAGE_TEXT_LIMIT)
    return false;
  if (incoming.type !== "received") return true;
  const { files, text, customer, sentAtMs } = incoming;
  const hasContent = files.length > 0 || cleanText(text).trim() !== "";
  return (
    hasContent &&
    files.length <= MESSAGE_ATTACHMENTS_LIMIT &&
    files.every((file) => isSoundFile(file)) &&
    isId(customer.id) &&
    Number.isSafeInteger(sentAtMs) &&
    sentAtMs >= 0
  );
}

function isSoundFile({ ref, name, size }: Incoming<"received">["files"][number]): boolean {
  return (
    ref.length > 0 &&
    ref.length <= 1000 &&
    !/[\p{Cc}\p{Cs}]/u.test(ref) &&
    name.length <= 1000 &&
    (size === null || (Number.isSafeInteger(size) && size >= 0))
  );
}

function isId(id: string): boolean {
  return id.length > 0 && id.length <= LONGEST_ID && !/[\p{Cc}\p{Cs}]/u.test(id);
}

function refusal(code: IntakeRefusalCode): IntakeReply {
  return { ok: false, code, retry: "no" };
}
