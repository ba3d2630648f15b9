import {
  type DirectionQuality,
  QUALITY_EVENTS_LIMIT,
  type QualityEvent,
  type QualitySummary,
  type QualityWindow,
} from "./call-quality.ts";
import { mosOfWindow } from "./quality-window.ts";

/** A talk from its windows; null when none of them measured anything. */
export function summaryOf(windows: readonly QualityWindow[], events: readonly QualityEvent[]): QualitySummary | null {
  const scores = windows.flatMap((window) => mosOfWindow(window) ?? []);
  if (scores.length === 0) return null;
  const trips = windows.flatMap((window) => window.roundTripMs ?? []);
  return {
    windows: scores.length,
    codec: windows.findLast((window) => window.codec !== null)?.codec ?? null,
    mos: rounded(mean(scores)),
    minMos: rounded(Math.min(...scores)),
    heard: directionOf(windows.flatMap((window) => window.heard ?? [])),
    said: directionOf(windows.flatMap((window) => window.said ?? [])),
    roundTripMs: trips.length === 0 ? null : Math.round(mean(trips)),
    events: events.slice(0, QUALITY_EVENTS_LIMIT),
  };
}

function directionOf(measured: readonly DirectionQuality[]): QualitySummary["heard"] {
  if (measured.length === 0) return null;
  return {
    mos: rounded(mean(measured.map(({ mos }) => mos))),
    minMos: rounded(Math.min(...measured.map(({ mos }) => mos))),
    lossShare: Math.round(mean(measured.map(({ lossShare }) => lossShare)) * 10_000) / 10_000,
    jitterMs: Math.round(mean(measured.map(({ jitterMs }) => jitterMs)) * 10) / 10,
  };
}

function rounded(mos: number): number {
  return Math.round(mos * 100) / 100;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
