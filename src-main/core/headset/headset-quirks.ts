import type { ButtonKind, HeadsetControl, HeadsetLamp } from "../../../src-shared/domain/headset/headset.ts";
import { HID_USAGE } from "../../../src-shared/domain/headset/hid-usages.ts";

/**
 * What a maker's headsets do otherwise than the usage tables say. Plain data; `source` is where it was read, and
 * `evidence` what that is worth: `descriptor` (a device's own report descriptor), `code` (a program that drives it),
 * `document` (the maker's words only). None of it was tried on a device by this project.
 */
export type HeadsetQuirk = {
  readonly maker: string;
  readonly vendorId: number;
  readonly source: string;
  readonly evidence: "descriptor" | "code" | "document";
  /** Buttons at other usages, before the standard ones; `kind` where the descriptor tells a wrong one. */
  readonly buttons?: readonly { readonly usage: number; readonly control: HeadsetControl; readonly kind: ButtonKind }[];
  /** More outputs that stand for a lamp. */
  readonly lamps?: readonly { readonly usage: number; readonly lamp: HeadsetLamp }[];
  /** While the only call is on hold the headset wants to be on hook. */
  readonly isOnHookOnHold?: boolean;
};

const BRIA = "CounterPath X-Lite/Bria device files (_resources/HID)";

export const HEADSET_QUIRKS: readonly HeadsetQuirk[] = [
  {
    maker: "Jabra",
    vendorId: 0x0b0e,
    source: `${BRIA} 0B0E-0910.cps; Chromium hid_report_descriptor_unittest.cc JabraLink380c; WICG/webhid#61, #72`,
    evidence: "descriptor",
    // The microphone lamp shows the mute, and the hook stays as it is told: else it falls back after two seconds.
    lamps: [{ usage: HID_USAGE.ledMicrophone, lamp: "mute" }],
  },
  {
    maker: "Poly (Plantronics)",
    vendorId: 0x047f,
    source: `${BRIA} 047F-C015.cps, 047F-010C.cps`,
    evidence: "code",
    buttons: [
      { usage: 0xffa0_00b7, control: "hook", kind: "pulse" },
      { usage: 0xffa0_00b5, control: "mute", kind: "either" },
    ],
    lamps: [
      { usage: HID_USAGE.ringer, lamp: "ring" },
      { usage: 0xffa0_008f, lamp: "offHook" },
      { usage: 0xffa0_00b5, lamp: "mute" },
    ],
  },
  {
    maker: "EPOS (Sennheiser)",
    vendorId: 0x1395,
    source: `${BRIA} 1395-0034.cps`,
    evidence: "code",
    lamps: [{ usage: HID_USAGE.ledOnLine, lamp: "offHook" }],
  },
  {
    maker: "Yealink",
    vendorId: 0x6993,
    source: "purecloudlabs/softphone-vendor-headsets yealink.ts",
    evidence: "code",
    isOnHookOnHold: true,
  },
  {
    maker: "Logitech",
    vendorId: 0x046d,
    source: `${BRIA} 046D-0A49.cps (H820e)`,
    evidence: "code",
    buttons: [{ usage: HID_USAGE.phoneMute, control: "mute", kind: "pulse" }],
  },
  {
    maker: "Gigaset",
    vendorId: 0x1e85,
    source: "Gigaset wiki, «FAQ ION - USB HID commands» (button 7 of the button page declines)",
    evidence: "document",
    buttons: [{ usage: HID_USAGE.button7, control: "reject", kind: "pulse" }],
    lamps: [{ usage: HID_USAGE.ledMicrophone, lamp: "mute" }],
  },
];

export function quirkOf(vendorId: number): HeadsetQuirk | null {
  return HEADSET_QUIRKS.find((quirk) => quirk.vendorId === vendorId) ?? null;
}
