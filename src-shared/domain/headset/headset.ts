import * as z from "zod";

/** What a button of a headset is for. `drop` ends whatever there is, `reject` only declines a ring. */
export const HeadsetControl = z.enum(["hook", "mute", "hold", "reject", "drop"]);
export type HeadsetControl = z.output<typeof HeadsetControl>;

/** What a headset can be shown: its lamps, and with them what it switches inside (its radio link, its own ring). */
export const HeadsetLamp = z.enum(["offHook", "ring", "mute", "hold"]);
export type HeadsetLamp = z.output<typeof HeadsetLamp>;

/** How all lamps stand. */
export type HeadsetLamps = Readonly<Record<HeadsetLamp, boolean>>;

/** Where in an input report a button speaks: `size` bits from `bit`, on when they equal `equals` (null: when not zero). */
export const HeadsetSignal = z.object({
  reportId: z.number().int().min(0).max(255),
  bit: z.number().int().min(0).max(4096),
  size: z.number().int().min(1).max(32),
  equals: z.number().int().min(0).nullable(),
});
export type HeadsetSignal = z.output<typeof HeadsetSignal>;

/**
 * `switch`: stays on while it is so (a lifted hook, a boom that is up). `pulse`: on for a moment at each press.
 * `either`: the device does not say, and both are found among those that do not.
 */
export const ButtonKind = z.enum(["switch", "pulse", "either"]);
export type ButtonKind = z.output<typeof ButtonKind>;

/** A button as the operator taught it. */
export const LearnedButton = z.object({ control: HeadsetControl, signal: HeadsetSignal, kind: ButtonKind });
export type LearnedButton = z.output<typeof LearnedButton>;

/** By what a headset is known again: its USB ids, as Chromium writes them behind a sound device's name. Two of one make share them. */
export const HeadsetKey = z.string().regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/);
export type HeadsetKey = z.output<typeof HeadsetKey>;

/** The headsets the operator lets this program use, and what was taught of each. */
export const HeadsetSettings = z.object({
  allowed: z
    .array(z.object({ key: HeadsetKey, name: z.string().max(256), learned: z.array(LearnedButton).max(16) }))
    .max(50),
});
export type HeadsetSettings = z.output<typeof HeadsetSettings>;

/** Before anything was allowed. */
export const NO_HEADSETS: HeadsetSettings = { allowed: [] };

/** The key of a device: `0b0e:24c9`. */
export function headsetKey(vendorId: number, productId: number): HeadsetKey {
  return `${hex(vendorId)}:${hex(productId)}`;
}

function hex(id: number): string {
  return (id & 0xffff).toString(16).padStart(4, "0");
}
