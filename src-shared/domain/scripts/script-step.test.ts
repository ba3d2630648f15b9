import { describe, expect, it } from "vitest";
import { aBlock, aBook, aGraph, ask, end, say } from "../../../tests/support/a-script.ts";
import { BlockId, ScriptId } from "../../ids.ts";
import type { ScriptBook } from "./script-book.ts";
import { doneKey, type ScriptRun, StepInput } from "./script-run.ts";
import { beginRun, scriptStep } from "./script-step.ts";

const main = ScriptId.parse("main");
const start = (book: ScriptBook, known = {}) => beginRun(book, { scriptId: main, known, atMs: 1000 });
const step = (book: ScriptBook, run: ScriptRun, input: object, atMs = 2000) =>
  scriptStep(book, run, { input: StepInput.parse(input), atMs });

function made(book: ScriptBook, run: ScriptRun, ...inputs: readonly object[]): ScriptRun {
  return inputs.reduce<ScriptRun>((before, input) => {
    const stepped = step(book, before, input);
    if (!stepped.ok) throw new Error(stepped.code);
    return stepped.value.run;
  }, run);
}

describe("a walk through a block scheme", () => {
  const book = aBook({
    main: aGraph([
      say("hello", "why", { isObligatory: true, checks: [{ checkId: "named", text: "Представился" }] }),
      ask("why", ["form", "bye"]),
      aBlock("form", "form", {
        text: "",
        fields: [{ key: "sum", label: "Сумма", type: "money", isRequired: true, min: 1 }],
        next: "big",
      }),
      aBlock("condition", "big", {
        branches: [{ test: { variable: "сумма", is: "more", value: "1000" }, next: "topic" }],
        otherwise: "bye",
      }),
      aBlock("action", "topic", { action: { kind: "set-topic", topicId: "money" }, next: "queue" }),
      aBlock("action", "queue", { action: { kind: "transfer", queueId: null }, next: "bye" }),
      aBlock("objections", "no", {
        items: [
          { objectionId: "dear", title: "Дорого", text: "Понимаю", next: null },
          { objectionId: "boss", title: "Позовите старшего", text: "Зову", next: "queue" },
        ],
      }),
      end("bye", "попрощались", { result: "solved" }),
    ]),
  });

  it("waits where somebody has to say or do something, and does the rest by itself", () => {
    const begun = start(book).run;
    expect(begun).toMatchObject({ at: { blockId: "hello" }, status: { kind: "waiting" }, atMs: 1000, steps: 0 });
    const asked = made(book, begun, { kind: "next" }, { kind: "answer", answerId: "why-1" });
    expect(asked).toMatchObject({ at: { blockId: "form" }, atMs: 2000, steps: 2, done: ["main/hello"] });
    const filled = step(book, asked, { kind: "fill", values: { sum: "1 500,50 ₽", other: "x" } });
    expect(filled.ok && filled.value).toMatchObject({
      run: { at: { blockId: "queue" }, values: { sum: "1500.50" } },
      performed: [{ kind: "set-topic", topicId: "money" }],
    });
    const over = made(book, asked, { kind: "fill", values: { sum: "5" } });
    expect(over.status).toEqual({ kind: "ended", outcome: "попрощались", result: "solved" });
    expect(over.way.map(({ at }) => at.blockId)).toEqual(["hello", "why", "form"]);
  });

  it("refuses what does not fit, and changes nothing by it", () => {
    const { run } = start(book);
    const form = made(book, run, { kind: "next" }, { kind: "answer", answerId: "why-1" });
    expect(step(book, run, { kind: "answer", answerId: "why-1" })).toMatchObject({ code: "not-here" });
    expect(step(book, form, { kind: "next" })).toMatchObject({ code: "not-here" });
    expect(step(book, run, { kind: "back" })).toMatchObject({ code: "nowhere-back" });
    expect(step(book, run, { kind: "tick", checkId: "other", isDone: true })).toMatchObject({ code: "unknown-check" });
    expect(step(book, run, { kind: "jump", to: { scriptId: "main", blockId: "no" } })).toMatchObject({
      code: "unknown-block",
    });
    expect(step(book, run, { kind: "jump", to: { scriptId: "other", blockId: "why" } })).toMatchObject({
      code: "unknown-block",
    });
    expect(step(book, form, { kind: "fill", values: { sum: "0.5" } })).toMatchObject({
      code: "form-refused",
      detail: [{ key: "sum", code: "too-small" }],
    });
    expect(step(book, made(book, run, { kind: "next" }), { kind: "answer", answerId: "x" })).toMatchObject({
      code: "unknown-answer",
    });
    const over = made(book, form, { kind: "fill", values: { sum: "5" } });
    expect(step(book, over, { kind: "next" })).toMatchObject({ code: "not-here" });
    expect(made(book, over, { kind: "back" })).toMatchObject({ at: { blockId: "form" }, status: { kind: "waiting" } });
  });

  it("keeps the place while an objection is answered, and follows it where it leads", () => {
    const asked = made(book, start(book).run, { kind: "next" });
    const objection = { kind: "objection", objectionId: "dear", hasHelped: true, isFollowed: true };
    expect(made(book, asked, objection)).toEqual({ ...asked, steps: 2 });
    const led = made(book, asked, { ...objection, objectionId: "boss" });
    expect(led).toMatchObject({ at: { blockId: "queue" } });
    expect(made(book, led, { kind: "back" }).at).toEqual(asked.at);
    expect(made(book, asked, { ...objection, objectionId: "boss", isFollowed: false }).at).toEqual(asked.at);
    expect(step(book, asked, { ...objection, objectionId: "what" })).toMatchObject({ code: "unknown-objection" });
  });

  it("remembers what was ticked, and forgets what was ticked by mistake", () => {
    const { run } = start(book);
    const ticked = made(book, run, { kind: "tick", checkId: "named", isDone: true });
    const key = doneKey(run.at, BlockId.parse("named"));
    expect(ticked.done).toEqual([key]);
    expect(ticked.atMs).toBe(1000);
    expect(made(book, ticked, { kind: "tick", checkId: "named", isDone: true }).done).toEqual([key]);
    expect(made(book, ticked, { kind: "tick", checkId: "named", isDone: false }).done).toEqual([]);
  });
});

