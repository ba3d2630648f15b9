import type { BlockId, ScriptId } from "../../ids.ts";
import { accepted, type Result, refused } from "../../result.ts";
import { isTrue } from "./condition.ts";
import { readForm } from "./form-values.ts";
import type { Block, ScriptAction } from "./script.ts";
import { blockAt, objectionsOf, type Place, type ScriptBook } from "./script-book.ts";
import {
  SCRIPT_DEPTH_LIMIT,
  SCRIPT_PERFORMED_LIMIT,
  SCRIPT_VALUE_LIMIT,
  SCRIPT_VALUES_LIMIT,
  SCRIPT_WAY_LIMIT,
} from "./script-limits.ts";
import { doneKey, type ScriptRun, type ScriptStep, type StepInput, type StuckReason } from "./script-run.ts";
import { filledText, type ScriptValues, variableName } from "./script-text.ts";

/** Actions that are done by themselves, in the order the run came to them, for whoever performs the script. */
export type PerformedAction = Exclude<ScriptAction, { readonly kind: OfferedKind | "set-value" }>;
type OfferedKind = "transfer" | "order-call-back" | "send-template" | "open-link";

/** A run after a step, and what is to be done because of it. A replay leaves `performed` alone. */
export type Stepped = { readonly run: ScriptRun; readonly performed: readonly PerformedAction[] };

/**
 * Why a step is not made. `not-here`: the block has no such way; `unknown-answer`, `unknown-check`, `unknown-objection`,
 * `unknown-block`: it is not in the script; `form-refused`: `detail` lists the fields (`ReadForm`); `nowhere-back`: this is the first block.
 */
export type StepRefusal =
  | "not-here"
  | "unknown-answer"
  | "unknown-check"
  | "unknown-objection"
  | "unknown-block"
  | "form-refused"
  | "too-many-values"
  | "nowhere-back";

/** Begins a walk. A script without a first block is stuck at once. */
export function beginRun(
  book: ScriptBook,
  { scriptId, known, atMs }: { readonly scriptId: ScriptId; readonly known: ScriptValues; readonly atMs: number },
): Stepped {
  const start = book(scriptId)?.graph.startId ?? null;
  const run: ScriptRun = {
    ...{ scriptId, atMs, callers: [], way: [], known: { ...known }, values: {}, done: [], steps: 0 },
    // A script that is not there has no block to stand at: the place names what was asked for.
    at: { scriptId, blockId: start ?? (scriptId as string as BlockId) },
    status: { kind: "waiting" },
  };
  if (!book(scriptId)) return { run: stuck(run, "unknown-script"), performed: [] };
  return start === null ? { run: stuck(run, "no-way"), performed: [] } : perform(book, run, start);
}

/** One step. Pure and total: any run and any input give a new run or a refusal, and the same ones always. */
export function scriptStep(
  book: ScriptBook,
  run: ScriptRun,
  { input, atMs }: ScriptStep,
): Result<Stepped, StepRefusal> {
  const made = handle(book, run, input);
  if (!made.ok) return made;
  const { performed, run: after } = made.value;
  const hasMoved = after.at !== run.at || after.status !== run.status;
  return accepted({ performed, run: { ...after, steps: run.steps + 1, atMs: hasMoved ? atMs : run.atMs } });
}

function handle(book: ScriptBook, run: ScriptRun, input: StepInput): Result<Stepped, StepRefusal> {
  switch (input.kind) {
    case "back":
      return back(book, run);
    case "jump":
      return jump(book, run, input.to);
    case "know":
      return isTooMuch({ ...run.known, ...input.values })
        ? refused("too-many-values")
        : stay({ ...run, known: { ...run.known, ...input.values } });
    case "objection":
      return objection(book, run, input);
    case "tick":
      return tick(book, run, input);
    case "next":
    case "answer":
    case "fill": {
      const block = blockAt(book, run.at);
      if (!block || run.status.kind !== "waiting") return refused("not-here");
      return forward(book, run, block, input);
    }
  }
}

