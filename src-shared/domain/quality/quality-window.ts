import type { DirectionQuality, QualityWindow } from "./call-quality.ts";
import { mosOf } from "./e-model.ts";
import type { QualityInterval } from "./quality-interval.ts";

/** How many samples, a second apart, make a window. */
export const WINDOW_INTERVALS = 5;

/** A packet of 20 ms of sound and the coder's look-ahead. */
const PACKET_MS = 25;

/** Five seconds of a talk from its intervals. A direction nothing was measured of is null. */
export function windowOf(intervals: readonly QualityInterval[], atMs: number): QualityWindow {
  const codec = intervals.findLast((interval) => interval.codec !== null)?.codec ?? null;
  const roundTripMs = mean(intervals.map((interval) => interval.roundTripMs));
  return {
    atMs,
    codec,
    heard: heardOf(intervals, codec, roundTripMs ?? 0),
    said: saidOf(intervals, codec, roundTripMs ?? 0),
    roundTripMs,
  };
}

/** As good as its worse direction: who cannot be understood has no talk. Null when nothing was measured. */
export function mosOfWindow({ heard, said }: Pick<QualityWindow, "heard" | "said">): number | null {
  const measured = [heard, said].flatMap((direction) => (direction ? [direction.mos] : []));
  return measured.length === 0 ? null : Math.min(...measured);
}

function heardOf(
  intervals: readonly QualityInterval[],
  codec: string | null,
  roundTripMs: number,
): DirectionQuality | null {
  const heard = intervals.flatMap((interval) => interval.heard ?? []);
  const expected = sum(heard.map((interval) => interval.expected));
  if (expected === 0) return null;
  const lossShare = sum(heard.map((interval) => interval.lost)) / expected;
  const jitterMs = mean(heard.map((interval) => interval.jitterMs)) ?? 0;
  const delayMs = roundTripMs / 2 + bufferFor(jitterMs) + PACKET_MS;
  return { mos: mosOf({ lossShare, delayMs, codec }), lossShare, jitterMs };
}

function saidOf(
  intervals: readonly QualityInterval[],
  codec: string | null,
  roundTripMs: number,
): DirectionQuality | null {
  const said = intervals.flatMap((interval) => interval.said ?? []);
  const lossShare = mean(said.map((report) => report.lossShare));
  const jitterMs = mean(said.map((report) => report.jitterMs));
  if (lossShare === null || jitterMs === null) return null;
  const delayMs = roundTripMs / 2 + bufferFor(jitterMs) + PACKET_MS;
  return { mos: mosOf({ lossShare, delayMs, codec }), lossShare, jitterMs };
}

/**
 * How long sound is held back: twice the jitter is what an adaptive buffer needs. Reckoned alike for both directions: the
 * far side does not tell, and Chromium's own holds some 100 to 300 ms on a busy machine, which is no fault of the network
 * (`overload` is the warning for that).
 */
function bufferFor(jitterMs: number): number {
  return 2 * jitterMs;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sum(known) / known.length;
}