describe("a script that calls another", () => {
  const inner = aGraph([ask("keep", ["stay", "go"]), end("stay", "остался"), end("go", "ушёл")]);
  const caller = (more: object = {}) =>
    aGraph([
      aBlock("sub-script", "sub", {
        scriptId: "inner",
        returns: [{ outcome: "остался", next: "glad" }],
        next: "bye",
        ...more,
      }),
      say("glad", "bye"),
      end("bye"),
    ]);

  it("comes back with its outcome, and on by the way for it or the common one", () => {
    const book = aBook({ main: caller(), inner });
    const { run } = start(book);
    expect(run).toMatchObject({ at: { scriptId: "inner", blockId: "keep" }, callers: [{ blockId: "sub" }] });
    expect(made(book, run, { kind: "answer", answerId: "keep-1" })).toMatchObject({
      ...{ at: { scriptId: "main", blockId: "glad" }, callers: [], status: { kind: "waiting" } },
    });
    const gone = made(book, run, { kind: "answer", answerId: "keep-2" });
    expect(gone).toMatchObject({ at: { blockId: "bye" }, status: { kind: "ended" } });
    expect(made(book, gone, { kind: "back" })).toMatchObject({ at: run.at, callers: run.callers });
    expect(made(book, run, { kind: "jump", to: { scriptId: "main", blockId: "glad" } }).callers).toEqual([]);
  });

  it("says why it cannot: the script is gone, or calls itself without end", () => {
    expect(start(aBook({ main: caller() })).run.status).toEqual({ kind: "stuck", why: "unknown-script" });
    expect(start(aBook({})).run.status).toEqual({ kind: "stuck", why: "unknown-script" });
    const itself = aBook({ main: caller({ scriptId: "main" }) });
    expect(start(itself).run.status).toEqual({ kind: "stuck", why: "too-deep" });
    const round = aBlock("condition", "round", { branches: [], otherwise: "round" });
    expect(start(aBook({ main: aGraph([round]) })).run.status).toEqual({ kind: "stuck", why: "goes-round" });
    expect(start(aBook({ main: aGraph([say("a", null)]) })).run.status.kind).toBe("waiting");
    const nowhere = aBook({ main: aGraph([say("a", null)]) });
    const stuck = made(nowhere, start(nowhere).run, { kind: "next" });
    expect(stuck.status).toEqual({ kind: "stuck", why: "no-way" });
    expect(made(nowhere, stuck, { kind: "back" })).toMatchObject({ at: { blockId: "a" }, status: { kind: "waiting" } });
    expect(start(aBook({ main: aGraph([say("a", "gone")], { startId: "no" }) })).run.status).toMatchObject({
      why: "unknown-block",
    });
  });
});

describe("what is known", () => {
  it("decides conditions, may change in the walk, and counts less than what was filled in", () => {
    const book = aBook({
      main: aGraph([
        say("hi", "vip"),
        aBlock("condition", "vip", {
          branches: [{ test: { variable: "метки клиента", is: "contains", value: "VIP" }, next: "set" }],
          otherwise: "bye",
        }),
        aBlock("action", "set", {
          action: { kind: "set-value", variable: "customer.name", value: "дорогая {{имя клиента}}" },
          next: "dear",
        }),
        say("dear", "bye"),
        end("bye"),
      ]),
    });
    const { run } = start(book, { "customer.name": "Ирина" });
    expect(made(book, run, { kind: "next" }).status.kind).toBe("ended");
    const known = made(book, run, { kind: "know", values: { "customer.tags": "новосёл, vip" } });
    expect(known).toMatchObject({ at: run.at, atMs: 1000 });
    expect(made(book, known, { kind: "next" })).toMatchObject({
      at: { blockId: "dear" },
      values: { "customer.name": "дорогая Ирина" },
    });
  });
});
