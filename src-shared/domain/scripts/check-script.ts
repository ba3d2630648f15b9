import type { BlockId, QueueId, ScriptId, TopicId } from "../../ids.ts";
import type { Block, ScriptGraph } from "./script.ts";
import { canEnd } from "./script-ahead.ts";
import { type BookScript, bookScript, waysOf } from "./script-book.ts";
import { SCRIPT_DEPTH_LIMIT, SCRIPT_DIGITS } from "./script-limits.ts";
import { isOffered } from "./script-step.ts";
import { isFormat, KNOWN_VARIABLES, variableName, variablesOf } from "./script-text.ts";

/**
 * What is wrong with a script. Errors, with which it is not published: `no-start`, `no-end` (no end can be reached from here),
 * `no-way` (a way that leads nowhere: `item` says which), `unknown-block` (a way to a block that is not there), `same-id`,
 * `goes-round` (blocks that perform themselves lead to one another), `no-answers`, `no-fields`, `no-title`, `unknown-script`,
 * `calls-itself` (over sub-scripts), `too-deep`, `unknown-topic`, `unknown-queue`, `bad-link` (no `https`), `bad-field` (a choice
 * without options, or two fields with one key), `not-in-a-row` (of a standard script: more than one way).
 * Warnings: `unreachable`, `unknown-variable`, `may-be-empty` (a variable without a fallback), `unknown-format`, `no-text`,
 * `too-many-answers` (for nine digits), `unknown-outcome` (a return that no end of the sub-script has).
 */
export type FindingCode =
  | "no-start"
  | "no-end"
  | "no-way"
  | "unknown-block"
  | "same-id"
  | "goes-round"
  | "no-answers"
  | "no-fields"
  | "no-title"
  | "unknown-script"
  | "calls-itself"
  | "too-deep"
  | "unknown-topic"
  | "unknown-queue"
  | "bad-link"
  | "bad-field"
  | "not-in-a-row"
  | WarningCode;
type WarningCode =
  | "unreachable"
  | "unknown-variable"
  | "may-be-empty"
  | "unknown-format"
  | "no-text"
  | "too-many-answers"
  | "unknown-outcome";

/** `item`: which answer, variable, field or outcome of the block is meant. */
export type Finding = {
  readonly severity: "error" | "warning";
  readonly code: FindingCode;
  readonly blockId: BlockId | null;
  readonly item: string | null;
};

/** What a script may name beside its own blocks. */
export type CheckWorld = {
  /** The version of another script that would be called; null: none is published. */
  readonly script: (scriptId: ScriptId) => BookScript | null;
  readonly hasTopic: (topicId: TopicId) => boolean;
  readonly hasQueue: (queueId: QueueId) => boolean;
};

type Found = readonly [code: FindingCode, blockId: BlockId | null, item?: string | null];

const WARNINGS: ReadonlySet<FindingCode> = new Set<WarningCode>([
  "unreachable",
  "unknown-variable",
  "may-be-empty",
  "unknown-format",
  "no-text",
  "too-many-answers",
  "unknown-outcome",
]);

/** All that is wrong with a script, errors first, each in the order of the blocks. Without errors every walk can come to an end. */
export function checkScript(scriptId: ScriptId, graph: ScriptGraph, world: CheckWorld): readonly Finding[] {
  const script = bookScript(scriptId, graph);
  const reached = reachedFrom(script);
  const found: Found[] = [
    ...checkStart(script),
    ...checkIds(graph),
    ...graph.blocks.flatMap((block) => [
      ...checkWays(block, script),
      ...checkContents(block, world),
      ...checkTexts(block, script),
      ...checkPlace(block, script, reached, world),
    ]),
    ...checkCalls(script, world),
  ];
  const findings = found.map(([code, blockId, item = null]): Finding => {
    return { severity: WARNINGS.has(code) ? "warning" : "error", code, blockId, item };
  });
  return [...findings.filter(isError), ...findings.filter((one) => !isError(one))];
}

/** Whether a script with this finding is not published. */
export function isError({ severity }: Finding): boolean {
  return severity === "error";
}

function checkStart({ graph, blocks }: BookScript): Found[] {
  const start = graph.startId === null ? undefined : blocks.get(graph.startId);
  if (!start || start.kind === "objections") return [["no-start", graph.startId]];
  return [];
}

function checkIds({ blocks }: ScriptGraph): Found[] {
  const seen = new Set<string>();
  const twice: Found[] = [];
  for (const block of blocks) {
    for (const id of [block.blockId, ...itemIds(block)]) {
      if (seen.has(id)) twice.push(["same-id", block.blockId, id]);
      seen.add(id);
    }
  }
  return twice;
}

