import type { QualitySample } from "./quality-sample.ts";

/** What happened between two samples: counts, so that intervals add up as Σlost / Σexpected, never as a mean of means. */
export type QualityInterval = {
  readonly codec: string | null;
  readonly heard: {
    readonly expected: number;
    readonly lost: number;
    readonly jitterMs: number;
  } | null;
  /** A report of the far side that came in this interval. */
  readonly said: { readonly lossShare: number; readonly jitterMs: number } | null;
  readonly roundTripMs: number | null;
  readonly lateMs: number;
  readonly isWifi: boolean;
};

/** Which directions count: what is muted or held is no fault of the network. */
export type Counted = { readonly heard: boolean; readonly said: boolean };

/** The interval between two samples of one peer connection; null when the second is of a fresh one. */
export function intervalBetween(before: QualitySample, after: QualitySample, counted: Counted): QualityInterval | null {
  if (isFresh(before, after)) return null;
  const isNewReport = after.report !== null && after.report.reports > (before.report?.reports ?? 0);
  return {
    codec: after.codec,
    heard: counted.heard ? heardBetween(before.received, after.received) : null,
    said:
      counted.said && isNewReport && after.report
        ? { lossShare: after.report.fractionLost, jitterMs: after.report.jitterMs }
        : null,
    roundTripMs: after.roundTripMs,
    lateMs: after.lateMs,
    isWifi: after.isWifi,
  };
}

function isFresh(before: QualitySample, after: QualitySample): boolean {
  return (
    (after.received?.packets ?? 0) < (before.received?.packets ?? 0) ||
    (after.sent?.packets ?? 0) < (before.sent?.packets ?? 0)
  );
}

function heardBetween(before: QualitySample["received"], after: QualitySample["received"]): QualityInterval["heard"] {
  if (!after) return null;
  const received = after.packets - (before?.packets ?? 0);
  const lost = Math.max(0, after.lost - (before?.lost ?? 0)) + Math.max(0, after.discarded - (before?.discarded ?? 0));
  // What was discarded had been received.
  const expected = received + Math.max(0, after.lost - (before?.lost ?? 0));
  if (expected <= 0) return null;
  return {
    expected,
    lost: Math.min(lost, expected),
    jitterMs: after.jitterMs,
  };
}
