import * as z from "zod";

/** What a key may do while another program is in front. */
export const HotkeyAction = z.enum(["answer", "hang-up", "mute", "hold", "show-window"]);
export type HotkeyAction = z.output<typeof HotkeyAction>;

/**
 * A key with modifiers, by its physical place (`KeyboardEvent.code`), so that it is the same key in every layout. Two
 * modifiers at least: one alone belongs to the program in front. Never Ctrl with Alt, which is AltGr and types letters.
 */
export const Chord = z
  .object({
    code: z.string().regex(/^(?:Key[A-Z]|Digit\d|F(?:[1-9]|1\d|2[0-4])|Space)$/),
    ctrl: z.boolean(),
    alt: z.boolean(),
    shift: z.boolean(),
    meta: z.boolean(),
  })
  .refine(({ ctrl, alt, shift, meta }) => !(ctrl && alt) && [ctrl, alt, shift, meta].filter(Boolean).length >= 2);
export type Chord = z.output<typeof Chord>;

/** The chosen keys; null: off. */
export const Hotkeys = z.record(HotkeyAction, Chord.nullable());
export type Hotkeys = z.output<typeof Hotkeys>;

/** One action as the settings show it. `taken`: another program has these keys (macOS cannot tell). */
export const HotkeyView = z.object({
  action: HotkeyAction,
  chord: Chord.nullable(),
  isTaken: z.boolean(),
});
export type HotkeyView = z.output<typeof HotkeyView>;

const ctrlShift = (code: string): Chord => ({ code, ctrl: true, alt: false, shift: true, meta: false });

/**
 * Those that are held only while there is a call to act on are on. Off until chosen: ending a call, which one slip must
 * not do, and bringing the window, whose keys would be taken from every program all day.
 */
export const FIRST_HOTKEYS: Hotkeys = {
  answer: ctrlShift("KeyA"),
  mute: ctrlShift("KeyM"),
  hold: ctrlShift("KeyH"),
  "hang-up": null,
  "show-window": null,
};
