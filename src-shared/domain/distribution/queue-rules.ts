import * as z from "zod";
import { QueueId } from "../../ids.ts";
import { defaultsOf } from "../defaults.ts";
import { GroupCode } from "../skill.ts";
import { BusinessHours, isOpenAt } from "./business-hours.ts";
import { SkillRequirement } from "./skills.ts";
import { Taking } from "./taking.ts";
import { TextRules } from "./text-rules.ts";
import { Treatment } from "./treatment.ts";
import { VoiceRules } from "./voice-rules.ts";

const WaitMs = z.number().int().min(0).max(86_400_000);

/**
 * Who of the free operators of a queue is offered a contact.
 * `longest-idle`, `fewest-handled` (of this day), `least-loaded` (share of the capacity in use): the name says it; ties go
 * to the longest idle. `round-robin`: in turn. `sequential`: in the order of the members. `all-at-once`: to several, the
 * first wins. `skills`: the highest level of what the contact requires. `random`: even odds, by a seed.
 */
export const Strategy = z.enum([
  "longest-idle",
  "fewest-handled",
  "least-loaded",
  "round-robin",
  "sequential",
  "all-at-once",
  "skills",
  "random",
]);
export type Strategy = z.output<typeof Strategy>;

/** How a queue distributes. Every field has a default, and all defaults together are the plain queue: longest idle first. */
export const QueueRules = z.object({
  strategy: Strategy.default("longest-idle"),
  /** Of `random`: the same seed and the same day give the same choices. */
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** Of `all-at-once`: how many phones ring together at most. */
  atOnceLimit: z.number().int().min(2).max(50).default(10),
  /** What whoever takes a contact of this queue must know. */
  requiredSkills: z.array(SkillRequirement).max(8).default([]),
  /** After so long the required levels are lower by so much, counted together; what falls under 1 is required no more. */
  relaxation: z
    .array(z.object({ afterMs: WaitMs, byLevels: z.number().int().min(1).max(10) }))
    .max(5)
    .default([]),
  /** Contacts of this queue stand before those of other queues: by `priorityStepMs` of waiting for each step. */
  priority: z.number().int().min(0).max(10).default(0),
  /** A head start, not a class of its own: whoever waited longer than it stands first again, so nobody starves. */
  priorityStepMs: WaitMs.default(60_000),
  /** Who talked with this customer last (`withinMs`: not longer ago) goes first, and is waited for at most so long; null: no. */
  familiar: z
    .object({ waitMs: WaitMs, withinMs: z.number().int().min(0).optional() })
    .nullable()
    .default(null),
  /** Whom the CRM names as responsible goes first, and is waited for at most so long; null: no. */
  responsible: z.object({ waitMs: WaitMs }).nullable().default(null),
  /** After so long the operators of another queue, or of a group of the team, may take it as well. */
  overflow: z
    .array(
      z.union([z.object({ afterMs: WaitMs, toQueueId: QueueId }), z.object({ afterMs: WaitMs, toGroup: GroupCode })]),
    )
    .max(5)
    .default([]),
  /** After so long it waits no more; null: it waits for ever. */
  waitLimit: z
    .object({ afterMs: WaitMs.min(1000), treatment: Treatment })
    .nullable()
    .default(null),
  /** Whether operators may take what waits by themselves. */
  taking: Taking.default("also"),
  /** Null: always open. Who waits already when the queue closes is still served. */
  hours: BusinessHours.nullable().default(null),
  /** What becomes of a contact that comes while the queue is closed. */
  closedTreatment: Treatment.default("hang-up"),
  /** Of contacts that are written; absent: `DEFAULT_TEXT_RULES`. */
  text: TextRules.optional(),
  /** Of contacts that are spoken; absent: `DEFAULT_VOICE_RULES`. */
  voice: VoiceRules.optional(),
});
export type QueueRules = z.output<typeof QueueRules>;

/** The plain queue. */
export const DEFAULT_QUEUE_RULES: QueueRules = defaultsOf(QueueRules);

/** What becomes of a contact that comes at a moment (epoch ms); null: the queue is open, it waits. */
export function treatmentWhenClosed(rules: QueueRules | undefined, atMs: number): Treatment | null {
  return rules === undefined || isOpenAt(rules.hours, atMs) ? null : rules.closedTreatment;
}
