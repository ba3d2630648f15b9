import type { ScriptChoice, ScriptPiece, ScriptView } from "../../../src-shared/ipc/scripts.ts";
import type { KeyPress } from "../../lib/hotkeys.ts";
import { findByWords } from "../../lib/word-search.ts";

/** What a key does in a script; `answer`: the one with this place, from 0. */
export type ScriptKey =
  | { readonly kind: "answer"; readonly index: number }
  | { readonly kind: "back" }
  | { readonly kind: "objections" };

/** The meaning of a key press: digits and letters act outside fields, and with Alt in them; letters go by the physical key. */
export function scriptKey(press: KeyPress, isInField: boolean): ScriptKey | null {
  if (press.ctrlKey || press.metaKey || press.shiftKey || (isInField && !press.altKey)) return null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(press.code)?.[1];
  if (digit !== undefined) return { kind: "answer", index: Number(digit) - 1 };
  if (press.code === "Backspace" && !press.altKey) return { kind: "back" };
  return press.code === "KeyO" ? { kind: "objections" } : null;
}

/** One way on, in the order of its key: an answer, or going on. */
export type ScriptWay =
  | { readonly kind: "answer"; readonly answerId: ScriptView["answers"][number]["answerId"] }
  | { readonly kind: "next" };

/** The ways on from the block that a key or a press takes; a form has its own button. */
export function waysOn({ answers, hasNext, status }: ScriptView): readonly ScriptWay[] {
  if (status.kind !== "waiting") return [];
  if (hasNext) return [{ kind: "next" }];
  return answers.map(({ answerId }) => ({ kind: "answer", answerId }));
}

/** The text in paragraphs, as its author divided it. */
export function paragraphs(pieces: readonly ScriptPiece[]): readonly (readonly ScriptPiece[])[] {
  const rows: ScriptPiece[][] = [[]];
  for (const piece of pieces) {
    const [first = "", ...more] = piece.kind === "words" ? piece.text.split(/\n+/) : [""];
    const row = rows.at(-1);
    if (piece.kind !== "words") row?.push(piece);
    else if (first !== "") row?.push({ kind: "words", text: first });
    for (const text of more) rows.push(text === "" ? [] : [{ kind: "words", text }]);
  }
  return rows.filter((row) => row.length > 0);
}

/** Scripts whose title or summary may be meant by what is typed. */
export function foundScripts(scripts: readonly ScriptChoice[], typed: string): readonly ScriptChoice[] {
  return findByWords(
    scripts.map((script) => ({ ...script, words: [script.summary] })),
    typed,
  );
}
