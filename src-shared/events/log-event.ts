import * as z from "zod";
import { CallBackCard } from "../domain/callback/call-back-card.ts";
import { Channel } from "../domain/channel.ts";
import { DeedReason, ProofNumber } from "../domain/customer-export.ts";
import { CustomerChange } from "../domain/customer-profile.ts";
import { SkillRequirement } from "../domain/distribution/skills.ts";
import { Treatment } from "../domain/distribution/treatment.ts";
import { HandOver } from "../domain/hand-over.ts";
import { Attachments, Delivery, DeliveryFailure, MessageText } from "../domain/message.ts";
import { NOTE_LIMIT } from "../domain/note-limit.ts";
import { ChosenStatus, OperatorStatus, StatusActor, StatusSetter } from "../domain/operator-status.ts";
import { QualitySummary } from "../domain/quality/call-quality.ts";
import { RecordingId } from "../domain/recording.ts";
import { RetentionKind } from "../domain/retention.ts";
import { SiteVisit } from "../domain/site-visit.ts";
import { SkillCode } from "../domain/skill.ts";
import { ContactOutcome } from "../domain/topics/contact-outcome.ts";
import { OwedWrapUp } from "../domain/wrap-up.ts";
import { ConversationId, InteractionId, MessageId, OfferId, OperatorId, QueueId } from "../ids.ts";
import { CALL_BACK_EVENTS } from "./call-back-events.ts";
import { CHANNEL_EVENTS } from "./channel-events.ts";
import { PERSON_EVENTS } from "./person-events.ts";
import { REPLY_EVENTS } from "./reply-events.ts";
import { SCRIPT_EVENTS } from "./script-events.ts";
import { SETTINGS_EVENTS } from "./settings-events.ts";

const EpochMs = z.number().int().nonnegative();

/** What helps to find the right operator: whom the CRM names, how important the customer is (0: as all), what is required. */
export const ContactHints = z.object({
  responsibleId: OperatorId.optional(),
  priority: z.number().int().min(0).max(10).optional(),
  requiredSkills: z.array(SkillRequirement).max(8).optional(),
});
export type ContactHints = z.output<typeof ContactHints>;

/** Who is on the other side: an address (a phone number in E.164, or a SIP user) and a name when one is known. */
export const Customer = z.object({ address: z.string().min(1).max(128), name: z.string().min(1).max(128).nullable() });
export type Customer = z.output<typeof Customer>;

/** Why this operator was chosen; shown to the operator as «почему вам». Durations in ms. */
export const OfferReason = z.discriminatedUnion("code", [
  z.object({ code: z.literal("longest-idle"), idleMs: z.number().nonnegative() }),
  /** Fewer contacts of this day than the other free ones. */
  z.object({ code: z.literal("fewest-handled"), handled: z.number().int().nonnegative() }),
  /** The least of the capacity in use; 0: nothing, 1: all of it. */
  z.object({ code: z.literal("least-loaded"), load: z.number().nonnegative() }),
  z.object({ code: z.literal("round-robin") }),
  /** The first free one in the order of the queue, where they stand at `place` (from 1). */
  z.object({ code: z.literal("sequential"), place: z.number().int().positive() }),
  /** It rings at several together, and the first wins. */
  z.object({ code: z.literal("all-at-once") }),
  z.object({ code: z.literal("random") }),
  /** The contact requires it, and this is the operator's level in it. */
  z.object({ code: z.literal("skill"), skill: SkillCode, level: z.number().int().nonnegative() }),
  /** Talked with this customer last. */
  z.object({ code: z.literal("familiar"), lastAtMs: EpochMs }),
  z.object({ code: z.literal("crm-responsible") }),
  /** The customer goes before others. */
  z.object({ code: z.literal("vip") }),
  /** It waited too long in another queue. */
  z.object({ code: z.literal("overflow"), fromQueueId: QueueId, waitedMs: z.number().nonnegative() }),
  z.object({ code: z.literal("next-after-no-answer") }),
  z.object({ code: z.literal("called-directly") }),
  /** The operator took it out of the queue themself. */
  z.object({ code: z.literal("claimed") }),
  /** A colleague passes the talk on: while it rings, or after a consultation. */
  z.object({ code: z.literal("transferred"), fromOperatorId: OperatorId }),
]);
export type OfferReason = z.output<typeof OfferReason>;

/** How an offer ended without an answer: rang out, declined by the operator, no phone reached, or taken back (the caller left). */
export const OfferOutcome = z.enum(["no-answer", "declined", "busy", "unreachable", "withdrawn"]);
export type OfferOutcome = z.output<typeof OfferOutcome>;

/**
 * How an interaction ended. `abandoned`: the caller left before an answer. `interrupted`: the hub or the desktop died in
 * the talk. `expired`: nobody took it in the time it was worth something (a text nobody answered, an order of a call-back).
 */
