import * as z from "zod";
import { InteractionId, OperatorId } from "../ids.ts";
import { CustomerProfile } from "./customer-profile.ts";
import { PLAIN_TEXT } from "./plain-text.ts";
import { ContactResult } from "./topics/contact-outcome.ts";

/** By which addresses a customer is meant: phones as people write them, addresses of text channels as they are. */
export const CustomerAddresses = z.object({
  addresses: z.array(z.string().min(1).max(128).regex(PLAIN_TEXT)).min(1).max(20),
});

/** So many last digits tell one customer from another. */
const LEAST_NUMBER = 7;

/** Why a customer's data were exported or erased. The system's own: `retention` (its time was over), `restored` (a backup brought it back). */
export const DeedReason = z.enum([
  "customer-request",
  "consent-withdrawn",
  "authority-request",
  "purpose-reached",
  "other",
  "retention",
  "restored",
]);
export type DeedReason = z.output<typeof DeedReason>;

/** The number of the paper that asks for it: an incoming letter, a case. It stays in the log for good and may not name the customer. */
export const ProofNumber = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\d][\p{L}\d\s.,/№#()-]*$/u);

/** What is done to a customer's data, and by what right: the reason and the proof go into the log. */
export const CustomerDeed = CustomerAddresses.extend({
  reason: DeedReason.exclude(["retention", "restored"]).optional(),
  proof: ProofNumber.optional(),
});
export type CustomerDeed = z.output<typeof CustomerDeed>;

/** Whether a proof holds the number or the name of an address, which would stay when the customer is erased. */
export function proofNames(proof: string, addresses: readonly string[]): boolean {
  const digits = proof.replace(/\D/g, "");
  return addresses.some((address) => {
    const number = address.replace(/\D/g, "");
    const isNumber = number.length >= LEAST_NUMBER && digits.includes(number.slice(-LEAST_NUMBER));
    return isNumber || proof.toLowerCase().includes(address.trim().toLowerCase());
  });
}

const EpochMs = z.number().int();

/**
 * Everything the hub knows of one customer, as one document to hand over: their contacts as the log makes them, notes and
 * quality of each, and what was written. Times are epoch milliseconds, UTC. Files are named, not contained.
 */
export const CustomerExport = z.object({
  format: z.literal("tandem-customer-1"),
  madeAtMs: EpochMs,
  addresses: z.array(z.string()),
  contacts: z.array(
    z.looseObject({
      interactionId: InteractionId,
      channel: z.string(),
      direction: z.enum(["in", "out"]),
      customer: z.object({ address: z.string(), name: z.string().nullable() }),
      createdAtMs: EpochMs,
      endedAtMs: EpochMs.nullable(),
    }),
  ),
  notes: z.array(z.object({ interactionId: InteractionId, operatorId: OperatorId, atMs: EpochMs, text: z.string() })),
  /** What operators said of a contact: topics by their names, what came of it, what was to be done next. */
  outcomes: z
    .array(
      z.object({
        interactionId: InteractionId,
        operatorId: OperatorId,
        atMs: EpochMs,
        topics: z.array(z.string()),
        result: ContactResult.nullable(),
        nextStep: z.string(),
      }),
    )
    .default([]),
  /** What the team wrote about them, by address. */
  profiles: z.array(CustomerProfile.extend({ address: z.string() })),
  quality: z.array(
    z.object({ interactionId: InteractionId, operatorId: OperatorId, mos: z.number(), minMos: z.number() }),
  ),
  /** Recordings of talks, by the file's name at the PBX. */
  recordings: z.array(
    z.object({ interactionId: InteractionId, recording: z.string(), atMs: EpochMs, durationMs: z.number().nullable() }),
  ),
  /** What the customer said of a contact afterwards. */
  ratings: z.array(
    z.object({ interactionId: InteractionId, atMs: EpochMs, stars: z.number().int(), comment: z.string() }),
  ),
  /** What operators wrote down in the forms of scripts, by the names of the fields. */
  scriptAnswers: z
    .array(
      z.object({
        interactionId: InteractionId,
        operatorId: OperatorId,
        atMs: EpochMs,
        values: z.record(z.string(), z.string()),
      }),
    )
    .default([]),
  messages: z.array(
    z.looseObject({
      interactionId: InteractionId,
      from: z.enum(["customer", "operator", "system"]),
      text: z.string(),
      atMs: EpochMs,
      attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.number().nullable() })),
    }),
  ),
});
export type CustomerExport = z.output<typeof CustomerExport>;
