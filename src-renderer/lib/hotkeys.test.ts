import { describe, expect, it } from "vitest";
import { type KeyPress, matchHotkey } from "./hotkeys.ts";

function press(code: string, change: Partial<KeyPress> = {}): KeyPress {
  return { code, key: "", altKey: false, ctrlKey: false, shiftKey: false, metaKey: false, ...change };
}

describe("matchHotkey", () => {
  it.each([
    ["M by the physical key, also in the Russian layout", press("KeyM", { key: "ь" }), "mute"],
    ["H", press("KeyH", { key: "р" }), "hold"],
    ["K", press("KeyK", { key: "л" }), "keypad"],
    ["Shift Esc", press("Escape", { shiftKey: true }), "hang-up"],
    ["Ctrl D", press("KeyD", { ctrlKey: true }), "dial"],
    ["Ctrl Shift S", press("KeyS", { ctrlKey: true, shiftKey: true }), "status"],
    ["Ctrl K, also in the Russian layout", press("KeyK", { key: "л", ctrlKey: true }), "palette"],
    ["Ctrl 1", press("Digit1", { ctrlKey: true }), "section-queue"],
    ["Ctrl 2", press("Digit2", { ctrlKey: true }), "section-history"],
    ["F1", press("F1"), "guide"],
    ["F6", press("F6"), "pane-next"],
    ["Shift F6", press("F6", { shiftKey: true }), "pane-previous"],
    ["Alt and an arrow", press("ArrowDown", { altKey: true }), "conversation-next"],
    ["Alt and the other arrow", press("ArrowUp", { altKey: true }), "conversation-previous"],
    ["? of the layout", press("Digit7", { key: "?", shiftKey: true }), "help"],
    ["? of the physical key", press("Slash", { key: ",", shiftKey: true }), "help"],
  ] as const)("knows %s", (_name, keyPress, action) => {
    expect(matchHotkey(keyPress, false)).toBe(action);
  });

  it("lets no single letter act inside a field, but the same with Alt", () => {
    for (const code of ["KeyM", "KeyH", "KeyK"]) {
      expect(matchHotkey(press(code), true)).toBeNull();
      expect(matchHotkey(press(code, { altKey: true }), true)).not.toBeNull();
    }
    expect(matchHotkey(press("Slash", { key: "?", shiftKey: true }), true)).toBeNull();
  });

  it("opens the commands from a field too", () => {
    expect(matchHotkey(press("KeyK", { ctrlKey: true }), true)).toBe("palette");
  });

  it("ends a call by nothing but Shift Esc, from anywhere", () => {
    expect(matchHotkey(press("Escape", { shiftKey: true }), true)).toBe("hang-up");
    expect(matchHotkey(press("Escape"), false)).toBeNull();
    expect(matchHotkey(press("Escape", { shiftKey: true, ctrlKey: true }), false)).toBeNull();
    expect(matchHotkey(press("Escape", { shiftKey: true, altKey: true }), false)).toBeNull();
  });

  it("walks panes and conversations from a field too", () => {
    expect(matchHotkey(press("F6"), true)).toBe("pane-next");
    expect(matchHotkey(press("ArrowUp", { altKey: true }), true)).toBe("conversation-previous");
    expect(matchHotkey(press("ArrowUp"), true)).toBeNull();
  });

  it("leaves the system's own combinations alone", () => {
    expect(matchHotkey(press("KeyM", { metaKey: true }), false)).toBeNull();
    expect(matchHotkey(press("KeyM", { ctrlKey: true }), false)).toBeNull();
    expect(matchHotkey(press("KeyM", { shiftKey: true }), false)).toBeNull();
    expect(matchHotkey(press("F6", { altKey: true }), false)).toBeNull();
    expect(matchHotkey(press("ArrowUp", { altKey: true, shiftKey: true }), false)).toBeNull();
  });
});
