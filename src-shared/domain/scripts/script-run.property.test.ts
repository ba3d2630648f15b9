import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aBook } from "../../../tests/support/a-script.ts";
import { anyGraphs, anyInput, anySoundGraphs } from "../../../tests/support/any-script.ts";
import { ScriptId } from "../../ids.ts";
import { checkScript, isError } from "./check-script.ts";
import { blockAt, type ScriptBook } from "./script-book.ts";
import { SCRIPT_DEPTH_LIMIT, SCRIPT_WAY_LIMIT } from "./script-limits.ts";
import { ScriptRun, type StepInput } from "./script-run.ts";
import { beginRun, isOffered, scriptStep } from "./script-step.ts";

const main = ScriptId.parse("main");
const begin = (book: ScriptBook) =>
  beginRun(book, { scriptId: main, known: { "customer.name": "Ирина" }, atMs: 0 }).run;

/** The runs after each input; one that is refused changes nothing. */
function walk(book: ScriptBook, inputs: readonly StepInput[]): readonly ScriptRun[] {
  const runs = [begin(book)];
  for (const [at, input] of inputs.entries()) {
    const before = runs.at(-1) ?? begin(book);
    const stepped = scriptStep(book, before, { input, atMs: at + 1 });
    runs.push(stepped.ok ? stepped.value.run : before);
  }
  return runs;
}

const anyWalk = fc.tuple(anyGraphs, fc.array(anyInput, { maxLength: 60 }));

describe("a walk through any script, with any answers", () => {
  it("stands at a block that waits, has come to an end, or says why it cannot go on", () => {
    fc.assert(
      fc.property(anyWalk, ([graphs, inputs]) => {
        const book = aBook(graphs);
        for (const run of walk(book, inputs)) {
          const block = blockAt(book, run.at);
          if (run.status.kind === "waiting")
            expect(
              ["say", "question", "form", "note"].includes(block?.kind ?? "") ||
                (block?.kind === "action" && isOffered(block.action)),
            ).toBe(true);
          if (run.status.kind === "ended") expect(block?.kind).toBe("end");
          expect(run.callers.length).toBeLessThanOrEqual(SCRIPT_DEPTH_LIMIT);
          expect(run.way.length).toBeLessThanOrEqual(SCRIPT_WAY_LIMIT);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("is the same when its steps are made again, also over a run that was stored and read between them", () => {
    fc.assert(
      fc.property(anyWalk, ([graphs, inputs]) => {
        const book = aBook(graphs);
        const live = walk(book, inputs);
        expect(walk(book, inputs)).toEqual(live);
        let stored = begin(book);
        for (const [at, input] of inputs.entries()) {
          const read = ScriptRun.parse(JSON.parse(JSON.stringify(stored)));
          const stepped = scriptStep(book, read, { input, atMs: at + 1 });
          if (stepped.ok) stored = stepped.value.run;
        }
        expect(stored).toEqual(live.at(-1));
      }),
    );
  });

  it("comes back by «back» to where it stood", () => {
    fc.assert(
      fc.property(anyWalk, anyInput, ([graphs, inputs], input) => {
        const book = aBook(graphs);
        const before = walk(book, inputs).at(-1) ?? begin(book);
        fc.pre(before.status.kind === "waiting" && input.kind !== "back" && before.way.length < SCRIPT_WAY_LIMIT - 1);
        const on = scriptStep(book, before, { input, atMs: 100 });
        fc.pre(on.ok && on.value.run.way.length > before.way.length);
        const back = on.ok ? scriptStep(book, on.value.run, { input: { kind: "back" }, atMs: 200 }) : on;
        expect(back.ok && back.value.run).toMatchObject({ at: before.at, callers: before.callers, way: before.way });
      }),
    );
  });

  it("never gets stuck where the check found no error", () => {
    const numRuns = 300;
    let clean = 0;
    fc.assert(
      fc.property(anySoundGraphs, fc.array(anyInput, { maxLength: 60 }), (graphs, inputs) => {
        const book = aBook(graphs);
        const world = { script: book, hasTopic: () => true, hasQueue: () => true };
        const isClean = Object.entries(graphs).every(
          ([id, graph]) => !checkScript(ScriptId.parse(id), graph, world).some(isError),
        );
        fc.pre(isClean);
        clean += 1;
        for (const run of walk(book, inputs)) expect(run.status.kind).not.toBe("stuck");
      }),
      { numRuns },
    );
    expect(clean).toBe(numRuns);
  });
});
