export type HotkeyAction =
  | "mute"
  | "hold"
  | "keypad"
  | "transfer"
  | "conference"
  | "hang-up"
  | "dial"
  | "status"
  | "section-queue"
  | "section-history"
  | "palette"
  | "pane-next"
  | "pane-previous"
  | "conversation-next"
  | "conversation-previous"
  | "help"
  | "guide";

/** What of a keyboard event decides. Letters go by the physical key (`code`), so that the Russian layout works too. */
export type KeyPress = Pick<KeyboardEvent, "code" | "key" | "altKey" | "ctrlKey" | "shiftKey" | "metaKey">;

const LETTERS: Readonly<Record<string, HotkeyAction>> = {
  KeyM: "mute",
  KeyH: "hold",
  KeyK: "keypad",
  KeyT: "transfer",
  KeyA: "conference",
};

const WITH_ALT: Readonly<Record<string, HotkeyAction>> = {
  ArrowUp: "conversation-previous",
  ArrowDown: "conversation-next",
};

const WITH_CONTROL: Readonly<Record<string, HotkeyAction>> = {
  KeyD: "dial",
  KeyK: "palette",
  Digit1: "section-queue",
  Digit2: "section-history",
};

/** The action of a key press, or null. A single letter never acts inside a field; there it needs Alt. */
export function matchHotkey(press: KeyPress, isInField: boolean): HotkeyAction | null {
  if (press.metaKey) return null;
  if (press.ctrlKey) return withControl(press);
  if (press.code === "F6" && !press.altKey) return press.shiftKey ? "pane-previous" : "pane-next";
  if (press.code === "Escape") return press.shiftKey && !press.altKey ? "hang-up" : null;
  if (press.code === "F1" && !press.shiftKey && !press.altKey) return "guide";
  if (press.altKey) return press.shiftKey ? null : (WITH_ALT[press.code] ?? LETTERS[press.code] ?? null);
  if (isInField) return null;
  if (press.key === "?" || (press.code === "Slash" && press.shiftKey)) return "help";
  return press.shiftKey ? null : (LETTERS[press.code] ?? null);
}

/** Whether a key press in this element writes text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
}

/** Whether an arrow with Alt belongs to the element: it opens and closes its list. */
export function opensByArrow(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("select, [role=combobox], [aria-haspopup=listbox]");
}

function withControl(press: KeyPress): HotkeyAction | null {
  if (press.altKey) return null;
  if (press.shiftKey) return press.code === "KeyS" ? "status" : null;
  return WITH_CONTROL[press.code] ?? null;
}
