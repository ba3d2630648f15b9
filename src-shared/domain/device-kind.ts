import type { SoundDevice } from "./sound-devices.ts";

/** How a sound device hangs on the machine; `virtual`: a program pretends to be one. */
export type DeviceWire = "bluetooth" | "usb" | "built-in" | "virtual" | "unknown";

/** What a sound device is, without the name by which its owner could be known. */
export type DeviceKind = {
  readonly wire: DeviceWire;
  /** A microphone and headphones in one; `null`: nothing says so. */
  readonly isHeadset: boolean | null;
};

// Chromium adds the vendor and product of a USB device to its name on Windows and Linux, and how it is connected on macOS.
const USB_ID = /\([0-9a-f]{4}:[0-9a-f]{4}\)/i;
const WIRES: readonly (readonly [DeviceWire, RegExp])[] = [
  [
    "virtual",
    /\bvirtual\b|vb-?audio|voicemeeter|blackhole|loopback|krisp|rtx voice|nvidia broadcast|\bmonitor of\b|stereo mix|стерео микшер/i,
  ],
  ["bluetooth", /bluetooth|hands-?free|airpods|\bble\b|\bbt\b/i],
  ["usb", /\busb\b/i],
  [
    "built-in",
    /built-?in|встроенн|macbook|imac|realtek|high definition audio|\bhda?\b|internal|analog stereo|ноутбук/i,
  ],
];
const HEADSET =
  /headset|гарнитур|hands-?free|earphone|earbud|airpods|\bjabra\b|\bpoly\b|plantronics|sennheiser|\bepos\b/i;

/** Concludes the kind from the name the system gives it; a name that says nothing is told so. */
export function deviceKind({ label }: Pick<SoundDevice, "label">): DeviceKind {
  const named = WIRES.find(([, words]) => words.test(label))?.[0];
  const wire = named ?? (USB_ID.test(label) ? "usb" : "unknown");
  return { wire, isHeadset: HEADSET.test(label) ? true : wire === "built-in" ? false : null };
}
