import type { Block, ScriptAction } from "../../../src-shared/domain/scripts/script.ts";
import { blocksAhead } from "../../../src-shared/domain/scripts/script-ahead.ts";
import {
  type BookScript,
  blockAt,
  objectionsOf,
  type ScriptBook,
} from "../../../src-shared/domain/scripts/script-book.ts";
import { doneKey, type ScriptRun } from "../../../src-shared/domain/scripts/script-run.ts";
import { isOffered, valuesOf } from "../../../src-shared/domain/scripts/script-step.ts";
import { filledText, type ScriptValues, textPieces } from "../../../src-shared/domain/scripts/script-text.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import type { ScriptView } from "../../../src-shared/ipc/scripts.ts";
import type { KeptRun } from "../../../src-shared/link/script-queries.ts";

/** How many of the blocks passed are shown. */
const CRUMBS = 12;

/** What the window sees of a run; null: its block is in none of the versions, which only damage can cause. */
export function scriptView(
  book: ScriptBook,
  { runId, pins, run }: KeptRun,
  { interactionId, toLocal }: { readonly interactionId: InteractionId; readonly toLocal: (hubMs: number) => number },
): ScriptView | null {
  const script = book(run.at.scriptId);
  const block = script?.blocks.get(run.at.blockId);
  const pin = pins.find(({ scriptId }) => scriptId === run.at.scriptId);
  if (!script || !block || !pin) return null;
  const values = valuesOf(run);
  const pieces = (text: string) => [...textPieces(text, values, script.labels)];
  const { title, model } = script.graph;
  return {
    ...{ interactionId, runId, scriptId: script.scriptId, title, model, version: pin.version },
    isCalled: run.callers.length > 0,
    at: run.at,
    blockTitle: block.title,
    kind: shownKind(block),
    text: pieces(textOf(block)),
    status: run.status,
    sinceMs: toLocal(run.atMs),
    normMs: block.normMs,
    checks: block.checks.map((check) => ({ ...check, isDone: run.done.includes(doneKey(run.at, check.checkId)) })),
    answers: block.kind === "question" ? block.answers.map((answer) => shownAnswer(answer, script)) : [],
    fields: block.kind === "form" ? block.fields.map((field) => ({ ...field, value: values[field.key] ?? "" })) : [],
    action: block.kind === "action" && isOffered(block.action) ? filledAction(block.action, values, script) : null,
    hasNext: block.kind === "say" || block.kind === "note" || block.kind === "action",
    crumbs: run.way.slice(-CRUMBS).map(({ at }) => ({ at, title: blockAt(book, at)?.title ?? "" })),
    steps: run.steps,
    ahead: blocksAhead(script, block.blockId).filter(isStoodAt).length,
    missed: missedBlocks(script, run, block),
    objections: objectionsOf(script).map(({ objectionId, title: name, text, next }) => {
      return { objectionId, title: name, text: pieces(text), leads: next !== null };
    }),
  };
}

/** Blocks that perform themselves are stood at only when the run is stuck there; they are shown as what they are near to. */
function shownKind({ kind }: Block): ScriptView["kind"] {
  return kind === "condition" || kind === "sub-script" || kind === "objections" ? "note" : kind;
}

/** A run waits here for the operator, or is over. */
function isStoodAt(block: Block): boolean {
  if (block.kind === "action") return isOffered(block.action);
  return block.kind !== "condition" && block.kind !== "sub-script" && block.kind !== "objections";
}

function textOf(block: Block): string {
  if (block.kind === "condition" || block.kind === "sub-script" || block.kind === "objections") return "";
  return block.kind === "action" ? "" : block.text;
}

/** Obligatory blocks and checks of the script that were gone past or are still to come; the block of now is being done. */
function missedBlocks(script: BookScript, { at, done }: ScriptRun, here: Block): string[] {
  return script.graph.blocks
    .filter((block) => block.isObligatory && block !== here)
    .filter(({ blockId }) => !done.includes(doneKey({ scriptId: at.scriptId, blockId })))
    .map(({ title }) => title);
}

function shownAnswer(
  { answerId, text, next }: Extract<Block, { kind: "question" }>["answers"][number],
  { blocks }: BookScript,
): ScriptView["answers"][number] {
  const to = next === null ? undefined : blocks.get(next);
  return { answerId, text, to: to && isStoodAt(to) ? to.title : "" };
}

function filledAction(action: ScriptAction, values: ScriptValues, { labels }: BookScript): ScriptAction {
  if (action.kind === "send-template") return { ...action, text: filledText(action.text, values, labels) };
  if (action.kind !== "open-link") return action;
  const encoded = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encodeURIComponent(value)]));
  return { ...action, url: filledText(action.url, encoded, labels) };
}
