import * as z from "zod";
import type { Right } from "../domain/rights.ts";
import { ScriptVersion } from "../domain/scripts/script-head.ts";
import { ScriptRun, ScriptStep } from "../domain/scripts/script-run.ts";
import { InteractionId, ScriptRunId } from "../ids.ts";

const OfRun = z.object({ interactionId: InteractionId, runId: ScriptRunId });

/**
 * Walking a script in a contact of one's own. The desktop walks by itself and tells each step after; the hub makes the same
 * steps and keeps the run. `unknown-interaction`: it is nobody's of this operator.
 */
export const ScriptCommands = {
  /** `pins`: the versions the run walks, its own first. Begun twice is begun once. `unknown-script`: there is no such version. */
  "script.begin": {
    right: "script.run",
    input: OfRun.extend({
      pins: z.array(ScriptVersion).min(1).max(100),
      known: ScriptRun.shape.known,
      atMs: ScriptStep.shape.atMs,
    }),
    errors: ["unknown-interaction", "unknown-script"],
  },
  /**
   * The step that follows `index - 1` others. Made before, it is made once. `out-of-order`: somebody else walked on meanwhile,
   * read the run again; `step-refused`: the hub cannot make it.
   */
  "script.step": {
    right: "script.run",
    input: OfRun.extend({ index: z.number().int().positive(), step: ScriptStep }),
    errors: ["unknown-interaction", "unknown-run", "out-of-order", "step-refused"],
  },
} as const satisfies Readonly<
  Record<string, { readonly right: Right; readonly input: z.ZodType; readonly errors: readonly string[] }>
>;
