import type { BlockId, ScriptId } from "../../ids.ts";
import type { Block, ScriptGraph } from "./script.ts";
import { plainWords } from "./script-text.ts";

/** A version of a script, ready to be walked. */
export type BookScript = {
  readonly scriptId: ScriptId;
  readonly graph: ScriptGraph;
  readonly blocks: ReadonlyMap<BlockId, Block>;
  /** What the fields of its forms are called in texts: label → key. */
  readonly labels: ReadonlyMap<string, string>;
};

/** The versions that one run walks: its own and those of the scripts it calls. Null: there is no such script. */
export type ScriptBook = (scriptId: ScriptId) => BookScript | null;

/** Where a run may stand. */
export type Place = { readonly scriptId: ScriptId; readonly blockId: BlockId };

/** Reads a version once, so that each step finds its block at once. Of two blocks with one id the first counts. */
export function bookScript(scriptId: ScriptId, graph: ScriptGraph): BookScript {
  const blocks = new Map<BlockId, Block>();
  const labels = new Map<string, string>();
  for (const block of graph.blocks) {
    if (!blocks.has(block.blockId)) blocks.set(block.blockId, block);
    for (const { key, label } of block.kind === "form" ? block.fields : [])
      for (const name of [key, label])
        if (name !== "" && !labels.has(plainWords(name))) labels.set(plainWords(name), key);
  }
  return { scriptId, graph, blocks, labels };
}

/** A book of these scripts. */
export function bookOf(scripts: readonly BookScript[]): ScriptBook {
  const byId = new Map(scripts.map((script) => [script.scriptId, script]));
  return (scriptId) => byId.get(scriptId) ?? null;
}

/** The block of a place; null: the book has none. */
export function blockAt(book: ScriptBook, place: Place): Block | null {
  return book(place.scriptId)?.blocks.get(place.blockId) ?? null;
}

/** Where a block leads, in the order of its ways; null: nowhere yet. Objections lead nowhere in a row. */
export function waysOf(block: Block): readonly (BlockId | null)[] {
  switch (block.kind) {
    case "say":
    case "form":
    case "note":
    case "action":
      return [block.next];
    case "question":
      return block.answers.map(({ next }) => next);
    case "condition":
      return [...block.branches.map(({ next }) => next), block.otherwise];
    case "sub-script":
      return [...block.returns.map(({ next }) => next), block.next];
    case "objections":
    case "end":
      return [];
  }
}

/** The objections at hand in a script, in the order of its blocks. */
export function objectionsOf({ graph }: BookScript) {
  return graph.blocks.flatMap((block) =>
    block.kind === "objections" ? block.items.map((item) => ({ ...item, blockId: block.blockId })) : [],
  );
}