export const InteractionResult = z.enum([
  "answered",
  "abandoned",
  "no-answer",
  "declined",
  "busy",
  "cancelled",
  "failed",
  "interrupted",
  "expired",
]);
export type InteractionResult = z.output<typeof InteractionResult>;

/** Who hung up: either side, or the hub (restart, flow lost, limit). */
export const EndedBy = z.enum(["customer", "operator", "system"]);
export type EndedBy = z.output<typeof EndedBy>;

const Of = z.object({
  interactionId: InteractionId,
  /** When it happened, where that was learnt later: a desktop told of a call the hub does not carry. */
  happenedAtMs: EpochMs.optional(),
});

/**
 * A message and whom it concerns when it is written: `operatorId` owns the interaction (null: nobody yet), `queueId` is
 * its queue. Who may see it is decided by these alone, also long after.
 */
const OfMessage = Of.extend({
  conversationId: ConversationId,
  messageId: MessageId,
  ownerId: OperatorId.nullable(),
  queueId: QueueId.nullable(),
});

/** An id of the channel's own, whatever it looks like there. */
const ChannelsId = z.string().min(1).max(256);

/** Payload by event type; the one list of what the log may hold. */
export const EventPayloads = {
  /** A contact arrived (`in`) or an operator dialled (`out`, then `operatorId` is the dialler). */
  "interaction.created": Of.extend({
    channel: Channel,
    direction: z.enum(["in", "out"]),
    customer: Customer,
    dialled: z.string().min(1).max(128),
    queueId: QueueId.nullable(),
    operatorId: OperatorId.nullable(),
    /** Whose desktop tells of it: the call is on a PBX elsewhere. Absent: the hub's exchange carries it. */
    reportedBy: OperatorId.optional(),
    /** The dialog a text contact is part of. */
    conversationId: ConversationId.optional(),
    /** What was known of the contact when it came. */
    hints: ContactHints.optional(),
    /** From where on a company's site it came. */
    visit: SiteVisit.optional(),
    /** It is an order of a call-back. */
    callBack: CallBackCard.optional(),
  }),
  /** What the customer's order of a call-back says: they ordered anew, or call by themself although they have one. */
  "interaction.call-back-noted": Of.extend({ callBack: CallBackCard }),
  /**
   * The contact waits in a queue (again, after a missed offer it stays queued: no new event). From a talk it is a transfer
   * to the queue: `handOver` is the card that goes with it, and nobody owns it until somebody takes it.
   */
  "interaction.queued": Of.extend({
    queueId: QueueId,
    handOver: HandOver.optional(),
    /** The queue it came to, which was closed and lets another one serve meanwhile. */
    insteadOf: QueueId.optional(),
  }),
  /** An operator (or, for `out`, the customer: `operatorId` null) is being rung until `ringUntilMs`. */
  "interaction.offered": Of.extend({
    offerId: OfferId,
    operatorId: OperatorId.nullable(),
    reasons: z.array(OfferReason).max(8),
    ringUntilMs: EpochMs,
    /** The card of the colleague who passes it on. */
    handOver: HandOver.optional(),
  }),
  "interaction.offer-ended": Of.extend({
    offerId: OfferId,
    operatorId: OperatorId.nullable(),
    outcome: OfferOutcome,
    /** Why the operator did not want it, in a word or a sentence. */
    reason: z.string().min(1).max(200).optional(),
  }),
  /** Somebody who leads the team wants this contact to go to this operator first: it waits for them while they are on the line. */
  "interaction.assigned": Of.extend({ operatorId: OperatorId, by: StatusSetter }),
  /** How important a waiting contact is from here on, 0 (as all) to 10, in the place of what was known of it. */
  "interaction.priority-changed": Of.extend({ priority: z.number().int().min(0).max(10), by: StatusSetter }),
  /** Nobody of the team comes to the contact; `interaction.ended` (`expired`) follows. What the customer is offered instead. */
  "interaction.treated": Of.extend({ treatment: Treatment, cause: z.enum(["queue-closed", "waited-too-long"]) }),
  /** Somebody answered: the talk starts. `operatorId` owns the interaction from here on. */
  "interaction.accepted": Of.extend({ operatorId: OperatorId }),
  "interaction.held": Of.extend({ by: z.enum(["operator", "customer"]) }),
  "interaction.resumed": Of,
  /**
   * A transfer went through: `toOperatorId` talks now; null when the target is outside the team, then `interaction.ended`
   * follows, since nobody of the team has a part in what is still being said.
   */
  "interaction.transferred": Of.extend({ fromOperatorId: OperatorId, toOperatorId: OperatorId.nullable() }),
  /**
   * The contact is over; wrap-up follows when the operator owes one (`wrapUp`; in older logs it is absent though owed).
   * `endedAtMs` is set when the end was learnt later than it happened (after a restart of the hub); else the event's own
   * time is the end.
   */
  "interaction.ended": Of.extend({
    endedBy: EndedBy,
    result: InteractionResult,
    endedAtMs: EpochMs.optional(),
    wrapUp: OwedWrapUp.optional(),
  }),
  /** The operator took `byMs` more for the wrap-up, which now lasts until `untilMs`. */
  "interaction.wrap-up-extended": Of.extend({
    operatorId: OperatorId,
    untilMs: EpochMs,
    byMs: z.number().int().positive(),
  }),
  /** Done with: the actor is the operator who finished the wrap-up, or `system` when its time was over or none was owed. */
  "interaction.closed": Of,
  /** What this operator noted of the contact, as a whole; at any time from its beginning on, also when it is closed. */
  "interaction.note-changed": Of.extend({ operatorId: OperatorId, text: z.string().max(NOTE_LIMIT) }),
  /** What this operator said of the contact (topics, result, next step), as a whole; at any time, as a note. */
  "interaction.outcome-changed": Of.extend({ operatorId: OperatorId, ...ContactOutcome.shape }),
  /** The customer wrote. `sentAtMs`: when, by the channel's clock. */
  "message.received": OfMessage.extend({
    channelMessageId: ChannelsId,
    text: MessageText,
    attachments: Attachments,
    sentAtMs: EpochMs,
  }),
  /** An operator (or the hub) wrote; it is on its way to the channel from here on. */
  "message.sent": OfMessage.extend({
    from: z.enum(["operator", "system"]),
    operatorId: OperatorId.nullable(),
    text: MessageText,
    attachments: Attachments,
  }),
  /** An operator has a message that failed sent again: it is on its way once more. */
  "message.resent": OfMessage,
  "message.delivery-changed": OfMessage.extend({ delivery: Delivery, channelMessageId: ChannelsId.optional() }),
  "message.edited": OfMessage.extend({ text: MessageText }),
  /** An operator wants a message of theirs changed: `message.edited` follows when the channel did so, or the failure. */
  "message.edit-asked": OfMessage.extend({ text: MessageText }),
  "message.edit-failed": OfMessage.extend({ code: DeliveryFailure }),
  "message.deleted": OfMessage,
  /** An operator wants a message of theirs taken back: `message.deleted` follows when the channel did so, or the failure. */
  "message.delete-asked": OfMessage,
  "message.delete-failed": OfMessage.extend({ code: DeliveryFailure }),
  /** An operator has read a conversation up to a message's number; it never goes back. `ownerId`: who had its contact then. */
  "conversation.read-up-to": z.object({
    conversationId: ConversationId,
    operatorId: OperatorId,
    ownerId: OperatorId.nullable(),
    uptoSeq: z.number().int().positive(),
  }),
  /** One side of a talk is recorded at the PBX; may come after the end of the contact, and after a restart of the hub. */
  "call.recording-changed": Of.extend({
    /** Whose side is in the file; null: the customer's. */
    operatorId: OperatorId.nullable(),
    /** The file's name at the PBX, without its ending. */
    recording: z.string().min(1).max(256),
    state: z.enum(["started", "paused", "resumed", "stopped", "failed"]),
    durationMs: z.number().int().nonnegative().optional(),
  }),
  /** The actor listened to a side of a talk; once for what a player asks for piece by piece. */
  "recording.listened": Of.extend({ recordingId: RecordingId }),
  /** How the talk of one operator within an interaction sounded; comes after its end, also when that is closed. */
  /** The customer rated a contact, after its end; the last one of a contact counts. */
  "contact.rated": Of.extend({ stars: z.number().int().min(1).max(5), comment: z.string().max(1000) }),
  "call.quality-measured": Of.extend({ operatorId: OperatorId, quality: QualitySummary }),
  /** The actor wrote something about the customer of the contact. `erased`: what it was is known no more. */
  "customer.described": Of.extend({ change: z.union([CustomerChange, z.object({ kind: z.literal("erased") })]) }),
  /**
   * What was known of a customer is erased: in these contacts the address is the pseudonym from here on, and texts are empty
   * (`eventWithoutCustomer`). Whoever holds a copy of the log erases too.
   */
  "customer.erased": z.object({
    contacts: z
      .array(z.object({ interactionId: InteractionId, pseudonym: z.string().min(1).max(80) }))
      .min(1)
      .max(500),
    reason: DeedReason.optional(),
    proof: ProofNumber.optional(),
  }),
  /** All that was known of a customer went out as one document: of so many contacts. Whose they were is not said. */
  "customer.exported": z.object({
    contacts: z.number().int().positive(),
    reason: DeedReason.optional(),
    proof: ProofNumber.optional(),
  }),
  /**
   * The time of a kind of data is over, in the events after `afterSeq` up to and with `uptoSeq`: `changed` of them were
   * rewritten (`eventWithoutExpired`). Whoever holds a copy of the log does the same. Of `customers` each contact is told
   * by `customer.erased`.
   */
  "data.expired": z.object({
    kind: RetentionKind,
    afterSeq: z.number().int().nonnegative(),
    uptoSeq: z.number().int().nonnegative(),
    changed: z.number().int().nonnegative(),
  }),
  "operator.status-changed": z.object({
    operatorId: OperatorId,
    status: OperatorStatus,
    reason: z.string().max(32).nullable(),
    limitMs: z.number().int().positive().nullable(),
    by: StatusActor,
    /** Somebody else set it: who and why. `by` is `system` then, as older desktops read it. */
    setBy: StatusSetter.optional(),
  }),
  /** What follows when the last contact is done; null: it was taken back. The next change of status ends it as well. */
  "operator.next-status-changed": z.object({ operatorId: OperatorId, next: ChosenStatus.nullable() }),
  /** The operator passed a talk to a queue and writes up their part, while the contact goes on; at most one of a contact. */
  "operator.wrap-up-began": Of.extend({
    operatorId: OperatorId,
    queueId: QueueId,
    talkMs: z.number().int().nonnegative(),
    heldMs: z.number().int().nonnegative(),
    wrapUp: OwedWrapUp,
  }),
  /** The operator took `byMs` more for it; it lasts until `untilMs` now. */
  "operator.wrap-up-extended": Of.extend({
    operatorId: OperatorId,
    untilMs: EpochMs,
    byMs: z.number().int().positive(),
  }),
  /** The operator finished it, or (`system`) its time was over. */
  "operator.wrap-up-ended": Of.extend({ operatorId: OperatorId }),
  /** A break lasts longer than its limit; told once a break. The operator stays on it. */
  "operator.break-overrun": z.object({
    operatorId: OperatorId,
    reason: z.string().max(32),
    limitMs: z.number().int().positive(),
  }),
  /** The operator's phone registered at (or left) the exchange. */
  "operator.phone-changed": z.object({ operatorId: OperatorId, registered: z.boolean() }),
  /** The operator's desktop linked to (or left) the hub. */
  "operator.desktop-changed": z.object({ operatorId: OperatorId, linked: z.boolean() }),
  ...CHANNEL_EVENTS,
  ...PERSON_EVENTS,
  ...REPLY_EVENTS,
  ...SCRIPT_EVENTS,
  ...SETTINGS_EVENTS,
  ...CALL_BACK_EVENTS,
} as const;