function forward(
  book: ScriptBook,
  run: ScriptRun,
  block: Block,
  input: Extract<StepInput, { kind: "next" | "answer" | "fill" }>,
): Result<Stepped, StepRefusal> {
  if (input.kind === "answer") {
    if (block.kind !== "question") return refused("not-here");
    const answer = block.answers.find(({ answerId }) => answerId === input.answerId);
    return answer ? accepted(leave(book, run, block, answer.next)) : refused("unknown-answer");
  }
  if (input.kind === "fill") {
    if (block.kind !== "form") return refused("not-here");
    const read = readForm(block.fields, input.values);
    if (!read.ok) return refused("form-refused", "no", read.refusals);
    const values = { ...run.values, ...read.values };
    if (isTooMuch(values)) return refused("too-many-values");
    return accepted(leave(book, { ...run, values }, block, block.next));
  }
  const hasOneWay = block.kind === "say" || block.kind === "note" || block.kind === "action";
  return hasOneWay ? accepted(leave(book, run, block, block.next)) : refused("not-here");
}

function back(book: ScriptBook, run: ScriptRun): Result<Stepped, StepRefusal> {
  const before = run.way.at(-1);
  if (!before) return refused("nowhere-back");
  return accepted(perform(book, { ...run, ...before, way: run.way.slice(0, -1) }, before.at.blockId));
}

/** Within the script of now the callers stay; in one of them, those above it; in another script of the run there are none. */
function jump(book: ScriptBook, run: ScriptRun, to: Place): Result<Stepped, StepRefusal> {
  const block = blockAt(book, to);
  if (!block || block.kind === "objections") return refused("unknown-block");
  const outer = run.callers.findIndex(({ scriptId }) => scriptId === to.scriptId);
  const isHere = run.at.scriptId === to.scriptId;
  if (!isHere && outer < 0) return refused("unknown-block");
  const callers = isHere ? run.callers : run.callers.slice(0, outer);
  return accepted(perform(book, { ...run, callers, way: wayOn(run), at: to }, to.blockId));
}

function objection(
  book: ScriptBook,
  run: ScriptRun,
  { objectionId, isFollowed }: Extract<StepInput, { kind: "objection" }>,
): Result<Stepped, StepRefusal> {
  const script = book(run.at.scriptId);
  const found = script && objectionsOf(script).find((one) => one.objectionId === objectionId);
  if (!found) return refused("unknown-objection");
  if (!isFollowed || found.next === null) return stay({ ...run });
  return accepted(perform(book, { ...run, way: wayOn(run) }, found.next));
}

function tick(
  book: ScriptBook,
  run: ScriptRun,
  { checkId, isDone }: Extract<StepInput, { kind: "tick" }>,
): Result<Stepped, StepRefusal> {
  if (!blockAt(book, run.at)?.checks.some((check) => check.checkId === checkId)) return refused("unknown-check");
  const key = doneKey(run.at, checkId);
  const others = run.done.filter((one) => one !== key);
  return stay({ ...run, done: isDone ? [...others, key] : others });
}

function stay(run: ScriptRun): Result<Stepped, never> {
  return accepted({ run, performed: [] });
}

/** On from a block that waited. */
function leave(book: ScriptBook, run: ScriptRun, block: Block, next: BlockId | null): Stepped {
  const passed: ScriptRun = { ...run, way: wayOn(run), done: doneAfter(run, block) };
  return next === null ? { run: stuck(passed, "no-way"), performed: [] } : perform(book, passed, next);
}

/** From a block on, through all that perform themselves, to one that waits. */
function perform(book: ScriptBook, from: ScriptRun, next: BlockId): Stepped {
  const performed: PerformedAction[] = [];
  let run: ScriptRun = { ...from, at: { scriptId: from.at.scriptId, blockId: next } };
  for (let count = 0; count < SCRIPT_PERFORMED_LIMIT; count += 1) {
    const script = book(run.at.scriptId);
    const block = blockAt(book, run.at);
    if (!script || !block) return { run: stuck(run, script ? "unknown-block" : "unknown-script"), performed };
    const moved = performBlock(book, run, block);
    if (moved.action) performed.push(moved.action);
    if (moved.to === "here") return { run: moved.run, performed };
    if (moved.to === null) return { run: stuck(moved.run, "no-way"), performed };
    run = { ...moved.run, at: moved.to };
  }
  return { run: stuck(run, "goes-round"), performed };
}

type Moved = { readonly run: ScriptRun; readonly to: Place | "here" | null; readonly action?: PerformedAction };