function itemIds(block: Block): readonly string[] {
  const checks = block.checks.map(({ checkId }) => checkId);
  if (block.kind === "question") return [...checks, ...block.answers.map(({ answerId }) => answerId)];
  return block.kind === "objections" ? [...checks, ...block.items.map(({ objectionId }) => objectionId)] : checks;
}

/** Each way, with what it is called. */
function namedWays(block: Block): readonly (readonly [BlockId | null, string | null])[] {
  if (block.kind === "question") return block.answers.map(({ next, text }) => [next, text]);
  if (block.kind === "sub-script")
    return [...block.returns.map(({ next, outcome }) => [next, outcome] as const), [block.next, null]];
  return waysOf(block).map((next) => [next, null]);
}

function checkWays(block: Block, { graph, blocks }: BookScript): Found[] {
  const ways = namedWays(block);
  const found = ways.flatMap(([next, item]): Found[] => {
    if (next === null) return [["no-way", block.blockId, item]];
    const to = blocks.get(next);
    return to && to.kind !== "objections" ? [] : [["unknown-block", block.blockId, item]];
  });
  if (block.kind === "objections")
    for (const { next, title } of block.items)
      if (next !== null && !blocks.has(next)) found.push(["unknown-block", block.blockId, title]);
  if (graph.model === "standard" && ways.length > 1) found.push(["not-in-a-row", block.blockId]);
  return found;
}

function checkContents(block: Block, world: CheckWorld): Found[] {
  const { blockId } = block;
  const found: Found[] = block.title === "" ? [["no-title", blockId]] : [];
  if (block.kind === "question") {
    if (block.answers.length === 0) found.push(["no-answers", blockId]);
    if (block.answers.length > SCRIPT_DIGITS) found.push(["too-many-answers", blockId, String(block.answers.length)]);
  }
  if (block.kind === "form") found.push(...checkFields(block));
  if (block.kind === "action") found.push(...checkAction(block, world));
  if (block.kind === "sub-script") found.push(...checkCall(block, world));
  return found;
}

function checkFields({ blockId, fields }: Extract<Block, { kind: "form" }>): Found[] {
  if (fields.length === 0) return [["no-fields", blockId]];
  const keys = fields.map(({ key }) => key);
  return fields
    .filter(
      ({ key, type, options, min, max }, index) =>
        keys.indexOf(key) !== index ||
        (type === "choice" && options.length === 0) ||
        (min !== null && max !== null && min > max),
    )
    .map(({ key, label }): Found => ["bad-field", blockId, label || key]);
}

function checkAction({ blockId, action }: Extract<Block, { kind: "action" }>, world: CheckWorld): Found[] {
  if (action.kind === "set-topic" && !world.hasTopic(action.topicId))
    return [["unknown-topic", blockId, action.topicId]];
  if (action.kind === "transfer" && action.queueId !== null && !world.hasQueue(action.queueId))
    return [["unknown-queue", blockId, action.queueId]];
  if (
    action.kind === "open-link" &&
    !/^https:\/\/[^\s/{}]+(\/\S*)?$/.test(action.url.replaceAll(/\{\{[^{}]*\}\}/g, "x"))
  )
    return [["bad-link", blockId, action.url]];
  return [];
}

function checkCall({ blockId, scriptId, returns }: Extract<Block, { kind: "sub-script" }>, world: CheckWorld): Found[] {
  const called = world.script(scriptId);
  if (!called) return [["unknown-script", blockId, scriptId]];
  const outcomes = called.graph.blocks.flatMap((one) => (one.kind === "end" ? [one.outcome] : []));
  return returns
    .filter(({ outcome }) => !outcomes.includes(outcome))
    .map(({ outcome }): Found => ["unknown-outcome", blockId, outcome]);
}

function textsOf(block: Block): readonly string[] {
  if (block.kind === "objections") return block.items.map(({ text }) => text);
  if (block.kind === "action") {
    const { action } = block;
    if (action.kind === "send-template") return [action.text];
    return action.kind === "open-link" ? [action.url] : action.kind === "set-value" ? [action.value] : [];
  }
  return block.kind === "condition" || block.kind === "sub-script" ? [] : [block.text];
}

