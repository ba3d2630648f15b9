import { plainWords } from "../script-text.ts";
import { type OutlineLine, type OutlineSection, trimmed } from "./outline-lines.ts";
import {
  ACTION_WORDS,
  BLOCK_SETTING_WORDS,
  FIELD_WORDS,
  meaningOf,
  OTHERWISE_WORDS,
  RESULT_WORDS,
  TEST_WORDS,
} from "./outline-words.ts";
import { madeId, type OutlineWorld } from "./outline-world.ts";

type Named = {
  readonly blockId: string;
  readonly title: string;
  /** The block that follows where none is named. */
  readonly following: string | null;
  readonly world: OutlineWorld;
};

/** The lines of a block by what they are. `way`: the block it leads to. */
type BlockLines = {
  readonly text: string;
  readonly way: string | null;
  readonly answers: readonly (OutlineLine & { readonly next: string | null })[];
  readonly items: readonly OutlineLine[];
  readonly checks: readonly object[];
  readonly norm: number | null;
  readonly result: string | null;
  readonly call: string | null;
};

/** A block of a draft, before it is parsed. */
export function outlineBlock(section: OutlineSection, named: Named): object {
  const { blockId, title, following, world } = named;
  if (section.kind === "objections") return { kind: "objections", blockId, title, items: objections(section, named) };
  const lines = blockLines(section, named);
  const common = { blockId, title, isObligatory: section.isObligatory, checks: lines.checks, normMs: lines.norm };
  const next = lines.way ?? following;
  const { text } = lines;
  const hasItems = section.kind === "form" || section.kind === "condition" || section.kind === "sub-script";
  if (!hasItems) for (const { line } of lines.items) world.say(line, "out-of-place");
  if (section.kind !== null) for (const { line } of lines.answers) world.say(line, "out-of-place");
  switch (section.kind) {
    case null:
      return lines.answers.length > 0
        ? { kind: "question", ...common, text, answers: answers(lines, named) }
        : { kind: "say", ...common, text, next };
    case "note":
      return { kind: "note", ...common, text, next };
    case "end":
      return { kind: "end", ...common, text, outcome: title, result: lines.result };
    case "form":
      return { kind: "form", ...common, text, next, fields: lines.items.map((item) => field(item, world)) };
    case "condition": {
      const branches = lines.items.map((item) => branch(item, world));
      const otherwise = branches.find((one) => one.test === null);
      return {
        ...{ kind: "condition", ...common, branches: branches.filter(({ test }) => test !== null) },
        otherwise: otherwise ? otherwise.next : next,
      };
    }
    case "sub-script": {
      const returns = lines.items.map((item) => wayOf(item, world));
      const otherwise = returns.find(({ words }) => OTHERWISE_WORDS.includes(plainWords(words)));
      return {
        ...{ kind: "sub-script", ...common, scriptId: lines.call ?? world.say(section.line, "unknown-action") },
        returns: returns
          .filter((one) => one !== otherwise)
          .map(({ words, next: to }) => ({ outcome: words, next: to })),
        next: otherwise ? otherwise.next : next,
      };
    }
    case "action":
      return { kind: "action", ...common, action: action(section, text, world), next };
  }
}

const ANSWER = /^\d{1,2}[.)]\s+(.+)$/;
const ITEM = /^[-*]\s+(.+)$/;
const CHECK = /^[-*]\s+\[ ?\]\s+(.+)$/;
const WAY = /^(?:->|→)\s*(.+)$/;
const OPTIONAL = /\s*\((?:по желанию|optional)\)$/i;

function blockLines(section: OutlineSection, { blockId, world }: Named): BlockLines {
  const said: OutlineLine[] = [];
  const found = {
    ...{ way: null as string | null, norm: null as number | null, result: null as string | null },
    ...{ call: null as string | null },
    answers: [] as BlockLines["answers"][number][],
    items: [] as OutlineLine[],
    checks: [] as object[],
  };
  for (const one of section.lines) {
    const { line, text } = one;
    const check = CHECK.exec(text)?.[1];
    const answer = ANSWER.exec(text)?.[1];
    const item = ITEM.exec(text)?.[1];
    const way = WAY.exec(text)?.[1];
    if (check !== undefined) {
      const words = check.replace(OPTIONAL, "");
      found.checks.push({ checkId: madeId(blockId, `c ${words}`), text: words, isObligatory: words === check });
    } else if (answer !== undefined) {
      const { words, next } = wayOf({ line, text: answer }, world);
      found.answers.push({ line, text: words, next });
    } else if (item !== undefined) found.items.push({ line, text: item });
    else if (way !== undefined) found.way = world.blockOf(line, way);
    else if (!readSetting(one, section, found, world)) said.push(one);
  }
  const text = trimmed(said)
    .map((one) => one.text)
    .join("\n");
  return { ...found, text };
}

/** `норма: 30 с`, `результат: решено`, `вызвать: script`; an action's own words are its text. */
function readSetting(
  { line, text }: OutlineLine,
  { kind }: OutlineSection,
  found: { norm: number | null; result: string | null; call: string | null },
  world: OutlineWorld,
): boolean {
  const [word = "", ...rest] = text.split(":");
  const value = rest.join(":").trim();
  const setting = rest.length === 0 ? null : meaningOf(BLOCK_SETTING_WORDS, word);
  if (setting === "norm") {
    const [, seconds] = /^(\d{1,4})\s*(?:с|s)\.?$/.exec(value) ?? [];
    if (seconds === undefined) world.say(line, "unknown-setting");
    else found.norm = Number(seconds) * 1000;
    return true;
  }
  if (setting === "result" && kind === "end") {
    found.result = meaningOf(RESULT_WORDS, value) ?? world.say(line, "unknown-setting");
    return true;
  }
  if (setting === "call" && kind === "sub-script") {
    found.call = value;
    return true;
  }
  return false;
}

