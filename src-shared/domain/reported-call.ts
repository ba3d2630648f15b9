import * as z from "zod";
import { Customer, EndedBy, InteractionResult } from "../events/log-event.ts";
import { InteractionId } from "../ids.ts";
import { QualitySummary } from "./quality/call-quality.ts";

const EpochMs = z.number().int().nonnegative();

/**
 * A call that a PBX elsewhere carries, as the operator's desktop knows it so far: the hub learns of it from nobody else.
 * Each report tells the whole call up to then, so one that got lost, came twice or was left out for a later one does no
 * harm. Times are the hub's epoch milliseconds, fixed when the fact was first told.
 */
export const ReportedCall = z.object({
  /** Made by the desktop. */
  interactionId: InteractionId,
  direction: z.enum(["in", "out"]),
  customer: Customer,
  /** What was dialled: the operator's own number for a call that came in. */
  dialled: z.string().min(1).max(128),
  createdAtMs: EpochMs,
  answeredAtMs: EpochMs.nullable(),
  /** The hold that goes on; holds of both sides that overlap are one. */
  hold: z.object({ sinceMs: EpochMs, by: z.enum(["operator", "customer"]) }).nullable(),
  /** How long the holds that are over were, together. */
  heldTotalMs: z.number().int().nonnegative(),
  end: z
    .object({
      atMs: EpochMs,
      endedBy: EndedBy,
      result: InteractionResult,
      /** The talk was passed on and goes on without the operator. */
      wasTransferred: z.boolean(),
      quality: QualitySummary.nullable(),
    })
    .nullable(),
});
export type ReportedCall = z.output<typeof ReportedCall>;
