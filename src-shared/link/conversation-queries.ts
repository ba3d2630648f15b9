import * as z from "zod";
import { Channel } from "../domain/channel.ts";
import { HandOver } from "../domain/hand-over.ts";
import { Attachment, Delivery, FileName, MessageFrom } from "../domain/message.ts";
import { PLAIN_TEXT } from "../domain/plain-text.ts";
import type { Right } from "../domain/rights.ts";
import { ContactOutcome } from "../domain/topics/contact-outcome.ts";
import { WrapUp } from "../domain/wrap-up.ts";
import { Customer, EndedBy, InteractionResult } from "../events/log-event.ts";
import { AttachmentId, ConversationId, InteractionId, MessageId, OperatorId, QueueId } from "../ids.ts";

/** The most messages, or conversations, of one page. */
export const PAGE_LIMIT = 100;
/** How much of the last message a list shows, characters. */
export const PREVIEW_LIMIT = 200;
/** The longest text that is searched for. */
export const SEARCH_LIMIT = 200;

const Seq = z.number().int().positive();
const Time = z.number().int().nonnegative();
const SeqOfQuery = z.coerce.number().int().positive().optional();
const LimitOfQuery = z.coerce.number().int().min(1).max(PAGE_LIMIT).default(50);

/** A message as a page shows it; see `Message` in domain/fold-message.ts. */
export const PageMessage = z.object({
  messageId: MessageId,
  interactionId: InteractionId,
  conversationId: ConversationId,
  from: MessageFrom,
  operatorId: OperatorId.nullable(),
  text: z.string(),
  attachments: z.array(Attachment),
  atMs: z.number(),
  editedAtMs: z.number().nullable(),
  deletedAtMs: z.number().nullable(),
  delivery: Delivery.nullable(),
  channelMessageId: z.string().nullable(),
  seq: z.number(),
  lastSeq: z.number(),
});
export type PageMessage = z.output<typeof PageMessage>;

/**
 * Messages of a conversation, oldest first. `nextBeforeSeq` asks for the page before, `nextAfterSeq` for the one after;
 * null: there is none.
 */
export const ConversationPage = z.object({
  messages: z.array(PageMessage),
  nextBeforeSeq: Seq.nullable(),
  nextAfterSeq: Seq.nullable(),
});
export type ConversationPage = z.output<typeof ConversationPage>;

/** Which page of a conversation: the newest, the one before a number, or the one after a number. */
export const PageQuery = z.object({ beforeSeq: SeqOfQuery, afterSeq: SeqOfQuery, limit: LimitOfQuery });
export type PageQuery = z.output<typeof PageQuery>;

/** The contact of a conversation that is open now. */
export const OpenContact = z.object({
  interactionId: InteractionId,
  state: z.enum(["created", "queued", "offered", "active", "held"]),
  queueId: QueueId.nullable(),
  operatorId: OperatorId.nullable(),
  createdAtMs: Time,
  acceptedAtMs: Time.nullable(),
});
export type OpenContact = z.output<typeof OpenContact>;

/** One line of a list of conversations, as one person sees it. */
export const ConversationSummary = z.object({
  conversationId: ConversationId,
  channel: Channel,
  /** Which account of the channel: a bot's id, a site's key. */
  account: z.string(),
  customer: Customer,
  createdAtMs: Time,
  /** The newest message; null: nothing was ever written. `preview`: the beginning of its text. */
  last: z
    .object({
      messageId: MessageId,
      from: MessageFrom,
      operatorId: OperatorId.nullable(),
      preview: z.string(),
      attachments: z.number().int().nonnegative(),
      atMs: Time,
      delivery: Delivery.nullable(),
      isDeleted: z.boolean(),
    })
    .nullable(),
  /** The number of the newest message; lists are sorted by it, the newest first. 0: nothing was written. */
  lastSeq: z.number().int().nonnegative(),
  contact: OpenContact.nullable(),
  /** The customer's messages of the open contact that this person has not read; see `isUnread` in domain/unread.ts. */
  unread: z.number().int().nonnegative(),
  /** Up to where this person has read. */
  readUptoSeq: z.number().int().nonnegative(),
});
export type ConversationSummary = z.output<typeof ConversationSummary>;

/**
 * `mine`: those whose open contact this person has, or is offered. `waiting`: those that wait in a queue this person
 * serves (any queue, for who may read the team's). `all`: everything this person may see.
 */
export const ConversationScope = z.enum(["mine", "waiting", "all"]);

export const ConversationListQuery = z.object({
  scope: ConversationScope.default("mine"),
  channel: Channel.optional(),
  /** The customer's address, whole. */
  customer: z.string().min(1).max(128).regex(PLAIN_TEXT).optional(),
  beforeSeq: SeqOfQuery,
  limit: LimitOfQuery,
});
export type ConversationListQuery = z.output<typeof ConversationListQuery>;

/** `unreadTotal`: the sum of `unread` over all conversations whose open contact this person has, on this page or not. */
export const ConversationList = z.object({
  conversations: z.array(ConversationSummary),
  nextBeforeSeq: Seq.nullable(),
  unreadTotal: z.number().int().nonnegative(),
});
export type ConversationList = z.output<typeof ConversationList>;

