import type { ScriptBook } from "../../src-shared/domain/scripts/script-book.ts";
import type { ScriptRun } from "../../src-shared/domain/scripts/script-run.ts";
import { beginRun, scriptStep } from "../../src-shared/domain/scripts/script-step.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { BlockId, InteractionId, OperatorId, ScriptRunId } from "../../src-shared/ids.ts";
import type { LinkCommandInput } from "../../src-shared/link/link-contract.ts";
import type { KeptRun } from "../../src-shared/link/script-queries.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { ReadDb } from "../db/schema.ts";
import { readLastRun, readScriptRun, readSteps, type StoredRun } from "../log/script-run-store.ts";
import type { ScriptLibrary } from "./script-library.ts";

/** How many runs are kept as they stand; another one is walked again from its steps. */
const STANDING = 1000;

/** How operators walk scripts in their contacts: the same steps as at the desktop, which is ahead of the hub and tells it. */
export class ScriptRuns {
  readonly #db: ReadDb;
  readonly #library: ScriptLibrary;
  readonly #standing = new Map<ScriptRunId, ScriptRun>();

  constructor(db: ReadDb, library: ScriptLibrary) {
    this.#db = db;
    this.#library = library;
  }

  /** Whose contact it is was asked before. */
  async begin(
    operatorId: OperatorId,
    { interactionId, runId, pins, known, atMs }: LinkCommandInput<"script.begin">,
  ): Promise<Result<readonly NewEvent[], "unknown-interaction" | "unknown-script">> {
    const before = await readScriptRun(this.#db, runId);
    // Begun twice is begun once; an id of another contact's run is nobody's to use.
    if (before) return before.interactionId === interactionId ? accepted([]) : refused("unknown-interaction");
    const book = await this.#library.book(pins);
    const [main] = pins;
    if (!book || !main) return refused("unknown-script");
    const { run } = beginRun(book, { scriptId: main.scriptId, known, atMs });
    const payload = { interactionId, runId, operatorId, pins, known, atMs, at: run.at };
    return accepted([{ type: "script.run-began", actor: operatorId, payload }]);
  }

  async step(
    operatorId: OperatorId,
    { interactionId, runId, index, step }: LinkCommandInput<"script.step">,
  ): Promise<Result<readonly NewEvent[], "unknown-run" | "out-of-order" | "step-refused">> {
    const stored = await readScriptRun(this.#db, runId);
    if (stored?.interactionId !== interactionId) return refused("unknown-run");
    if (index <= stored.steps)
      return (await this.#isMade(stored, index, step)) ? accepted([]) : refused("out-of-order");
    if (index > stored.steps + 1) return refused("out-of-order");
    const book = await this.#library.book(stored.pins);
    if (!book) return refused("step-refused");
    const before = await this.#run(stored, book);
    const made = scriptStep(book, before, step);
    if (!made.ok) return refused("step-refused");
    const { run } = made.value;
    this.#keep(runId, run);
    const left = run.at !== before.at && placeKey(run) !== placeKey(before);
    const pin = stored.pins.find(({ scriptId }) => scriptId === before.at.scriptId) ?? stored.pins[0];
    if (!pin) return refused("unknown-run");
    return accepted([
      {
        type: "script.stepped",
        actor: operatorId,
        payload: {
          ...{ interactionId, runId, operatorId, index, step, from: before.at, to: run.at },
          ...{ scriptId: pin.scriptId, version: pin.version },
          spentMs: left ? Math.max(0, step.atMs - before.atMs) : 0,
          outcome: run.status.kind === "ended" && left ? run.status.outcome : null,
          stuck: run.status.kind === "stuck" ? run.status.why : null,
        },
      },
    ]);
  }

  /** The run of a contact as it stands now; null: there is none. */
  async ofInteraction(interactionId: InteractionId): Promise<KeptRun | null> {
    const stored = await readLastRun(this.#db, interactionId);
    const book = stored && (await this.#library.book(stored.pins));
    if (!stored || !book) return null;
    return { runId: stored.runId, pins: [...stored.pins], run: await this.#run(stored, book) };
  }

  /** Where the run stands after the steps that are stored. */
  async #run(stored: StoredRun, book: ScriptBook): Promise<ScriptRun> {
    const known = this.#standing.get(stored.runId);
    if (known?.steps === stored.steps) return known;
    const scriptId = stored.pins[0]?.scriptId;
    if (!scriptId) throw new Error("a run without a script");
    let { run } = beginRun(book, { scriptId, known: stored.known, atMs: stored.beganAtMs });
    for (const step of await readSteps(this.#db, stored.runId)) {
      const made = scriptStep(book, run, step);
      if (!made.ok) throw new Error(`a stored step is refused: ${made.code}`);
      run = made.value.run;
    }
    this.#keep(stored.runId, run);
    return run;
  }

  #keep(runId: ScriptRunId, run: ScriptRun): void {
    this.#standing.delete(runId);
    this.#standing.set(runId, run);
    for (const oldest of this.#standing.keys()) if (this.#standing.size > STANDING) this.#standing.delete(oldest);
  }

  /** Whether this very step was made at this place of the row. */
  async #isMade({ runId }: StoredRun, index: number, step: unknown): Promise<boolean> {
    const made = (await readSteps(this.#db, runId))[index - 1];
    return JSON.stringify(made) === JSON.stringify(step);
  }
}

function placeKey({ at, callers }: ScriptRun): string {
  return [...callers, at]
    .map(({ scriptId, blockId }: { scriptId: string; blockId: BlockId }) => `${scriptId}/${blockId}`)
    .join(">");
}
