import * as z from "zod";
import { ScriptHead, ScriptVersion } from "../domain/scripts/script-head.ts";
import { RunPlace, ScriptRun, ScriptStep } from "../domain/scripts/script-run.ts";
import { InteractionId, OperatorId, ScriptId, ScriptRunId } from "../ids.ts";

const OfRun = z.object({ interactionId: InteractionId, runId: ScriptRunId, operatorId: OperatorId });

/** Facts about scripts. The blocks of a version are read apart (`script.graph`); a version never changes. */
export const SCRIPT_EVENTS = {
  /** A version of a script is the one that new conversations walk. */
  "script.published": ScriptHead,
  /** It is offered no more; those who walk it go on. */
  "script.withdrawn": z.object({ scriptId: ScriptId }),
  /** An operator began a script in a contact. `pins`: the versions it walks, its own first; `known`: gone when the customer is erased. */
  "script.run-began": OfRun.extend({
    pins: z.array(ScriptVersion).min(1).max(100),
    known: ScriptRun.shape.known,
    atMs: ScriptStep.shape.atMs,
    at: RunPlace,
  }),
  /**
   * One step of a run; `index` counts from 1. `from`, `to`: where it stood before and stands after; `spentMs`: how long it
   * stood at `from`, 0 where the step did not leave it. What is filled in is gone when the customer is erased.
   */
  "script.stepped": OfRun.extend({
    ...ScriptVersion.shape,
    index: z.number().int().positive(),
    step: ScriptStep,
    from: RunPlace,
    to: RunPlace,
    spentMs: z.number().int().nonnegative(),
    /** The outcome of its end, when it came there by this step. */
    outcome: z.string().max(200).nullable(),
    /** Why it cannot go on from here; null: it can, or is over. */
    stuck: z.string().max(40).nullable(),
  }),
} as const;