/** A contact as the history shows it, with what operators noted of it. */
export const ContactRecord = z.object({
  interactionId: InteractionId,
  conversationId: ConversationId.nullable(),
  channel: Channel,
  state: z.enum(["created", "queued", "offered", "active", "held", "wrap-up", "closed"]),
  customer: Customer,
  queueId: QueueId.nullable(),
  operatorId: OperatorId.nullable(),
  createdAtMs: Time,
  acceptedAtMs: Time.nullable(),
  endedAtMs: Time.nullable(),
  endedBy: EndedBy.nullable(),
  result: InteractionResult.nullable(),
  /** Null: none was owed. */
  wrapUp: WrapUp.nullable(),
  /** The card of the last one who passed it on to a queue. */
  handOver: HandOver.nullable(),
  notes: z.array(z.object({ operatorId: OperatorId, text: z.string(), atMs: Time })),
  /** What operators said of it, beside their notes. */
  outcomes: z.array(z.object({ operatorId: OperatorId, atMs: Time, ...ContactOutcome.shape })).default([]),
});
export type ContactRecord = z.output<typeof ContactRecord>;

/** One conversation with all its contacts, the newest first. */
export const ConversationCard = ConversationSummary.extend({ contacts: z.array(ContactRecord) });
export type ConversationCard = z.output<typeof ConversationCard>;

export const ConversationSearch = z.object({
  /** Words in any order; each must be in the message. Case, ё and е, and forms of letters do not matter. */
  text: z.string().trim().min(1).max(SEARCH_LIMIT),
  beforeSeq: SeqOfQuery,
  limit: LimitOfQuery,
});
export type ConversationSearch = z.output<typeof ConversationSearch>;

/** What was found, newest first. `nextBeforeSeq` goes on looking (a long conversation is looked through in pieces); null: that is all. */
export const ConversationHits = z.object({ messages: z.array(PageMessage), nextBeforeSeq: Seq.nullable() });
export type ConversationHits = z.output<typeof ConversationHits>;

const OfConversation = z.object({ conversationId: ConversationId });

/** What a desktop may ask about conversations; the same answers are under `/api/v1/conversations`. */
export const ConversationQueries = {
  "conversation.list": {
    right: "contact.handle",
    input: ConversationListQuery,
    output: ConversationList,
    errors: [],
  },
  /** For who may see it (ADR 37): its owner, whom it is offered, who serves the queue it waits in, who had a part in it, who leads. */
  "conversation.get": {
    right: "contact.handle",
    input: OfConversation,
    output: ConversationCard,
    errors: ["unknown-conversation"],
  },
  "conversation.read": {
    right: "contact.handle",
    input: PageQuery.extend(OfConversation.shape),
    output: ConversationPage,
    errors: ["unknown-conversation"],
  },
  "conversation.search": {
    right: "contact.handle",
    input: ConversationSearch.extend(OfConversation.shape),
    output: ConversationHits,
    errors: ["unknown-conversation"],
  },
  /** The operator writes: the customer is shown it where the channel can, colleagues who look at it as well. */
  "conversation.typing": {
    right: "contact.handle",
    input: OfConversation,
    output: z.null(),
    errors: ["unknown-conversation"],
  },
  /**
   * The operator has the conversation before them; said anew every `VIEWING_EVERY_MS` while it is so. Whoever else looks at
   * it, and its owner, are told.
   */
  "conversation.viewing": {
    right: "contact.handle",
    input: OfConversation,
    output: z.null(),
    errors: ["unknown-conversation"],
  },
  /** A contact on any channel with its notes and its wrap-up. */
  "interaction.read": {
    right: "customer.read",
    input: z.object({ interactionId: InteractionId }),
    output: ContactRecord,
    errors: ["unknown-interaction"],
  },
  /** A way to a file on the hub's own host; it works for five minutes. */
  "file.link": {
    right: "contact.handle",
    input: z.object({ attachmentId: AttachmentId }),
    output: z.object({ path: z.string() }),
    errors: ["unknown-file"],
  },
  /**
   * The operator wants to send a file: its bytes go to `path` by PUT (answered by `FilePut`), then `message.send` names it.
   * `file-refused`: a machine would run it, or the channel takes no such type; `too-large`: beyond 20 MB, or what the
   * channel takes.
   */
  "file.announce": {
    right: "contact.handle",
    input: z.object({
      conversationId: ConversationId,
      name: FileName,
      type: z.string().max(127),
      size: z.number().int().positive(),
    }),
    output: z.object({ attachmentId: AttachmentId, path: z.string() }),
    errors: ["unknown-conversation", "file-refused", "too-large"],
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly right: Right; readonly input: z.ZodType; readonly output: z.ZodType; readonly errors: readonly string[] }
  >
>;

/** Unread messages of one operator's own conversations, whole each time: what is not named has none. */
export const UnreadCounts = z.object({
  total: z.number().int().nonnegative(),
  conversations: z.array(
    z.object({ conversationId: ConversationId, unread: z.number().int().positive(), readUptoSeq: z.number().int() }),
  ),
});
export type UnreadCounts = z.output<typeof UnreadCounts>;
