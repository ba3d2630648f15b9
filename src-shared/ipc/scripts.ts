import * as z from "zod";
import { FormField, ScriptAction, ScriptModel } from "../domain/scripts/script.ts";
import { RunPlace, ScriptRun, StepInput } from "../domain/scripts/script-run.ts";
import { BlockId, InteractionId, ScriptId, ScriptRunId } from "../ids.ts";

const EpochMs = z.number().int().nonnegative();

/** A text with its variables: words, what stands for one, and what nothing is known of (`label`: as the author wrote it). */
const Piece = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("words"), text: z.string() }),
  z.object({ kind: z.literal("value"), text: z.string(), label: z.string() }),
  z.object({ kind: z.literal("blank"), label: z.string() }),
]);
const Pieces = z.array(Piece);

/** The block a conversation stands at, and all that is to be seen of it. */
export const ScriptView = z.object({
  interactionId: InteractionId,
  runId: ScriptRunId,
  /** The script of the block; the run may have been begun in another one (`isCalled`). */
  scriptId: ScriptId,
  title: z.string(),
  model: ScriptModel,
  version: z.number().int().positive(),
  isCalled: z.boolean(),
  at: RunPlace,
  blockTitle: z.string(),
  kind: z.enum(["say", "question", "form", "action", "note", "end"]),
  text: Pieces,
  /** Of an end: how the conversation ended; null: it did not. `stuck`: why it cannot go on. */
  status: ScriptRun.shape.status,
  /** Since when it stands there, by this machine's clock; and how long one does as a rule. */
  sinceMs: EpochMs,
  normMs: z.number().int().positive().nullable(),
  checks: z.array(z.object({ checkId: BlockId, text: z.string(), isObligatory: z.boolean(), isDone: z.boolean() })),
  /** `to`: the block it leads to; empty where the script goes on by itself there. */
  answers: z.array(z.object({ answerId: BlockId, text: z.string(), to: z.string() })),
  /** With what was filled in before. */
  fields: z.array(FormField.extend({ value: z.string() })),
  /** What is the operator's to do here, with its variables filled. */
  action: ScriptAction.nullable(),
  /** It has one way on: `next` goes there. */
  hasNext: z.boolean(),
  /** The blocks that were passed, oldest first; the last few of them. */
  crumbs: z.array(z.object({ at: RunPlace, title: z.string() })),
  /** How many steps were made, so that a key pressed twice is one step. */
  steps: z.number().int().nonnegative(),
  /** The fewest blocks to an end that cannot be gone around; and obligatory ones among all that were not passed yet. */
  ahead: z.number().int().nonnegative(),
  missed: z.array(z.string()),
  objections: z.array(z.object({ objectionId: BlockId, title: z.string(), text: Pieces, leads: z.boolean() })),
});
export type ScriptView = z.output<typeof ScriptView>;
export type ScriptPiece = z.output<typeof Piece>;

/** A script that may be begun in a contact; `isFit`: it is for contacts like this one. */
export const ScriptChoice = z.object({
  scriptId: ScriptId,
  title: z.string(),
  summary: z.string(),
  model: ScriptModel,
  version: z.number().int().positive(),
  isFit: z.boolean(),
});
export type ScriptChoice = z.output<typeof ScriptChoice>;

const Of = z.object({ interactionId: InteractionId });
const errors = ["store-failed", "unknown-interaction"] as const;

/** The script of a contact. Walked here, told to the hub after: the link may be away. */
export const scriptRequests = {
  /** Where it stands; begins the one that opens by itself when there was none. Null: there is none, choose one. */
  "scripts.open": { input: Of, output: z.object({ view: ScriptView.nullable() }), errors: [...errors] },
  /** Those for contacts like this one first. */
  "scripts.list": { input: Of, output: z.object({ scripts: z.array(ScriptChoice) }), errors: [...errors] },
  /** Begins it anew; `script-not-here`: it was never seen at this desktop, and the hub is away. */
  "scripts.begin": {
    input: Of.extend({ scriptId: ScriptId }),
    output: z.object({ view: ScriptView }),
    errors: [...errors, "unknown-script", "script-not-here"],
  },
  /**
   * The step after `steps` others; another one that was faster counts, and the answer shows it. `form-refused`: `detail` is a
   * list of `{key, code}` (`FieldRefusal`).
   */
  "scripts.step": {
    input: Of.extend({ runId: ScriptRunId, steps: z.number().int().nonnegative(), step: StepInput }),
    output: z.object({ view: ScriptView }),
    errors: [...errors, "unknown-run", "step-refused", "form-refused"],
  },
  /** The blocks one may jump to, in the author's order. */
  "scripts.blocks": {
    input: Of,
    output: z.object({ blocks: z.array(z.object({ at: RunPlace, title: z.string(), kind: z.string() })) }),
    errors: [...errors, "unknown-run"],
  },
} as const;

export const scriptEvents = {
  /** The script of this contact stands elsewhere than it was shown; null: which scripts there are is other than before. */
  "scripts.changed": z.object({ interactionId: InteractionId.nullable() }),
} as const;
