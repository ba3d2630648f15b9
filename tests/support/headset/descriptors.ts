import type { HidCollection, HidReportItem } from "../../../src-shared/domain/headset/hid-fields.ts";

/** A headset as the system lists it. */
export type DeviceOnTheBus = {
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly collections: readonly HidCollection[];
};

type Flags = Pick<HidReportItem, "isAbsolute" | "isArray" | "isRange">;

const item = (size: number, count: number, usages: readonly number[], flags: Flags = {}): HidReportItem => ({
  reportSize: size,
  reportCount: count,
  usages,
  isAbsolute: true,
  isArray: false,
  isRange: false,
  logicalMinimum: 0,
  ...flags,
});
const padding = (bits: number): HidReportItem => item(1, bits, [], { isArray: true });
const telephony = (...usages: readonly number[]) => usages.map((usage) => 0x0b_0000 + usage);
const led = (...usages: readonly number[]) => usages.map((usage) => 0x08_0000 + usage);
const relative = { isAbsolute: false } as const;

/**
 * The adapter of a Jabra Engage/Evolve: the report descriptor in Chromium's own test (`hid_report_descriptor_unittest.cc`,
 * `ValidateCollections_JabraLink380c`), without the maker's channel. Its hook switch is flagged constant, which WebHID
 * tells by `isConstant`, and is a button all the same.
 */
export const JABRA_LINK_380: DeviceOnTheBus = {
  vendorId: 0x0b0e,
  productId: 0x24c9,
  productName: "Jabra Link 380",
  collections: [
    {
      usagePage: 0x0b,
      usage: 0x05,
      inputReports: [
        {
          reportId: 2,
          items: [
            item(1, 3, telephony(0x20, 0x97, 0x2a)),
            item(1, 4, telephony(0x2f, 0x21, 0x24, 0x50), relative),
            { ...item(4, 1, [], { isArray: true, isRange: true }), usageMinimum: 0x0b_00b0, usageMaximum: 0x0b_00bb },
            item(1, 1, telephony(0x07)),
            padding(4),
          ],
        },
      ],
      outputReports: [
        {
          reportId: 2,
          items: [item(1, 7, led(0x17, 0x1e, 0x09, 0x18, 0x20, 0x21, 0x2a)), item(1, 1, telephony(0x9e)), padding(8)],
        },
      ],
    },
    { usagePage: 0xff00, usage: 1, inputReports: [{ reportId: 5, items: [item(8, 62, [0xff00_0001])] }] },
    {
      usagePage: 0x0c,
      usage: 0x01,
      inputReports: [{ reportId: 1, items: [item(1, 3, [0x0c_00ea, 0x0c_00e9, 0x0c_00e2]), padding(13)] }],
    },
  ],
};

/** A push-button hook, a mute that does not say what it is, decline on the button page: as Gigaset's wiki draws the ION. */
export const GIGASET_ION: DeviceOnTheBus = {
  vendorId: 0x1e85,
  productId: 0x2d01,
  productName: "Gigaset ION",
  collections: [
    {
      usagePage: 0x0b,
      usage: 0x01,
      inputReports: [
        {
          reportId: 2,
          items: [
            item(1, 1, telephony(0x20), relative),
            item(1, 2, telephony(0x97, 0x2a)),
            item(1, 4, telephony(0x2f, 0x21, 0x24, 0x50)),
            item(1, 1, [0x09_0007]),
            padding(8),
          ],
        },
      ],
      outputReports: [
        {
          reportId: 2,
          items: [item(1, 6, led(0x17, 0x09, 0x18, 0x20, 0x21, 0x2a)), item(1, 1, telephony(0x9e)), padding(9)],
        },
      ],
    },
  ],
};

/** A headset that says it is one, and nothing of its buttons: codes in a byte of the maker's own (as VBeT's and their like). */
export const CLOSED_MOUTHED: DeviceOnTheBus = {
  vendorId: 0x340b,
  productId: 0x0041,
  productName: "VT Гарнитура",
  collections: [
    {
      usagePage: 0x0b,
      usage: 0x05,
      inputReports: [{ reportId: 5, items: [item(8, 2, [0xff00_0001])] }],
      outputReports: [{ reportId: 6, items: [item(1, 2, led(0x18, 0x17)), padding(14)] }],
    },
  ],
};

/** No telephone: nobody's business. */
export const KEYBOARD: DeviceOnTheBus = {
  vendorId: 0x046d,
  productId: 0xc31c,
  productName: "USB Keyboard",
  collections: [{ usagePage: 0x01, usage: 0x06, inputReports: [{ reportId: 0, items: [item(8, 8, [0x07_0004])] }] }],
};
