import * as z from "zod";
import { BlockId, QueueId, ScriptId, TopicId } from "../../ids.ts";
import { cleanText } from "../message.ts";
import { ContactResult } from "../topics/contact-outcome.ts";
import {
  SCRIPT_BLOCKS_LIMIT,
  SCRIPT_FIELDS_LIMIT,
  SCRIPT_ITEMS_LIMIT,
  SCRIPT_TEXT_LIMIT,
  SCRIPT_TITLE_LIMIT,
  SCRIPT_WORDS_LIMIT,
} from "./script-limits.ts";

const line = (limit: number) => z.string().overwrite(cleanText).trim().max(limit);
const Title = line(SCRIPT_TITLE_LIMIT);
const Words = line(SCRIPT_WORDS_LIMIT);
const Text = z.string().overwrite(cleanText).max(SCRIPT_TEXT_LIMIT);
/** Where it goes on; null: nowhere yet, which only a draft may say. */
const Next = BlockId.nullable();

/** What a form's field holds: dates are `2026-11-24`, times `14:30`, phones E.164, `yes-no` is `yes` or `no`, money is roubles and kopecks `1234.50`. */
export const FieldType = z.enum(["text", "number", "money", "date", "time", "phone", "email", "choice", "yes-no"]);
export type FieldType = z.output<typeof FieldType>;

/** One field of a form. Its value is the variable `key`, in this script and in those it calls; `label` names it to people, also in texts. */
export const FormField = z.object({
  key: z.string().regex(/^[\p{L}\p{N}_.-]{1,40}$/u),
  label: Words,
  type: FieldType,
  isRequired: z.boolean().default(false),
  /** Of a `choice`: what may be chosen. */
  options: z.array(Words).max(SCRIPT_ITEMS_LIMIT).default([]),
  /** Of a `number` and `money`. */
  min: z.number().nullable().default(null),
  max: z.number().nullable().default(null),
});
export type FormField = z.output<typeof FormField>;

/** What is asked of a variable. `more`, `less`: as numbers; a value that is none answers neither. Capitals and ё make no difference. */
export const ConditionTest = z.object({
  variable: z.string().min(1).max(60),
  is: z.enum(["equal", "not-equal", "contains", "more", "less", "filled", "empty"]),
  value: Words.default(""),
});
export type ConditionTest = z.output<typeof ConditionTest>;

/** What a script does. The first ones are done by themselves; `transfer` and those after it are offered, and the operator does them. */
export const ScriptAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("set-topic"), topicId: TopicId }),
  z.object({ kind: z.literal("set-result"), result: ContactResult }),
  /** `value` may hold variables. */
  z.object({ kind: z.literal("set-value"), variable: z.string().min(1).max(60), value: Words }),
  /** While a card's number is said. */
  z.object({ kind: z.literal("pause-recording") }),
  z.object({ kind: z.literal("resume-recording") }),
  /** Null: whom the operator chooses. */
  z.object({ kind: z.literal("transfer"), queueId: QueueId.nullable() }),
  z.object({ kind: z.literal("order-call-back") }),
  /** To the customer, in a text channel. */
  z.object({ kind: z.literal("send-template"), text: Text }),
  /** `https` only; variables in it are encoded. */
  z.object({ kind: z.literal("open-link"), url: z.string().max(2000) }),
]);
export type ScriptAction = z.output<typeof ScriptAction>;

/** Something that is to be done in a block, and is ticked when it was. */
const Check = z.object({ checkId: BlockId, text: Words, isObligatory: z.boolean().default(true) });

const block = <Kind extends string, Shape extends z.core.$ZodLooseShape>(kind: Kind, shape: Shape) =>
  z.object({
    kind: z.literal(kind),
    blockId: BlockId,
    title: Title,
    /** Whoever leads the conversation must have been here before its end. */
    isObligatory: z.boolean().default(false),
    checks: z.array(Check).max(SCRIPT_ITEMS_LIMIT).default([]),
    /** How long one is here as a rule, ms; null: nobody said. */
    normMs: z.number().int().positive().nullable().default(null),
    /** Where an editor draws it, in its own units; null: it is laid out by itself. */
    place: z.object({ x: z.number(), y: z.number() }).nullable().default(null),
    ...shape,
  });

const Answer = z.object({ answerId: BlockId, text: Words, next: Next });
const Branch = z.object({ test: ConditionTest, next: Next });
const Return = z.object({ outcome: Words, next: Next });
const Objection = z.object({ objectionId: BlockId, title: Words, text: Text, next: Next });

/**
 * One block. Those that wait: `say`, `question`, `form`, `note`, `end`, and an `action` that is offered. Those that perform
 * themselves: `condition` (the first branch that is true), `sub-script` (`returns`: by the outcome of its end, else `next`),
 * and an `action` that is done by itself. `objections` is never entered: its items are at hand in every block of the script,
 * and one with `next` leads there. The texts may hold variables (`script-text.ts`).
 */
export const Block = z.discriminatedUnion("kind", [
  block("say", { text: Text, next: Next }),
  block("question", { text: Text, answers: z.array(Answer).max(SCRIPT_ITEMS_LIMIT) }),
  block("form", { text: Text, fields: z.array(FormField).max(SCRIPT_FIELDS_LIMIT), next: Next }),
  block("condition", { branches: z.array(Branch).max(SCRIPT_ITEMS_LIMIT), otherwise: Next }),
  block("action", { action: ScriptAction, next: Next }),
  block("sub-script", { scriptId: ScriptId, returns: z.array(Return).max(SCRIPT_ITEMS_LIMIT), next: Next }),
  block("objections", { items: z.array(Objection).max(SCRIPT_ITEMS_LIMIT) }),
  /** For the operator only. */
  block("note", { text: Text, next: Next }),
  /** `outcome`: how this conversation ended, in a word or two; `result`: what is said of the contact by it, null: nothing. */
  block("end", { text: Text, outcome: Words, result: ContactResult.nullable() }),
]);
export type Block = z.output<typeof Block>;
export type BlockKind = Block["kind"];

/** `standard`: one way from the first block to the end; `block-scheme`: a graph; `hybrid`: a graph with objections at hand. */
export const ScriptModel = z.enum(["standard", "block-scheme", "hybrid"]);
export type ScriptModel = z.output<typeof ScriptModel>;

/** What a version of a script is, as plain data: a list of blocks that name one another. Whether it may be used is said by `checkScript`. */
export const ScriptGraph = z.object({
  model: ScriptModel,
  title: Title.min(1),
  /** What it is for, to whoever chooses it. */
  summary: Words.default(""),
  startId: BlockId.nullable(),
  blocks: z.array(Block).max(SCRIPT_BLOCKS_LIMIT),
});
export type ScriptGraph = z.output<typeof ScriptGraph>;
