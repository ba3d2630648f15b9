import * as z from "zod";
import { Channel, ChannelKind } from "../domain/channel.ts";
import { CustomerChange } from "../domain/customer-profile.ts";
import { InteractionResult } from "../events/log-event.ts";
import { InteractionId } from "../ids.ts";

const EpochMs = z.number().int().nonnegative();

/** Where a page of contacts ended; only to be given back. */
export const CardCursor = z.object({ createdAtMs: EpochMs, interactionId: InteractionId });
export type CardCursor = z.output<typeof CardCursor>;

/** A contact of the team with a customer. Times are this machine's. */
export const CardContact = z.object({
  interactionId: InteractionId,
  channel: Channel,
  /** Null: a channel this program does not know. */
  kind: ChannelKind.nullable(),
  direction: z.enum(["in", "out"]),
  atMs: EpochMs,
  /** Who had it last; null: nobody, or somebody who left the team. */
  operatorName: z.string().nullable(),
  queueName: z.string().nullable(),
  /** Null when there was no talk. */
  talkMs: z.number().int().nonnegative().nullable(),
  /** Null: it goes on. */
  result: InteractionResult.nullable(),
  notes: z.array(z.object({ authorName: z.string().nullable(), text: z.string() })),
});
export type CardContact = z.output<typeof CardContact>;

/** What is known of a customer. */
export const CustomerView = z.object({
  name: z.string().nullable(),
  tags: z.array(z.string()),
  /** What the team wrote about them, the newest first. `isOwn`: this operator may remove it. */
  notes: z.array(
    z.object({
      noteId: z.string(),
      authorName: z.string().nullable(),
      atMs: EpochMs,
      text: z.string(),
      isOwn: z.boolean(),
    }),
  ),
  addresses: z.array(z.string()),
  /** Call-backs the customer waits for, the one that is due first on top. */
  promisedCalls: z.array(
    z.object({
      interactionId: InteractionId,
      orderedAtMs: EpochMs,
      dueAtMs: EpochMs,
      topic: z.string().nullable(),
      comment: z.string().nullable(),
    }),
  ),
  /** The newest first. */
  contacts: z.array(CardContact),
  nextBefore: CardCursor.nullable(),
  /** `team`: the hub answered. `own`: this operator's contacts as this desktop keeps them. */
  from: z.enum(["team", "own"]),
  /** The hub did not answer: what is shown was true then. Null: it is true now. */
  staleSinceMs: EpochMs.nullable(),
});
export type CustomerView = z.output<typeof CustomerView>;

/** What a window asks about customers. */
export const customerRequests = {
  /** The customer with this address; `before` is what the page before gave. Without the hub it answers with what is kept here. */
  "customer.get": {
    input: z.object({ address: z.string().min(1).max(128), before: CardCursor.nullable() }),
    output: CustomerView,
    errors: ["card-failed"],
  },
  /** Kept at once, delivered when the hub is there; by any contact of the customer. */
  "customer.describe": {
    input: z.object({ interactionId: InteractionId, change: CustomerChange }),
    output: z.object({}),
    errors: ["store-failed"],
  },
} as const;