/** What a block does when the run comes to it. */
function performBlock(book: ScriptBook, run: ScriptRun, block: Block): Moved {
  const here = (blockId: BlockId | null) => (blockId === null ? null : { scriptId: run.at.scriptId, blockId });
  const labels = book(run.at.scriptId)?.labels ?? new Map<string, string>();
  switch (block.kind) {
    case "say":
    case "question":
    case "form":
    case "note":
      return { run: { ...run, status: { kind: "waiting" } }, to: "here" };
    case "condition": {
      const branch = block.branches.find(({ test }) => isTrue(test, valuesOf(run), labels));
      return { run: passedBy(run, block), to: here(branch ? branch.next : block.otherwise) };
    }
    case "action": {
      if (isOffered(block.action)) return { run: { ...run, status: { kind: "waiting" } }, to: "here" };
      if (block.action.kind === "set-value")
        return { run: passedBy(withValue(run, block.action, labels), block), to: here(block.next) };
      return { run: passedBy(run, block), to: here(block.next), action: block.action };
    }
    case "sub-script":
      return called(book, run, block);
    case "objections":
      return { run: stuck(run, "no-way"), to: "here" };
    case "end":
      return ended(book, passedBy(run, block), block);
  }
}

function called(book: ScriptBook, run: ScriptRun, block: Extract<Block, { kind: "sub-script" }>): Moved {
  const script = book(block.scriptId);
  if (!script) return { run: stuck(run, "unknown-script"), to: "here" };
  if (run.callers.length >= SCRIPT_DEPTH_LIMIT) return { run: stuck(run, "too-deep"), to: "here" };
  const { startId } = script.graph;
  const to = startId === null ? null : { scriptId: block.scriptId, blockId: startId };
  return { run: { ...run, callers: [...run.callers, run.at] }, to };
}

/** The end of a sub-script goes on where it was called. */
function ended(book: ScriptBook, run: ScriptRun, { outcome, result }: Extract<Block, { kind: "end" }>): Moved {
  const caller = run.callers.at(-1);
  if (!caller) return { run: { ...run, status: { kind: "ended", outcome, result } }, to: "here" };
  const block = blockAt(book, caller);
  const returned: ScriptRun = { ...run, at: caller, callers: run.callers.slice(0, -1) };
  if (block?.kind !== "sub-script") return { run: stuck(returned, "unknown-block"), to: "here" };
  const way = block.returns.find((one) => one.outcome === outcome);
  const next = way ? way.next : block.next;
  return {
    run: passedBy(returned, block),
    to: next === null ? null : { scriptId: caller.scriptId, blockId: next },
  };
}

function stuck(run: ScriptRun, why: StuckReason): ScriptRun {
  return { ...run, status: { kind: "stuck", why } };
}

function passedBy(run: ScriptRun, block: Block): ScriptRun {
  const done = doneAfter(run, block);
  return done === run.done ? run : { ...run, done };
}

function doneAfter({ at, done }: ScriptRun, { isObligatory }: Block): ScriptRun["done"] {
  const key = doneKey(at);
  return isObligatory && !done.includes(key) ? [...done, key] : done;
}

/** The way with the block of now at its end; what is too far back is forgotten. */
function wayOn({ at, callers, way }: ScriptRun): ScriptRun["way"] {
  return [...way.slice(1 - SCRIPT_WAY_LIMIT), { at, callers }];
}

/** What texts and conditions see. */
export function valuesOf({ known, values }: Pick<ScriptRun, "known" | "values">): ScriptValues {
  return { ...known, ...values };
}

function withValue(
  run: ScriptRun,
  { variable, value }: Extract<ScriptAction, { kind: "set-value" }>,
  labels: ReadonlyMap<string, string>,
): ScriptRun {
  const filled = filledText(value, valuesOf(run), labels).slice(0, SCRIPT_VALUE_LIMIT);
  const values = { ...run.values, [variableName(variable, labels)]: filled };
  // A script that sets ever new ones goes on with those it has.
  return isTooMuch(values) ? run : { ...run, values };
}

function isTooMuch(values: ScriptValues): boolean {
  return Object.keys(values).length > SCRIPT_VALUES_LIMIT;
}

/** Whether an action is the operator's to do. */
export function isOffered(action: ScriptAction): action is Extract<ScriptAction, { kind: OfferedKind }> {
  const { kind } = action;
  return kind === "transfer" || kind === "order-call-back" || kind === "send-template" || kind === "open-link";
}
