/** Epoch milliseconds with fractions; pages and processes of one machine read the same clock. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