function answers({ answers: lines }: BlockLines, { blockId, following, world }: Named): readonly object[] {
  const seen = new Set<string>();
  return lines.map(({ line, text, next }) => {
    const answerId = madeId(blockId, text);
    if (seen.has(answerId)) world.say(line, "same-title");
    seen.add(answerId);
    return { answerId, text, next: next ?? following };
  });
}

/** `слова -> Название`. */
function wayOf(
  { line, text }: OutlineLine,
  world: OutlineWorld,
): { readonly words: string; readonly next: string | null } {
  const at = Math.max(text.lastIndexOf("->"), text.lastIndexOf("→"));
  if (at < 0) return { words: text.trim(), next: null };
  const title = text.slice(at).replace(/^(?:->|→)\s*/, "");
  return { words: text.slice(0, at).trim(), next: world.blockOf(line, title) };
}

/** `Название*: вид[ (что выбрать; что ещё)]`; the key is the label, so that texts name it as people do. */
function field({ line, text }: OutlineLine, world: OutlineWorld): object | null {
  const [, label, star, typeWords, options] =
    /^([^:*]{1,40}?)\s*(\*?)\s*:\s*([^(]+?)\s*(?:\((.+)\))?$/.exec(text) ?? [];
  const type = typeWords === undefined ? null : meaningOf(FIELD_WORDS, typeWords);
  if (label === undefined || type === null) return world.say(line, "unknown-field");
  return {
    ...{
      key: label.trim().replaceAll(/[^\p{L}\p{N}_.-]+/gu, "-"),
      label: label.trim(),
      type,
      isRequired: star === "*",
    },
    options: options?.split(";").map((one) => one.trim()) ?? [],
  };
}

/** `{{Имя}} больше 5000 -> Название`, or `иначе -> Название`. */
function branch(
  item: OutlineLine,
  world: OutlineWorld,
): { readonly test: object | null; readonly next: string | null } {
  const { words, next } = wayOf(item, world);
  if (OTHERWISE_WORDS.includes(plainWords(words))) return { test: null, next };
  const [, variable, asked = ""] = /^\{\{([^{}]+)\}\}\s+(.+)$/.exec(words) ?? [];
  for (const [is, names] of Object.entries(TEST_WORDS))
    for (const name of names)
      if (variable !== undefined && (asked === name || asked.startsWith(`${name} `)))
        return { test: { variable: variable.trim(), is, value: asked.slice(name.length).trim() }, next };
  world.say(item.line, "unknown-condition");
  return { test: null, next };
}

/** `тема: order-status`, `значение: скидка = 10`, `отправить:` with the text below it, and so on. */
function action({ line }: OutlineSection, text: string, world: OutlineWorld): object | null {
  const [first = "", ...more] = text.split("\n");
  const [word = "", ...rest] = first.split(":");
  const value = [rest.join(":").trim(), ...more].join("\n").trim();
  const kind = meaningOf(ACTION_WORDS, word);
  switch (kind) {
    case null:
      return world.say(line, "unknown-action");
    case "set-topic":
      return { kind, topicId: value };
    case "set-result": {
      const result = meaningOf(RESULT_WORDS, value);
      return result ? { kind, result } : world.say(line, "unknown-action");
    }
    case "set-value": {
      const [, variable, words] = /^([^=]+)=([\s\S]*)$/.exec(value) ?? [];
      return variable === undefined
        ? world.say(line, "unknown-action")
        : { kind, variable: variable.trim(), value: (words ?? "").trim() };
    }
    case "pause-recording":
    case "resume-recording":
    case "order-call-back":
      return { kind };
    case "transfer":
      return { kind, queueId: value === "" ? null : value };
    case "send-template":
      return { kind, text: value };
    case "open-link":
      return { kind, url: value };
  }
}

function objections(section: OutlineSection, { blockId, world }: Named): readonly object[] {
  const heads = section.lines.filter(({ text }) => text.startsWith("### "));
  for (const { line, text } of section.lines)
    if (text.trim() !== "" && line < (heads[0]?.line ?? Number.POSITIVE_INFINITY)) world.say(line, "out-of-place");
  const seen = new Set<string>();
  return heads.map(({ line, text }, index) => {
    const title = text.slice(4).trim();
    const objectionId = madeId(blockId, title);
    if (seen.has(objectionId)) world.say(line, "same-title");
    seen.add(objectionId);
    const below = section.lines.filter(
      (one) => one.line > line && one.line < (heads[index + 1]?.line ?? Number.POSITIVE_INFINITY),
    );
    const ways = below.filter((one) => WAY.test(one.text));
    const way = ways[0];
    const said = trimmed(below.filter((one) => !ways.includes(one)));
    return {
      ...{ objectionId, title, text: said.map((one) => one.text).join("\n") },
      next: way ? world.blockOf(way.line, WAY.exec(way.text)?.[1] ?? "") : null,
    };
  });
}
