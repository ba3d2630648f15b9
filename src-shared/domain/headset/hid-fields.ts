import * as z from "zod";
import { HID_PAGE, pageOf } from "./hid-usages.ts";

/** The part of WebHID's `HIDReportItem` that is read. */
export type HidReportItem = {
  readonly isAbsolute?: boolean;
  readonly isArray?: boolean;
  readonly isRange?: boolean;
  readonly usages?: readonly number[];
  readonly usageMinimum?: number;
  readonly usageMaximum?: number;
  readonly reportSize?: number;
  readonly reportCount?: number;
  readonly logicalMinimum?: number;
};
export type HidReport = { readonly reportId?: number; readonly items?: readonly HidReportItem[] };

/** The part of WebHID's `HIDCollectionInfo` that is read. A report of a child stands in its ancestors too. */
export type HidCollection = {
  readonly usagePage?: number;
  readonly usage?: number;
  readonly inputReports?: readonly HidReport[];
  readonly outputReports?: readonly HidReport[];
};

/** One control of a report. `equals` not null: it is on when the field holds just this number (an array item). */
export const HidField = z.object({
  usage: z.number().int().min(0),
  reportId: z.number().int().min(0).max(255),
  bit: z.number().int().min(0).max(4096),
  size: z.number().int().min(1).max(32),
  equals: z.number().int().nullable(),
  isAbsolute: z.boolean(),
});
export type HidField = z.output<typeof HidField>;

/** What of a device's report descriptor a headset is made of; `bytes` is the length of each output report. */
export const HidLayout = z.object({
  inputs: z.array(HidField).max(256),
  outputs: z.array(HidField).max(256),
  outputBytes: z
    .array(z.object({ reportId: z.number().int().min(0).max(255), bytes: z.number().int().min(0).max(512) }))
    .max(64),
});
export type HidLayout = z.output<typeof HidLayout>;

/** The page Plantronics keeps its own buttons on; other makers' pages are left alone. */
const PLANTRONICS_PAGE = 0xffa0;
const READ_PAGES: ReadonlySet<number> = new Set([...Object.values(HID_PAGE), PLANTRONICS_PAGE]);
const MOST_FIELDS = 256;

/** Whether one of the top-level collections is a telephone's: only then is a device a headset to this program. */
export function isTelephone(collections: readonly HidCollection[]): boolean {
  return collections.some(({ usagePage }) => usagePage === HID_PAGE.telephony);
}

/** Reads the top-level collections; a child's items are in its ancestors already, in the order of the report's bits. */
export function layoutOf(collections: readonly HidCollection[]): HidLayout {
  const reports = (of: "inputReports" | "outputReports") => collections.flatMap((collection) => collection[of] ?? []);
  const outputs = reports("outputReports");
  return {
    inputs: reports("inputReports").flatMap(fieldsOf).slice(0, MOST_FIELDS),
    outputs: outputs.flatMap(fieldsOf).slice(0, MOST_FIELDS),
    outputBytes: outputs.flatMap((report) => sizeOf(report) ?? []).slice(0, 64),
  };
}

function sizeOf({ reportId = 0, items = [] }: HidReport) {
  const bits = items.reduce((sum, item) => sum + bitsOf(item), 0);
  const bytes = Math.ceil(bits / 8);
  return bytes > 512 ? null : { reportId, bytes };
}

function bitsOf({ reportSize = 0, reportCount = 0 }: HidReportItem): number {
  return reportSize * reportCount;
}

// Padding is told by its missing usages, not by the "constant" flag: Jabra flags its hook switch as constant.
function fieldsOf({ reportId = 0, items = [] }: HidReport): HidField[] {
  const fields: HidField[] = [];
  let at = 0;
  for (const item of items) {
    const size = item.reportSize ?? 0;
    if (size >= 1 && size <= 32 && at + bitsOf(item) <= 4096) fields.push(...controlsOf(item, reportId, at));
    at += bitsOf(item);
  }
  return fields;
}

function controlsOf(item: HidReportItem, reportId: number, at: number): HidField[] {
  const size = item.reportSize ?? 0;
  const count = Math.min(item.reportCount ?? 0, 64);
  const usages = usagesOf(item);
  const common = { reportId, size, isAbsolute: item.isAbsolute ?? true };
  const read = (field: HidField) => READ_PAGES.has(pageOf(field.usage));
  if (!item.isArray)
    // With fewer usages than fields the last one goes on (HID 1.11 §6.2.2.8); only one-bit fields are buttons or lamps.
    return Array.from({ length: usages.length === 0 ? 0 : count }, (_, index) => ({
      ...common,
      usage: usages[Math.min(index, usages.length - 1)] ?? 0,
      bit: at + index * size,
      equals: null,
    })).filter(read);
  return Array.from({ length: count }, (_, slot) =>
    usages.map((usage, index) => ({
      ...common,
      usage,
      bit: at + slot * size,
      equals: (item.logicalMinimum ?? 0) + index,
    })),
  )
    .flat()
    .filter(read);
}

function usagesOf({ isRange, usages, usageMinimum = 0, usageMaximum = 0 }: HidReportItem): readonly number[] {
  if (!isRange) return usages ?? [];
  return Array.from({ length: Math.min(Math.max(usageMaximum - usageMinimum + 1, 0), 64) }, (_, i) => usageMinimum + i);
}
