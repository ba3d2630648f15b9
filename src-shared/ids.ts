import * as z from "zod";

const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.-]+$/);

/** One contact of a customer, on any channel, for its whole life (обращение). Made by the hub. */
export const InteractionId = id.brand<"InteractionId">();
export type InteractionId = z.output<typeof InteractionId>;

/** One attempt to give an interaction to one operator. Made by the hub. */
export const OfferId = id.brand<"OfferId">();
export type OfferId = z.output<typeof OfferId>;

/** A person who answers customers; equal to the login. */
export const OperatorId = id.brand<"OperatorId">();
export type OperatorId = z.output<typeof OperatorId>;

/** A queue of the hub; voice and text share it. */
export const QueueId = id.brand<"QueueId">();
export type QueueId = z.output<typeof QueueId>;

/** One customer's dialog on one channel, for good; interactions follow one another in it. Made by the hub. */
export const ConversationId = id.brand<"ConversationId">();
export type ConversationId = z.output<typeof ConversationId>;

/** One message of a conversation. Made by the hub, or by the desktop that sends it, so that a retry never doubles. */
export const MessageId = id.brand<"MessageId">();
export type MessageId = z.output<typeof MessageId>;

/** One file of a message. Made by the hub. */
export const AttachmentId = id.brand<"AttachmentId">();
export type AttachmentId = z.output<typeof AttachmentId>;

/** One SIP dialog of this desktop. Made by the desktop, never leaves it. */
export const CallId = id.brand<"CallId">();
export type CallId = z.output<typeof CallId>;

/** One phone line of this desktop: the hub's (`HUB_LINE`), or an account on a PBX. Made by the desktop. */
export const LineId = id.brand<"LineId">();
export type LineId = z.output<typeof LineId>;

/** One topic of the team's tree. Made by whoever writes the tree, and never used for another topic. */
export const TopicId = id.brand<"TopicId">();
export type TopicId = z.output<typeof TopicId>;

/** One quick reply. Made by the desktop that wrote it, and never used for another one. */
export const ReplyId = id.brand<"ReplyId">();
export type ReplyId = z.output<typeof ReplyId>;

/** One script of the team, over all its versions. Made by whoever writes it first. */
export const ScriptId = id.brand<"ScriptId">();
export type ScriptId = z.output<typeof ScriptId>;

/** One block of a script, and one answer, check, field or objection in it: unique in its script. Made by whoever writes it. */
export const BlockId = id.brand<"BlockId">();
export type BlockId = z.output<typeof BlockId>;

/** One walk through a script, in one contact. Made by the desktop that began it. */
export const ScriptRunId = id.brand<"ScriptRunId">();
export type ScriptRunId = z.output<typeof ScriptRunId>;

/** One command of a desktop. Made by the desktop, so that a retry never doubles. */
export const CommandId = id.brand<"CommandId">();
export type CommandId = z.output<typeof CommandId>;

/** One life of a hub's event log: a new database has a new one, and mirrors of the old one are dropped. */
export const LogId = id.brand<"LogId">();
export type LogId = z.output<typeof LogId>;
