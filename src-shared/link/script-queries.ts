import * as z from "zod";
import type { Right } from "../domain/rights.ts";
import { ScriptGraph } from "../domain/scripts/script.ts";
import { ScriptVersion } from "../domain/scripts/script-head.ts";
import { ScriptRun } from "../domain/scripts/script-run.ts";
import { InteractionId, ScriptRunId } from "../ids.ts";

/** A run as the hub has it. */
export const KeptRun = z.object({
  runId: ScriptRunId,
  pins: z.array(ScriptVersion).min(1).max(100),
  run: ScriptRun,
});
export type KeptRun = z.output<typeof KeptRun>;

/** Queries about scripts; part of `LinkQueries`. */
export const ScriptQueries = {
  /** The blocks of a version; it never changes. */
  "script.graph": { right: "script.run", input: ScriptVersion, output: ScriptGraph, errors: ["unknown-script"] },
  /** The run that was begun last in a contact of this operator's; null: none. */
  "script.read-run": {
    right: "script.run",
    input: z.object({ interactionId: InteractionId }),
    output: KeptRun.nullable(),
    errors: ["unknown-interaction"],
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly right: Right; readonly input: z.ZodType; readonly output: z.ZodType; readonly errors: readonly string[] }
  >
>;