export type EventType = keyof typeof EventPayloads;
export type EventPayload<T extends EventType> = z.output<(typeof EventPayloads)[T]>;

/** A fact to be appended: type, payload, and who did it (`system` or an operator's id). */
export type NewEvent<T extends EventType = EventType> = {
  [K in T]: { readonly type: K; readonly payload: EventPayload<K>; readonly actor: string };
}[T];

/** A fact in the log: `seq` grows by one per event and never repeats; `atMs` is the hub's epoch milliseconds. */
export type LogEvent<T extends EventType = EventType> = {
  [K in T]: {
    readonly seq: number;
    readonly atMs: number;
    readonly actor: string;
    readonly type: K;
    readonly payload: EventPayload<K>;
  };
}[T];

const Envelope = z.object({
  seq: z.number().int().positive(),
  atMs: EpochMs,
  actor: z.string().min(1).max(64),
  type: z.string(),
  payload: z.unknown(),
});

/** An event of a type that this program does not know: a newer hub's. It is kept as it came, and shown nowhere. */
export type UnreadEvent = {
  readonly seq: number;
  readonly atMs: number;
  readonly actor: string;
  readonly type: string;
  readonly payload: unknown;
};

/** Whether the event is of a type this program knows. */
export function isKnownEvent(event: LogEvent | UnreadEvent): event is LogEvent {
  return Object.hasOwn(EventPayloads, event.type);
}

/** Parses one event of the log; an unknown type or a wrong payload is a zod error. */
export const LogEventSchema = Envelope.transform((envelope, context): LogEvent => {
  const schema = Object.hasOwn(EventPayloads, envelope.type) ? EventPayloads[envelope.type as EventType] : undefined;
  const parsed = schema?.safeParse(envelope.payload);
  if (!parsed?.success) {
    context.addIssue({ code: "custom", message: `not an event: ${envelope.type.slice(0, 40)}`, path: ["payload"] });
    return z.NEVER;
  }
  return { ...envelope, payload: parsed.data } as LogEvent;
});

/** Parses one event that another version of the hub may have written: an unknown type stays unread. */
export const ReceivedEventSchema = z.union([
  Envelope.refine(({ type }) => !Object.hasOwn(EventPayloads, type)).transform((event): UnreadEvent => event),
  LogEventSchema,
]);
