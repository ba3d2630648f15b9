/** The sample below which that share of all samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error("no samples were taken");
  return found;
}

export function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
