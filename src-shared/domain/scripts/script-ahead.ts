import type { BlockId } from "../../ids.ts";
import type { Block } from "./script.ts";
import { type BookScript, waysOf } from "./script-book.ts";

/** Beyond all ends: what every finished walk comes to. */
const OVER = "";
type Node = BlockId | typeof OVER;

/**
 * The blocks that every way from this block to an end goes through, nearest first, without the block itself; none when no
 * end can be reached. They are the post-dominators of the block, found once for a script (Cooper, Harvey, Kennedy: «A simple,
 * fast dominance algorithm», 2001), so that a step costs no more than their number.
 */
export function blocksAhead(script: BookScript, from: BlockId): readonly Block[] {
  const nearest = nearestOf(script);
  const ahead: Block[] = [];
  for (let node = nearest.get(from); node !== undefined && node !== OVER; node = nearest.get(node)) {
    const block = script.blocks.get(node);
    if (block) ahead.push(block);
  }
  return ahead;
}

/** Whether an end can be reached from the block. */
export function canEnd(script: BookScript, from: BlockId): boolean {
  return nearestOf(script).has(from);
}

const KNOWN = new WeakMap<BookScript, ReadonlyMap<Node, Node>>();

function nearestOf(script: BookScript): ReadonlyMap<Node, Node> {
  const known = KNOWN.get(script);
  if (known) return known;
  const found = findNearest(script.blocks);
  KNOWN.set(script, found);
  return found;
}

/** Of each block from which an end can be reached, the first block that all its ways there share; `OVER` closes each row. */
function findNearest(blocks: ReadonlyMap<BlockId, Block>): ReadonlyMap<Node, Node> {
  const next = new Map<Node, Node[]>();
  const before = new Map<Node, Node[]>([[OVER, []]]);
  for (const [blockId, block] of blocks) {
    const ways: Node[] = waysOf(block).filter((to): to is BlockId => to !== null && blocks.has(to));
    if (block.kind === "end") ways.push(OVER);
    next.set(blockId, ways);
    for (const to of ways) before.set(to, [...(before.get(to) ?? []), blockId]);
  }
  const order = postorder(before);
  const place = new Map(order.map((node, index) => [node, index]));
  const nearest = new Map<Node, Node>([[OVER, OVER]]);
  const meet = (one: Node, other: Node): Node => {
    let [a, b] = [one, other];
    while (a !== b)
      if ((place.get(a) ?? 0) < (place.get(b) ?? 0)) a = nearest.get(a) ?? OVER;
      else b = nearest.get(b) ?? OVER;
    return a;
  };
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (const node of order.toReversed()) {
      if (node === OVER) continue;
      const known = (next.get(node) ?? []).filter((to) => nearest.has(to));
      const found = known.reduce<Node | undefined>((one, to) => (one === undefined ? to : meet(one, to)), undefined);
      if (found === undefined || nearest.get(node) === found) continue;
      nearest.set(node, found);
      hasChanged = true;
    }
  }
  return nearest;
}

/** From `OVER` backwards, each node after those it leads to; without calls in calls, since a script may be a long row. */
function postorder(before: ReadonlyMap<Node, readonly Node[]>): readonly Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>([OVER]);
  const open: { readonly node: Node; readonly rest: Node[] }[] = [{ node: OVER, rest: [...(before.get(OVER) ?? [])] }];
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const to = top.rest.pop();
    if (to === undefined) {
      order.push(top.node);
      open.pop();
    } else if (!seen.has(to)) {
      seen.add(to);
      open.push({ node: to, rest: [...(before.get(to) ?? [])] });
    }
  }
  return order;
}
