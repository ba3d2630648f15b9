import { expect, it } from "vitest";
import type { Chord, HotkeyView } from "../../../src-shared/domain/global-hotkeys.ts";
import { ownerOf, readPress } from "./global-keys-model.ts";

const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, repeat: false };
const a: Chord = { code: "KeyA", ctrl: true, alt: false, shift: true, meta: false };

it("takes the place of the key, whatever letter the layout puts there", () => {
  expect(readPress({ ...none, code: "KeyA", ctrlKey: true, shiftKey: true })).toEqual({ kind: "chord", chord: a });
});

it.each([
  ["ShiftLeft", { shiftKey: true }, "wait"],
  ["KeyA", { ctrlKey: true, shiftKey: true, repeat: true }, "wait"],
  ["Escape", {}, "cancel"],
  ["KeyA", { ctrlKey: true }, "bad"],
  ["KeyA", { ctrlKey: true, altKey: true }, "bad"],
  ["Backquote", { ctrlKey: true, shiftKey: true }, "bad"],
])("%s with %j: %s", (code, change, kind) => {
  expect(readPress({ ...none, ...change, code })).toEqual({ kind });
});

it("names the other action that has the keys, and not the action itself", () => {
  const keys: HotkeyView[] = [
    { action: "answer", chord: a, isTaken: false },
    { action: "mute", chord: null, isTaken: false },
  ];
  expect(ownerOf(keys, "mute", a)).toBe("answer");
  expect(ownerOf(keys, "answer", a)).toBeNull();
  expect(ownerOf(keys, "mute", { ...a, alt: true })).toBeNull();
});
