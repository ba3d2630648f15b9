import {
  type LiveQuality,
  QUALITY_EVENTS_LIMIT,
  type QualityEvent,
  type QualitySummary,
  type QualityWindow,
} from "../../../src-shared/domain/quality/call-quality.ts";
import { liveQuality } from "../../../src-shared/domain/quality/quality-cause.ts";
import {
  type Counted,
  intervalBetween,
  type QualityInterval,
} from "../../../src-shared/domain/quality/quality-interval.ts";
import type { QualitySample } from "../../../src-shared/domain/quality/quality-sample.ts";
import { summaryOf } from "../../../src-shared/domain/quality/quality-summary.ts";
import { NO_WARNINGS, takeInterval, type WarningState } from "../../../src-shared/domain/quality/quality-warnings.ts";
import { mosOfWindow, WINDOW_INTERVALS, windowOf } from "../../../src-shared/domain/quality/quality-window.ts";

/** Windows of a talk that are kept: a shift's worth. */
const WINDOWS_LIMIT = 6_000;

/** How one talk sounds, from one sample a second. Pure: time and samples are given to it. */
export class TalkQuality {
  #before: QualitySample | null = null;
  #intervals: QualityInterval[] = [];
  #windows: QualityWindow[] = [];
  #warnings: WarningState = NO_WARNINGS;
  #events: QualityEvent[] = [];
  #live: LiveQuality | null = null;

  /** How it sounds now, in words; null until the first window is full. */
  get live(): LiveQuality | null {
    return this.#live;
  }

  get windows(): readonly QualityWindow[] {
    return this.#windows;
  }

  get events(): readonly QualityEvent[] {
    return this.#events;
  }

  summary(): QualitySummary | null {
    return summaryOf(this.#windows, this.#events);
  }

  /** Takes a sample in, `atMs` after the answer; the window it completed, if it did. */
  take(sample: QualitySample, counted: Counted, atMs: number): QualityWindow | null {
    const before = this.#before;
    this.#before = sample;
    const interval = before && intervalBetween(before, sample, counted);
    if (!interval) return null;
    this.#warn(interval, atMs);
    this.#intervals.push(interval);
    const window = this.#intervals.length < WINDOW_INTERVALS ? null : this.#closeWindow(atMs);
    this.#say(interval);
    return window;
  }

  /** Something happened to the sound that statistics do not say. */
  note(code: QualityEvent["code"], atMs: number): void {
    if (this.#events.length < QUALITY_EVENTS_LIMIT) this.#events.push({ atMs: Math.max(0, atMs), code });
  }

  #closeWindow(atMs: number): QualityWindow | null {
    const window = windowOf(this.#intervals, atMs);
    this.#intervals = [];
    if (mosOfWindow(window) === null) return null;
    this.#windows.push(window);
    if (this.#windows.length > WINDOWS_LIMIT) this.#windows.shift();
    return window;
  }

  #warn(interval: QualityInterval, atMs: number): void {
    const before = this.#warnings.standing;
    this.#warnings = takeInterval(this.#warnings, interval);
    for (const warning of this.#warnings.standing) if (!before.includes(warning)) this.note(warning, atMs);
  }

  #say(interval: QualityInterval): void {
    const window = this.#windows.at(-1);
    const { standing: warnings } = this.#warnings;
    if (!window && warnings.length === 0) return;
    const lossShare = Math.max(window?.heard?.lossShare ?? 0, window?.said?.lossShare ?? 0);
    const mos = window ? mosOfWindow(window) : null;
    this.#live = liveQuality({ warnings, mos, lossShare, isWifi: interval.isWifi });
  }
}
