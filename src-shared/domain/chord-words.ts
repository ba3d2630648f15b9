import type { Chord } from "./global-hotkeys.ts";

/** The chord in Electron's words; always a Latin letter, whatever the layout. */
export function acceleratorOf({ code, ctrl, alt, shift, meta }: Chord): string {
  return [ctrl && "Control", alt && "Alt", shift && "Shift", meta && "Super", keyOf(code)].filter(Boolean).join("+");
}

/** «Ctrl Shift A»: the chord as it is printed on a key cap. */
export function chordWords({ code, ctrl, alt, shift, meta }: Chord): string {
  return [ctrl && "Ctrl", alt && "Alt", shift && "Shift", meta && "Win", keyOf(code)].filter(Boolean).join(" ");
}

function keyOf(code: string): string {
  return code.replace(/^(?:Key|Digit)/, "");
}
