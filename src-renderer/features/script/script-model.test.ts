import { describe, expect, test } from "vitest";
import type { ScriptPiece } from "../../../src-shared/ipc/scripts.ts";
import { foundScripts, paragraphs, scriptKey, waysOn } from "./script-model.ts";

const press = (code: string, more: object = {}) => ({
  ...{ code, key: "", altKey: false, ctrlKey: false, shiftKey: false, metaKey: false },
  ...more,
});

describe("the keys of a script", () => {
  test("digits choose, Backspace goes back, O opens the objections, in any layout", () => {
    expect(scriptKey(press("Digit3"), false)).toEqual({ kind: "answer", index: 2 });
    expect(scriptKey(press("Numpad1"), false)).toEqual({ kind: "answer", index: 0 });
    expect(scriptKey(press("Backspace"), false)).toEqual({ kind: "back" });
    expect(scriptKey(press("KeyO", { key: "щ" }), false)).toEqual({ kind: "objections" });
    expect(scriptKey(press("Digit0"), false)).toBeNull();
  });

  test("in a field they write, and act with Alt; with Ctrl they are somebody else's", () => {
    for (const code of ["Digit1", "KeyO", "Backspace"]) expect(scriptKey(press(code), true)).toBeNull();
    expect(scriptKey(press("Digit1", { altKey: true }), true)).toEqual({ kind: "answer", index: 0 });
    expect(scriptKey(press("Backspace", { altKey: true }), true)).toBeNull();
    for (const other of [{ ctrlKey: true }, { shiftKey: true }, { metaKey: true }])
      expect(scriptKey(press("Digit1", other), false)).toBeNull();
  });
});

test("a block has its answers as ways on, or one; an end has none", () => {
  const view = { answers: [{ answerId: "a", text: "Да", to: "" }], hasNext: false, status: { kind: "waiting" } };
  expect(waysOn(view as never)).toEqual([{ kind: "answer", answerId: "a" }]);
  expect(waysOn({ ...view, answers: [], hasNext: true } as never)).toEqual([{ kind: "next" }]);
  expect(waysOn({ ...view, status: { kind: "ended", outcome: "", result: null } } as never)).toEqual([]);
});

test("a text is in paragraphs, with its variables where they stood", () => {
  const value: ScriptPiece = { kind: "value", text: "Ирина", label: "имя" };
  const words = (text: string): ScriptPiece => ({ kind: "words", text });
  expect(paragraphs([words("Да, "), value, words("!\n\nЕщё "), value, words("\n")])).toEqual([
    [words("Да, "), value, words("!")],
    [words("Ещё "), value],
  ]);
  expect(paragraphs([words("\n\n")])).toEqual([]);
});

test("scripts are found by title and summary, whatever the capitals and ё", () => {
  const script = (title: string, summary = "") => ({ title, summary }) as never;
  const all = [script("Доставка", "где счет"), script("Счёт")];
  const titles = (typed: string) => foundScripts(all, typed).map(({ title }) => title);
  expect(titles(" СЧЕТ")).toEqual(["Счёт", "Доставка"]);
  expect(titles("достав")).toEqual(["Доставка"]);
});
