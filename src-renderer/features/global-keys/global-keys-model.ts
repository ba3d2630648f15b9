import type { Chord, HotkeyAction, HotkeyView } from "../../../src-shared/domain/global-hotkeys.ts";

export const ACTION_WORDS = {
  answer: "globalKeys.answer",
  "hang-up": "globalKeys.hangUp",
  mute: "globalKeys.mute",
  hold: "globalKeys.hold",
  "show-window": "globalKeys.showWindow",
} as const satisfies Record<HotkeyAction, string>;

/** What was pressed while keys are chosen: a chord, nothing yet (only modifiers), an end of choosing, or no chord. */
export type Pressed =
  | { readonly kind: "chord"; readonly chord: Chord }
  | { readonly kind: "bad" }
  | { readonly kind: "wait" }
  | { readonly kind: "cancel" };

type Press = {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
};

/** By the place of the key, not by its letter; as the contract has it, without zod in the page. */
export function readPress({
  code,
  ctrlKey: ctrl,
  altKey: alt,
  shiftKey: shift,
  metaKey: meta,
  repeat,
}: Press): Pressed {
  if (code === "Escape") return { kind: "cancel" };
  if (repeat || /^(?:Control|Shift|Alt|Meta)/.test(code)) return { kind: "wait" };
  // A key that every layout has, two modifiers, never Ctrl with Alt: that is AltGr, which types letters.
  const isKey = /^(?:Key[A-Z]|Digit\d|F(?:[1-9]|1\d|2[0-4])|Space)$/.test(code);
  const isFit = isKey && !(ctrl && alt) && [ctrl, alt, shift, meta].filter(Boolean).length >= 2;
  return isFit ? { kind: "chord", chord: { code, ctrl, alt, shift, meta } } : { kind: "bad" };
}

/** The other action that has these keys already. */
export function ownerOf(keys: readonly HotkeyView[], action: HotkeyAction, chord: Chord): HotkeyAction | null {
  const same = (one: Chord) =>
    one.code === chord.code &&
    one.ctrl === chord.ctrl &&
    one.alt === chord.alt &&
    one.shift === chord.shift &&
    one.meta === chord.meta;
  return keys.find((key) => key.action !== action && key.chord !== null && same(key.chord))?.action ?? null;
}
