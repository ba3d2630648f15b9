import { percentile, round } from "./statistics.ts";

/** One result. `goal` is what the value, or its ratio to the baseline, shall not exceed (`<=`) or shall reach (`>=`). */
export type BenchLine = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  readonly ratio: number | null;
  readonly goal?: string;
  readonly isMet?: boolean;
  readonly samples?: number;
  readonly note?: string;
};

type Measured = {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** The same of something simpler, measured in the same run. */
  readonly baseline?: number;
  readonly maxRatio?: number;
  readonly maxValue?: number;
  readonly minRatio?: number;
  readonly minValue?: number;
  readonly samples?: number;
  readonly note?: string;
};

export function benchLine(measured: Measured): BenchLine {
  const { name, unit, value, baseline, maxRatio, maxValue, minRatio, minValue, samples, note } = measured;
  const ratio = baseline ? round(value / baseline, 2) : null;
  const goals = [
    ...(maxRatio === undefined ? [] : [{ words: `ratio <= ${maxRatio}`, isMet: ratio !== null && ratio <= maxRatio }]),
    ...(minRatio === undefined ? [] : [{ words: `ratio >= ${minRatio}`, isMet: ratio !== null && ratio >= minRatio }]),
    ...(maxValue === undefined ? [] : [{ words: `value <= ${maxValue}`, isMet: value <= maxValue }]),
    ...(minValue === undefined ? [] : [{ words: `value >= ${minValue}`, isMet: value >= minValue }]),
  ];
  return {
    name,
    value: round(value),
    unit,
    baseline: baseline === undefined ? null : round(baseline),
    ratio,
    ...(goals.length === 0
      ? {}
      : { goal: goals.map(({ words }) => words).join(", "), isMet: goals.every(({ isMet }) => isMet) }),
    ...(samples === undefined ? {} : { samples }),
    ...(note === undefined ? {} : { note }),
  };
}

type Series = {
  readonly name: string;
  readonly values: readonly number[];
  readonly baselines: readonly number[];
  readonly maxRatio50: number;
  readonly maxRatio95: number;
  readonly note?: string;
};

/** Median and 95th percentile of interleaved samples, in ms; the median bears the bare name. */
export function* comparedLines({
  name,
  values,
  baselines,
  maxRatio50,
  maxRatio95,
  note,
}: Series): Generator<BenchLine> {
  const line = (as: string, share: number, maxRatio: number) =>
    benchLine({
      name: as,
      unit: "ms",
      value: percentile(values, share),
      baseline: percentile(baselines, share),
      maxRatio,
      samples: values.length,
      ...(note === undefined ? {} : { note }),
    });
  yield line(name, 0.5, maxRatio50);
  yield line(`${name}.p95`, 0.95, maxRatio95);
}
