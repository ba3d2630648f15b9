import * as z from "zod";
import { InteractionId, OperatorId } from "../ids.ts";

/** By which addresses a customer is meant: phones as people write them, addresses of text channels as they are. */
export const CustomerAddresses = z.object({ addresses: z.array(z.string().min(1).max(128)).min(1).max(20) });

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
  quality: z.array(
    z.object({ interactionId: InteractionId, operatorId: OperatorId, mos: z.number(), minMos: z.number() }),
  ),
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
