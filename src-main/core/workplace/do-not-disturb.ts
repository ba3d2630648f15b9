import { isDoNotDisturb } from "../../../src-shared/domain/do-not-disturb.ts";
import type { StatusView } from "../../../src-shared/ipc/workplace.ts";
import type { Clock } from "../ports/clock.ts";

/** Without an end it is brought to mind this often: nobody is to be deaf for hours without knowing. */
export const REMIND_EVERY_MS = 15 * 60_000;

export type DoNotDisturbParts = {
  readonly clock: Clock;
  /** The phone itself refuses: before the hub knows, and at an exchange that asks no hub. */
  readonly refuseCalls: (areRefused: boolean) => void;
  readonly remind: (sinceMs: number) => void;
};

type Span = { readonly sinceMs: number; readonly untilMs: number | null };

/**
 * «Не беспокоить» on this desktop. It holds from the choice on, also while that has not reached the hub, and ends at its
 * time, also when the hub cannot be heard. Times are this machine's.
 */
export class DoNotDisturb {
  readonly #parts: DoNotDisturbParts;
  #span: Span | null = null;
  #isPending = false;
  #stopTimer: () => void = () => undefined;

  constructor(parts: DoNotDisturbParts) {
    this.#parts = parts;
  }

  /** The status as it is shown now. */
  follow(status: StatusView): void {
    const span = this.#spanOf(status);
    this.#isPending = status.pending?.status === "do-not-disturb";
    if (span?.sinceMs === this.#span?.sinceMs && span?.untilMs === this.#span?.untilMs) return;
    this.#span = span;
    this.#apply();
  }

  dispose(): void {
    this.#stopTimer();
  }

  #spanOf({ pending, ...status }: StatusView): Span | null {
    if (pending) {
      if (pending.status !== "do-not-disturb") return null;
      // A choice on its way began when it was first seen.
      const sinceMs = this.#isPending && this.#span ? this.#span.sinceMs : this.#parts.clock.nowMs();
      return { sinceMs, untilMs: pending.forMs === null ? null : sinceMs + pending.forMs };
    }
    if (!isDoNotDisturb(status)) return null;
    return { sinceMs: status.sinceMs, untilMs: status.limitMs === null ? null : status.sinceMs + status.limitMs };
  }

  #apply(): void {
    this.#stopTimer();
    const { clock, refuseCalls, remind } = this.#parts;
    const span = this.#span;
    const nowMs = clock.nowMs();
    const isOn = span !== null && (span.untilMs === null || span.untilMs > nowMs);
    refuseCalls(isOn);
    if (!isOn) return;
    if (span.untilMs !== null) {
      this.#stopTimer = clock.after(span.untilMs - nowMs, () => this.#apply());
      return;
    }
    const passedMs = Math.max(0, nowMs - span.sinceMs);
    this.#stopTimer = clock.after(REMIND_EVERY_MS - (passedMs % REMIND_EVERY_MS), () => {
      remind(span.sinceMs);
      this.#apply();
    });
  }
}
