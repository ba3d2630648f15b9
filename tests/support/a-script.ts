import type * as z from "zod";
import { Block, ScriptGraph } from "../../src-shared/domain/scripts/script.ts";
import { bookOf, bookScript, type ScriptBook } from "../../src-shared/domain/scripts/script-book.ts";
import { ScriptId } from "../../src-shared/ids.ts";

type BlockInput = z.input<typeof Block>;
type Kind = BlockInput["kind"];
type Of<K extends Kind> = Omit<Extract<BlockInput, { kind: K }>, "kind" | "blockId" | "title">;

/** A block with its id as its title. */
export function aBlock<K extends Kind>(kind: K, blockId: string, rest: Of<K>, more: object = {}): Block {
  return Block.parse({ kind, blockId, title: blockId, ...rest, ...more });
}

/** Something to say, and what comes next. */
export function say(blockId: string, next: string | null, more: object = {}): Block {
  return aBlock("say", blockId, { text: `Говорю ${blockId}`, next: next }, more);
}

/** A question; its answers are `blockId-1`, `blockId-2` and so on. */
export function ask(blockId: string, nexts: readonly (string | null)[], more: object = {}): Block {
  const answers = nexts.map((next, at) => {
    return { answerId: `${blockId}-${at + 1}`, text: `Ответ ${at + 1}`, next: next };
  });
  return aBlock("question", blockId, { text: `Спрашиваю ${blockId}`, answers }, more);
}

export function end(blockId: string, outcome = blockId, more: object = {}): Block {
  return aBlock("end", blockId, { text: "", outcome, result: null }, more);
}

/** A graph that starts at its first block. */
export function aGraph(blocks: readonly Block[], more: object = {}): ScriptGraph {
  return ScriptGraph.parse({
    model: "block-scheme",
    title: "Скрипт",
    startId: blocks[0]?.blockId ?? null,
    blocks,
    ...more,
  });
}

/** A book of graphs by the ids of their scripts. */
export function aBook(graphs: Readonly<Record<string, ScriptGraph>>): ScriptBook {
  return bookOf(Object.entries(graphs).map(([scriptId, graph]) => bookScript(ScriptId.parse(scriptId), graph)));
}
