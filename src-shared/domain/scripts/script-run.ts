import * as z from "zod";
import { BlockId, ScriptId } from "../../ids.ts";
import { ContactResult } from "../topics/contact-outcome.ts";
import { SCRIPT_DEPTH_LIMIT, SCRIPT_VALUE_LIMIT, SCRIPT_VALUES_LIMIT, SCRIPT_WAY_LIMIT } from "./script-limits.ts";

const EpochMs = z.number().int().nonnegative();
const Values = z
  .record(z.string().max(60), z.string().max(SCRIPT_VALUE_LIMIT))
  .refine((values) => Object.keys(values).length <= SCRIPT_VALUES_LIMIT, "too many variables");

export const RunPlace = z.object({ scriptId: ScriptId, blockId: BlockId });

/**
 * Why a run cannot go on by itself. `no-way`: the block leads nowhere; `unknown-block`, `unknown-script`: what it leads to is
 * not there; `goes-round`: blocks that perform themselves lead to one another without end; `too-deep`: so do sub-scripts.
 */
export const StuckReason = z.enum(["no-way", "unknown-block", "unknown-script", "goes-round", "too-deep"]);
export type StuckReason = z.output<typeof StuckReason>;

/** Where one walk through a script is. A function of the versions it walks, what was known at its start and its steps. */
export const ScriptRun = z.object({
  scriptId: ScriptId,
  /** Where it stands: a block that waits, the end it came to, or the block it is stuck at. */
  at: RunPlace,
  status: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("waiting") }),
    z.object({ kind: z.literal("ended"), outcome: z.string(), result: ContactResult.nullable() }),
    z.object({ kind: z.literal("stuck"), why: StuckReason }),
  ]),
  /** Since when it stands there. */
  atMs: EpochMs,
  /** The sub-scripts it is in, by the blocks that called them, outermost first. */
  callers: z.array(RunPlace).max(SCRIPT_DEPTH_LIMIT),
  /** The blocks it stood at before, oldest first: the way back. */
  way: z.array(z.object({ at: RunPlace, callers: z.array(RunPlace) })).max(SCRIPT_WAY_LIMIT),
  /** What the desktop knew of the conversation; and what was filled in, which counts more. */
  known: Values,
  values: Values,
  /** Obligatory blocks that were passed and checks that were ticked (`doneKey`). */
  done: z.array(z.string().max(200)),
  /** How many steps were made. */
  steps: z.number().int().nonnegative(),
});
export type ScriptRun = z.output<typeof ScriptRun>;

/** What the operator did. `done` of an offered action is `next`. */
export const StepInput = z.discriminatedUnion("kind", [
  /** From a block with one way; of a form: `fill`. */
  z.object({ kind: z.literal("next") }),
  z.object({ kind: z.literal("answer"), answerId: BlockId }),
  z.object({ kind: z.literal("fill"), values: Values }),
  z.object({ kind: z.literal("tick"), checkId: BlockId, isDone: z.boolean() }),
  z.object({ kind: z.literal("back") }),
  /** To any block that can be stood at, of a script of the run. */
  z.object({ kind: z.literal("jump"), to: RunPlace }),
  /** The customer objected. `hasHelped`: what was said to it helped, null: nobody said; `isFollowed`: to where the objection leads. */
  z.object({
    kind: z.literal("objection"),
    objectionId: BlockId,
    hasHelped: z.boolean().nullable(),
    isFollowed: z.boolean(),
  }),
  /** What the desktop knows now. */
  z.object({ kind: z.literal("know"), values: Values }),
]);
export type StepInput = z.output<typeof StepInput>;

/** A step and when it was made, by the clock of the hub. */
export const ScriptStep = z.object({ input: StepInput, atMs: EpochMs });
export type ScriptStep = z.output<typeof ScriptStep>;

/** By what an obligatory block or a check is remembered as done. */
export function doneKey({ scriptId, blockId }: z.output<typeof RunPlace>, checkId?: BlockId): string {
  return checkId === undefined ? `${scriptId}/${blockId}` : `${scriptId}/${blockId}/${checkId}`;
}