function checkTexts(block: Block, script: BookScript): Found[] {
  const { blockId } = block;
  const needsText = block.kind === "say" || block.kind === "question" || block.kind === "note";
  const found: Found[] = needsText && block.text.trim() === "" ? [["no-text", blockId]] : [];
  const set = variablesSet(script);
  for (const text of textsOf(block))
    for (const { variable, label, format, fallback } of variablesOf(text, script.labels)) {
      const isKnown = Object.hasOwn(KNOWN_VARIABLES, variable);
      if (!isKnown && !set.has(variable)) found.push(["unknown-variable", blockId, label]);
      else if (fallback === null && !isAlwaysKnown(variable)) found.push(["may-be-empty", blockId, label]);
      if (format !== null && !isFormat(format)) found.push(["unknown-format", blockId, format]);
    }
  for (const { test } of block.kind === "condition" ? block.branches : []) {
    const name = variableName(test.variable, script.labels);
    if (!Object.hasOwn(KNOWN_VARIABLES, name) && !set.has(name))
      found.push(["unknown-variable", blockId, test.variable]);
  }
  return found;
}

/** A queue's name, the operator's own and the like are there in every conversation; the customer's may not be. */
function isAlwaysKnown(variable: string): boolean {
  return ["operator.name", "channel", "direction", "date", "time"].includes(variable);
}

const SET = new WeakMap<BookScript, ReadonlySet<string>>();

/** What its forms ask for, and what its actions set. A sub-script may set more, and see what its caller has. */
function variablesSet(script: BookScript): ReadonlySet<string> {
  const known = SET.get(script);
  if (known) return known;
  const set = new Set(
    script.graph.blocks.flatMap((block) => {
      if (block.kind === "form") return block.fields.map(({ key }) => key);
      if (block.kind !== "action" || block.action.kind !== "set-value") return [];
      return [variableName(block.action.variable, script.labels)];
    }),
  );
  SET.set(script, set);
  return set;
}

function checkPlace(block: Block, script: BookScript, reached: ReadonlySet<BlockId>, world: CheckWorld): Found[] {
  const { blockId } = block;
  if (block.kind === "objections") return [];
  // One may still jump to a block that no way leads to: what is wrong behind it counts.
  const found: Found[] = reached.has(blockId) ? [] : [["unreachable", blockId]];
  if (!canEnd(script, blockId)) found.push(["no-end", blockId]);
  const performs = (one: Block) => performsItself(one, world);
  const isInRound = performs(block) && spread(waysOf(block), script.blocks, performs).has(blockId);
  return isInRound ? [...found, ["goes-round", blockId]] : found;
}

/** From the start, and from what objections lead to. */
function reachedFrom({ graph, blocks }: BookScript): ReadonlySet<BlockId> {
  const objections = graph.blocks.flatMap((block) =>
    block.kind === "objections" ? block.items.map(({ next }) => next) : [],
  );
  return spread([graph.startId, ...objections], blocks, () => true);
}

function spread(
  from: readonly (BlockId | null)[],
  blocks: ReadonlyMap<BlockId, Block>,
  isIn: (block: Block) => boolean,
): ReadonlySet<BlockId> {
  const reached = new Set<BlockId>();
  const open = [...from];
  while (open.length > 0) {
    const blockId = open.pop() ?? null;
    const block = blockId === null ? undefined : blocks.get(blockId);
    if (blockId === null || !block || reached.has(blockId) || !isIn(block)) continue;
    reached.add(blockId);
    open.push(...waysOf(block));
  }
  return reached;
}

/** Whether a run may go through the block without anybody: a sub-script may, where a way from its start to an end does. */
function performsItself(block: Block, world: CheckWorld, depth = 0): boolean {
  if (block.kind === "condition") return true;
  if (block.kind === "action") return !isOffered(block.action);
  if (block.kind !== "sub-script" || depth > SCRIPT_DEPTH_LIMIT) return false;
  const called = world.script(block.scriptId);
  if (!called) return false;
  const performs = (one: Block) => one.kind === "end" || performsItself(one, world, depth + 1);
  const through = spread([called.graph.startId], called.blocks, performs);
  return called.graph.blocks.some(({ blockId, kind }) => kind === "end" && through.has(blockId));
}

/** Whether the scripts it calls call it, or one another too deep. */
function checkCalls(script: BookScript, world: CheckWorld): Found[] {
  return script.graph.blocks.flatMap((block): Found[] => {
    if (block.kind !== "sub-script") return [];
    const fault = callFault(script.scriptId, block.scriptId, world);
    return fault ? [[fault, block.blockId, block.scriptId]] : [];
  });
}

function callFault(self: ScriptId, first: ScriptId, world: CheckWorld): "calls-itself" | "too-deep" | null {
  let level: readonly ScriptId[] = [first];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (level.includes(self)) return "calls-itself";
    if (depth > SCRIPT_DEPTH_LIMIT) return "too-deep";
    const blocks = level.flatMap((scriptId) => world.script(scriptId)?.graph.blocks ?? []);
    level = [...new Set(blocks.flatMap((block) => (block.kind === "sub-script" ? [block.scriptId] : [])))];
  }
  return null;
}
