import * as z from "zod";
import { ScriptGraph } from "./script.ts";
import { ScriptAudience } from "./script-head.ts";

/** A script that somebody works on; it may be unfinished in any way. */
export const ScriptDraft = z.object({ graph: ScriptGraph, audience: ScriptAudience });
export type ScriptDraft = z.output<typeof ScriptDraft>;
