import * as z from "zod";
import { accepted, type Result, refused } from "../../../result.ts";
import { ScriptDraft } from "../script-draft.ts";
import { SCRIPT_BLOCKS_LIMIT } from "../script-limits.ts";
import { plainWords } from "../script-text.ts";
import { type OutlineSection, outlineParts } from "./outline-lines.ts";
import type { OutlineProblem, OutlineProblemCode } from "./outline-problem.ts";
import { madeId, type OutlineWorld } from "./outline-world.ts";
import { outlineBlock } from "./read-outline-block.ts";
import { readOutlineSettings } from "./read-outline-settings.ts";

/**
 * A script out of a Markdown outline: `# Title`, settings as `слово: значение`, a line of `> summary`, and a block per
 * `## [Вид:] Название[ *]` with its text. In a block: `1. Ответ -> Название`, `- [ ] проверка`, `-> Название` (without it the
 * next block follows). `docs/scripts.md` has it whole. Ids are made of the titles, so that an outline read again after a change
 * keeps those of the blocks that stayed. `detail` of a refusal: every `OutlineProblem`, by lines.
 */
export function readOutline(outline: string): Result<ScriptDraft, "bad-outline"> {
  const parts = outlineParts(outline);
  const problems: OutlineProblem[] = [];
  const say = (line: number, code: OutlineProblemCode): null => {
    problems.push({ line, code });
    return null;
  };
  if (!parts.title?.text) say(parts.title?.line ?? 1, "no-title");
  if (parts.sections.length > SCRIPT_BLOCKS_LIMIT) return badOutline([{ line: 1, code: "bad-script" }]);
  const ids = sectionIds(parts.sections, say);
  const world: OutlineWorld = {
    say,
    blockOf: (line, title) => ids.get(plainWords(title)) ?? say(line, "unknown-block"),
  };
  const settings = readOutlineSettings(parts.settings, say);
  const row = parts.sections.filter(({ kind }) => kind !== "objections");
  const blocks = parts.sections.map((section) => {
    const next = row[row.indexOf(section) + 1];
    const following = next && section.kind !== "objections" ? (ids.get(plainWords(titleOf(next))) ?? null) : null;
    return outlineBlock(section, { blockId: idOf(section), title: titleOf(section), following, world });
  });
  if (problems.length > 0) return badOutline(problems);
  const start = row[0];
  const { audience, model, summary } = settings;
  const draft = ScriptDraft.safeParse({
    audience,
    graph: { model, summary, title: parts.title?.text, startId: start ? idOf(start) : null, blocks },
  });
  if (draft.success) return accepted(draft.data);
  return badOutline(draft.error.issues.map(({ path }) => ({ line: lineOf(path, parts.sections), code: "bad-script" })));
}

function badOutline(problems: readonly OutlineProblem[]) {
  return refused(
    "bad-outline",
    "no",
    problems.toSorted((one, other) => one.line - other.line),
  );
}

/** Objections are a list that needs no name. */
function titleOf({ kind, title }: OutlineSection): string {
  return title === "" && kind === "objections" ? "Возражения" : title;
}

function idOf(section: OutlineSection): string {
  return madeId("b", titleOf(section));
}

function sectionIds(sections: readonly OutlineSection[], say: OutlineWorld["say"]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const section of sections) {
    const name = plainWords(titleOf(section));
    if (ids.has(name)) say(section.line, "same-title");
    else ids.set(name, idOf(section));
  }
  return ids;
}

const InBlock = z.tuple([z.literal("graph"), z.literal("blocks"), z.number()], z.unknown());

/** The line of the block that something in a draft is of. */
function lineOf(path: readonly PropertyKey[], sections: readonly OutlineSection[]): number {
  const [, , index] = InBlock.safeParse(path).data ?? [];
  return (typeof index === "number" && sections[index]?.line) || 1;
}
