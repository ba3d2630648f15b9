import type { OutlineProblem } from "../../src-shared/domain/scripts/outline/outline-problem.ts";
import { readOutline } from "../../src-shared/domain/scripts/outline/read-outline.ts";
import type { ScriptOutline } from "../../src-shared/domain/scripts/script-shelf.ts";
import { HubStartError } from "../hub-start-error.ts";
import type { ScriptShelf } from "./script-shelf.ts";

/** Who is said to have written them. */
const SEEDER = "system";

/** Gives a hub that never had a script its first ones, published; one that had keeps its own. */
export async function seedScripts(shelf: ScriptShelf, outlines: readonly ScriptOutline[]): Promise<void> {
  if (outlines.length === 0 || (await shelf.list()).length > 0) return;
  for (const { scriptId, outline } of outlines) {
    const read = readOutline(outline);
    if (!read.ok) {
      const [first] = read.detail as readonly OutlineProblem[];
      throw new HubStartError("bad-start", `script ${scriptId}, line ${first?.line}: ${first?.code}`);
    }
    await shelf.keep(SEEDER, scriptId, { revision: 0, draft: read.value });
  }
  // Those that call others after them.
  let waiting = outlines.map(({ scriptId }) => scriptId);
  for (let before = waiting.length + 1; waiting.length > 0 && waiting.length < before; ) {
    before = waiting.length;
    const refused: typeof waiting = [];
    for (const scriptId of waiting)
      if (!(await shelf.publish(SEEDER, scriptId, { revision: 1, note: "" })).ok) refused.push(scriptId);
    waiting = refused;
  }
  if (waiting.length > 0)
    throw new HubStartError("bad-start", `a walk could get stuck in script ${waiting.join(", ")}`);
}
