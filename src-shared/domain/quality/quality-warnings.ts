import type { QualityWarning } from "./call-quality.ts";
import type { QualityInterval } from "./quality-interval.ts";
import { mosOfWindow, windowOf } from "./quality-window.ts";

/**
 * When a warning is raised and taken back, over intervals of a second. The numbers are those of Twilio's voice SDK
 * (`peers.md` B7): raised by 3 of the last 5 intervals, or by the mean of 7 for loss; taken back when it is clearly over.
 */
export const QUALITY_LIMITS = {
  roundTripMs: 400,
  jitterMs: 30,
  mos: 3.5,
  lossShare: 0.03,
  lossClearShare: 0.01,
  /** Timers of the media window this late: the processor does not keep up. */
  lateMs: 250,
  raiseCount: 3,
  recentCount: 5,
  lossCount: 7,
} as const;

const KEPT = Math.max(QUALITY_LIMITS.lossCount, QUALITY_LIMITS.recentCount);

/** The last intervals, oldest first, and the warnings that stand. */
export type WarningState = {
  readonly recent: readonly QualityInterval[];
  readonly reports: readonly NonNullable<QualityInterval["said"]>[];
  readonly standing: readonly QualityWarning[];
};

export const NO_WARNINGS: WarningState = { recent: [], reports: [], standing: [] };

/** Takes an interval in; what stands before decides between two limits (hysteresis). */
export function takeInterval(before: WarningState, interval: QualityInterval): WarningState {
  const recent = [...before.recent, interval].slice(-KEPT);
  // The far side reports every five seconds or so: two reports are a trend, where the own side has seven intervals.
  const reports = interval.said ? [...before.reports, interval.said].slice(-2) : before.reports;
  const stands = (warning: QualityWarning) => before.standing.includes(warning);
  const last = recent.slice(-QUALITY_LIMITS.recentCount);
  const counted = (warning: QualityWarning, isOver: (one: QualityInterval) => boolean) =>
    hasRaised(stands(warning), last.filter(isOver).length);
  const found: readonly (readonly [QualityWarning, boolean])[] = [
    ["heard-loss", isLossy(stands("heard-loss"), heardLoss(recent))],
    ["heard-jitter", counted("heard-jitter", ({ heard }) => (heard?.jitterMs ?? 0) > QUALITY_LIMITS.jitterMs)],
    ["said-loss", isLossy(stands("said-loss"), mean(reports.map(({ lossShare }) => lossShare)))],
    ["said-jitter", reports.length > 0 && reports.every(({ jitterMs }) => jitterMs > QUALITY_LIMITS.jitterMs)],
    ["delay", counted("delay", ({ roundTripMs }) => (roundTripMs ?? 0) > QUALITY_LIMITS.roundTripMs)],
    ["low-mos", counted("low-mos", (one) => (mosOfWindow(windowOf([one], 0)) ?? 5) < QUALITY_LIMITS.mos)],
    ["overload", counted("overload", ({ lateMs }) => lateMs > QUALITY_LIMITS.lateMs)],
  ];
  return { recent, reports, standing: found.flatMap(([warning, isOn]) => (isOn ? [warning] : [])) };
}

/** Raised by three of five; then it stands until none of five is over. */
function hasRaised(stands: boolean, over: number): boolean {
  return stands ? over > 0 : over >= QUALITY_LIMITS.raiseCount;
}

function isLossy(stands: boolean, lossShare: number | null): boolean {
  if (lossShare === null) return false;
  return lossShare > (stands ? QUALITY_LIMITS.lossClearShare : QUALITY_LIMITS.lossShare);
}

/** Over the last seven intervals; none before there are three, so that one lost packet at the start is no warning. */
function heardLoss(recent: readonly QualityInterval[]): number | null {
  const heard = recent.slice(-QUALITY_LIMITS.lossCount).flatMap((interval) => interval.heard ?? []);
  if (heard.length < QUALITY_LIMITS.raiseCount) return null;
  const expected = heard.reduce((sum, one) => sum + one.expected, 0);
  return expected === 0 ? null : heard.reduce((sum, one) => sum + one.lost, 0) / expected;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
