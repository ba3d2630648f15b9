import type { ButtonKind, HeadsetSignal } from "../../../src-shared/domain/headset/headset.ts";
import { bitsAt } from "./hid-report.ts";

export type Report = { readonly reportId: number; readonly data: readonly number[] };

/**
 * What was pressed, from the reports of one short press and what the device said before it. One bit that changes is a
 * button of its own; more than one are a code in a byte (VBeT and its like). Null: it was only let go.
 */
export function learnButton(
  before: readonly number[],
  reports: readonly Report[],
): { readonly signal: HeadsetSignal; readonly kind: ButtonKind } | null {
  const [first] = reports;
  if (first === undefined) return null;
  const { reportId, data } = first;
  const changed = Array.from({ length: data.length * 8 }, (_, bit) => bit).filter(
    (bit) => bitsAt(before, bit, 1) !== bitsAt(data, bit, 1),
  );
  const raised = changed.filter((bit) => bitsAt(data, bit, 1) === 1);
  const own = raised.length === 1 ? raised[0] : changed.length === 1 ? changed[0] : undefined;
  if (own !== undefined) {
    const isPulse = raised.length === 1 && fellAgain(reports, reportId, own);
    return { signal: { reportId, bit: own, size: 1, equals: null }, kind: isPulse ? "pulse" : "switch" };
  }
  const [bit] = changed;
  if (bit === undefined) return null;
  const start = bit - (bit % 8);
  const value = bitsAt(data, start, 8);
  return value === 0 ? null : { signal: { reportId, bit: start, size: 8, equals: value }, kind: "pulse" };
}

function fellAgain(reports: readonly Report[], reportId: number, bit: number): boolean {
  return reports.some((report) => report.reportId === reportId && bitsAt(report.data, bit, 1) === 0);
}
