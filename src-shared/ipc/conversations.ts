import * as z from "zod";
import { Channel } from "../domain/channel.ts";
import { Attachment, AttachmentIds, DeliveryFailure, MessageFrom, MessageText } from "../domain/message.ts";
import { DRAFT_LIMIT } from "../domain/message-limits.ts";
import { Customer, OfferReason } from "../events/log-event.ts";
import { ConversationId, InteractionId, MessageId, OfferId } from "../ids.ts";
import { conversationFileRequests } from "./conversation-files.ts";
import { conversationTransferEvents, conversationTransferRequests, PassingView } from "./conversation-transfers.ts";
import { HandOverView } from "./hand-over-view.ts";

const EpochMs = z.number().int().nonnegative();

/** A text contact of this operator: offered to them (`offer`), or led by them. Times are this machine's. */
export const ConversationView = z.object({
  interactionId: InteractionId,
  conversationId: ConversationId,
  channel: Channel,
  customer: Customer,
  queueName: z.string().nullable(),
  sinceMs: EpochMs,
  /** Null: the operator has it. */
  offer: z.object({ offerId: OfferId, untilMs: EpochMs, reasons: z.array(OfferReason) }).nullable(),
  unread: z.number().int().nonnegative(),
  /** Accepted, refused or finished here, and the hub does not know yet. */
  isAnswering: z.literal(true).optional(),
  /** What the colleague who passed it on wrote. */
  handOver: HandOverView.optional(),
  /** A colleague is asked to take it over. */
  passing: PassingView.optional(),
});
export type ConversationView = z.output<typeof ConversationView>;

/** What of them stands in the workplace. */
export const conversationParts = {
  /** Text this operator is offered or leads, offers first; absent: not known yet. */
  conversations: z.array(ConversationView).optional(),
} as const;

/**
 * How far a message of ours got. `waiting`: it is kept on this desktop and did not reach the hub yet; `refused`: the hub
 * did not take it, and it is kept nowhere but here.
 */
export const ThreadDelivery = z.enum(["waiting", "sending", "sent", "delivered", "read", "failed", "refused"]);
export type ThreadDelivery = z.output<typeof ThreadDelivery>;

/** A message as the window shows it. `seq` null: the hub does not have it. */
export const ThreadMessage = z.object({
  messageId: MessageId,
  interactionId: InteractionId,
  from: MessageFrom,
  /** Null: the operator of this desktop, the customer, the hub, or somebody who left the team. */
  colleague: z.string().nullable(),
  text: z.string(),
  files: z.array(Attachment),
  atMs: EpochMs,
  isEdited: z.boolean(),
  isDeleted: z.boolean(),
  delivery: ThreadDelivery.nullable(),
  failure: DeliveryFailure.nullable(),
  seq: z.number().int().positive().nullable(),
});
export type ThreadMessage = z.output<typeof ThreadMessage>;

const Contact = z.object({ interactionId: InteractionId });
const OfferOf = Contact.extend({ offerId: OfferId });
const Conversation = z.object({ conversationId: ConversationId });
const Done = z.object({});

/** The operator's own text conversations. */
export const conversationRequests = {
  ...conversationFileRequests,
  ...conversationTransferRequests,
  /** Only while the hub is heard: a late yes takes nothing. */
  "conversations.accept": { input: OfferOf, output: Done, errors: ["hub-away", "store-failed"] },
  "conversations.refuse": { input: OfferOf, output: Done, errors: ["hub-away", "store-failed"] },
  /** The conversation is over; its wrap-up follows. Kept at once, delivered when the hub is there. */
  "conversations.close": { input: Contact, output: Done, errors: ["store-failed"] },
  /**
   * A page of messages, oldest first; without `beforeSeq` the newest, with what waits on this desktop at its end. With
   * `aroundSeq` those before and after that message; `hasNewer`: there are more behind them.
   */
  "conversations.read": {
    input: Conversation.extend({
      beforeSeq: z.number().int().positive().nullable(),
      aroundSeq: z.number().int().positive().optional(),
    }),
    output: z.object({
      messages: z.array(ThreadMessage),
      beforeSeq: z.number().int().positive().nullable(),
      hasNewer: z.literal(true).optional(),
    }),
    errors: ["hub-away", "unknown-conversation"],
  },
  /** Messages with these words, the newest first; ё, case and order do not matter. `hasMore`: there may be others before them. */
  "conversations.search": {
    input: Conversation.extend({ text: z.string().trim().min(1).max(200) }),
    output: z.object({
      hits: z.array(z.object({ messageId: MessageId, seq: z.number().int().positive() })),
      hasMore: z.boolean(),
    }),
    errors: ["hub-away", "unknown-conversation"],
  },
  /** What of this desktop is not at the hub yet: also without the link. */
  "conversations.unsent": {
    input: Conversation,
    output: z.object({ messages: z.array(ThreadMessage) }),
    errors: [],
  },
  /**
   * Kept at once, delivered when the hub is there; the same id again sends nothing more. The draft is gone with it. A text,
   * files of the draft (`files.attach`), or both.
   */
  "conversations.send": {
    input: Contact.extend({
      conversationId: ConversationId,
      messageId: MessageId,
      text: MessageText,
      attachmentIds: AttachmentIds.default([]),
    }),
    output: Done,
    errors: ["empty-message", "store-failed"],
  },
  /** Once more, as it was: what the channel, or the hub, did not take. */
  "conversations.resend": {
    input: Conversation.extend({ messageId: MessageId }),
    output: Done,
    errors: ["store-failed"],
  },
  /** The operator has seen it up to this number. */
  "conversations.see": {
    input: Conversation.extend({ uptoSeq: z.number().int().positive() }),
    output: Done,
    errors: ["store-failed"],
  },
  /** The operator has it before them, or writes in it: said again and again while it is so, lost while the hub is away. */
  "conversations.attend": { input: Conversation.extend({ isTyping: z.boolean() }), output: Done, errors: [] },
  "drafts.get": {
    input: Conversation,
    output: z.object({ text: z.string(), files: z.array(Attachment) }),
    errors: ["store-failed"],
  },
  /** The text of it; empty: there is none any more. */
  "drafts.set": {
    input: Conversation.extend({ text: z.string().max(DRAFT_LIMIT) }),
    output: Done,
    errors: ["store-failed"],
  },
} as const;

export const conversationEvents = {
  ...conversationTransferEvents,
  /** Something in this conversation is new or other. */
  "conversations.changed": Conversation,
  /** The person chose it outside of the window, by a notification: it is to be shown, or what is offered of it. */
  "conversations.opened": Conversation,
  /** Somebody has it before them, or writes; `colleague` null: the customer. Lossy: what is not said again is over. */
  "conversations.marked": Conversation.extend({ colleague: z.string().nullable(), isTyping: z.boolean() }),
} as const;
