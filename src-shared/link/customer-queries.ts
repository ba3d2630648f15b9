import * as z from "zod";
import { Channel } from "../domain/channel.ts";
import { CustomerProfile } from "../domain/customer-profile.ts";
import { PLAIN_TEXT } from "../domain/plain-text.ts";
import type { Right } from "../domain/rights.ts";
import { Customer, InteractionResult } from "../events/log-event.ts";
import { InteractionId, OperatorId, QueueId } from "../ids.ts";

/** The most contacts of one page of a card. */
export const CARD_PAGE_LIMIT = 100;

const Time = z.number().int().nonnegative();

/** Where a page of contacts ended: the next one has what is older. */
export const ContactCursor = z.object({ createdAtMs: Time, interactionId: InteractionId });
export type ContactCursor = z.output<typeof ContactCursor>;

/** A contact of the team with a customer, with what operators noted of it. Times are the hub's. */
export const CustomerContact = z.object({
  interactionId: InteractionId,
  channel: Channel,
  direction: z.enum(["in", "out"]),
  customer: Customer,
  queueId: QueueId.nullable(),
  /** Who had it last; null: nobody. */
  operatorId: OperatorId.nullable(),
  createdAtMs: Time,
  acceptedAtMs: Time.nullable(),
  endedAtMs: Time.nullable(),
  /** Null: it goes on. */
  result: InteractionResult.nullable(),
  notes: z.array(z.object({ operatorId: OperatorId, text: z.string(), atMs: Time })),
});
export type CustomerContact = z.output<typeof CustomerContact>;

/** A call-back that the customer waits for. */
export const PromisedCall = z.object({
  interactionId: InteractionId,
  orderedAtMs: Time,
  dueAtMs: Time,
  topic: z.string().nullable(),
  comment: z.string().nullable(),
});
export type PromisedCall = z.output<typeof PromisedCall>;

/** What the team knows of a customer. */
export const CustomerCard = z.object({
  /** The name the team gave them, else the one of their last contact; null: none is known. */
  name: z.string().nullable(),
  tags: z.array(z.string()),
  /** What the team wrote about them, the newest first. */
  notes: CustomerProfile.shape.notes,
  /** Every address that is theirs, each in one form. */
  addresses: z.array(z.string()),
  /** Open call-backs, the one that is due first on top. */
  promisedCalls: z.array(PromisedCall),
  /** The newest first. */
  contacts: z.array(CustomerContact),
  nextBefore: ContactCursor.nullable(),
});
export type CustomerCard = z.output<typeof CustomerCard>;

/** What a desktop may ask about customers. */
export const CustomerQueries = {
  /**
   * The card of the customer with this address: contacts of the whole team with them. `not-a-customer`: it is the number of
   * somebody of the team, whose calls are nobody else's.
   */
  "customer.card": {
    right: "customer.read",
    input: z.object({
      address: z.string().min(1).max(128).regex(PLAIN_TEXT),
      before: ContactCursor.nullable(),
      limit: z.number().int().min(1).max(CARD_PAGE_LIMIT),
    }),
    output: CustomerCard,
    errors: ["not-a-customer"],
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly right: Right; readonly input: z.ZodType; readonly output: z.ZodType; readonly errors: readonly string[] }
  >
>;
