import type { HeadsetSignal } from "../../../src-shared/domain/headset/headset.ts";

/** Whether a button's place in a report says "on". A report that is too short says nothing of it. */
export function isOn(signal: HeadsetSignal, data: readonly number[]): boolean {
  const value = bitsAt(data, signal.bit, signal.size);
  return signal.equals === null ? value !== 0 : value === signal.equals;
}

/** `size` bits from `bit`, least significant first (HID 1.11 §8.4). */
export function bitsAt(data: readonly number[], bit: number, size: number): number {
  let value = 0;
  for (let index = size - 1; index >= 0; index -= 1) {
    const at = bit + index;
    value = value * 2 + (((data[at >> 3] ?? 0) >> (at & 7)) & 1);
  }
  return value;
}

/** An output report with these bits set and all others clear. */
export function reportOf(bytes: number, bits: readonly number[]): number[] {
  const data = Array.from({ length: bytes }, () => 0);
  for (const bit of bits) if (bit >> 3 < bytes) data[bit >> 3] = (data[bit >> 3] ?? 0) | (1 << (bit & 7));
  return data;
}
