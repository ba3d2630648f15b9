import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aGraph, ask, end, say } from "../../../tests/support/a-script.ts";
import { anyGraphs } from "../../../tests/support/any-script.ts";
import { type BlockId, ScriptId } from "../../ids.ts";
import { blocksAhead, canEnd } from "./script-ahead.ts";
import { type BookScript, bookScript, waysOf } from "./script-book.ts";

const main = ScriptId.parse("main");
const ids = (script: BookScript, from: string) => blocksAhead(script, from as BlockId).map(({ blockId }) => blockId);

describe("the blocks ahead", () => {
  it("are those that every way to an end goes through, nearest first", () => {
    const script = bookScript(
      main,
      aGraph([
        ask("q", ["a", "b", "q"]),
        say("a", "must"),
        say("b", "must"),
        say("must", "bye"),
        end("bye"),
        say("lost", "lost"),
      ]),
    );
    expect(ids(script, "q")).toEqual(["must", "bye"]);
    expect(ids(script, "bye")).toEqual([]);
    expect(ids(script, "lost")).toEqual([]);
    expect(canEnd(script, "lost" as BlockId)).toBe(false);
  });

  it("are in any graph those without which no end is reached", () => {
    fc.assert(
      fc.property(anyGraphs, ({ main: graph }) => {
        const script = bookScript(main, graph);
        for (const from of script.blocks.keys()) {
          const must = [...script.blocks.keys()].filter((id) => id !== from && !reachesEnd(script, from, id));
          const isEnding = reachesEnd(script, from, null);
          expect(canEnd(script, from)).toBe(isEnding);
          expect(new Set(ids(script, from))).toEqual(new Set(isEnding ? must : []));
        }
      }),
    );
  });

  it("are found in a script of a long row as well", () => {
    const row = Array.from({ length: 2999 }, (_, at) => say(`s${at}`, at === 2998 ? "bye" : `s${at + 1}`));
    expect(ids(bookScript(main, aGraph([...row, end("bye")])), "s0")).toHaveLength(2999);
  });
});

/** Whether an end can be reached without going through a block. */
function reachesEnd({ blocks }: BookScript, from: BlockId, without: BlockId | null): boolean {
  const seen = new Set<BlockId | null>([without]);
  const open: (BlockId | null)[] = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const block = id === null ? undefined : blocks.get(id);
    if (!block || seen.has(id)) continue;
    if (block.kind === "end") return true;
    seen.add(id);
    open.push(...waysOf(block));
  }
  return false;
}
