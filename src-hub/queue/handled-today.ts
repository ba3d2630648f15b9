import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { OperatorId } from "../../src-shared/ids.ts";

const DAY_MS = 86_400_000;

/** When the day (UTC) of a moment began, epoch ms. */
export function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS) * DAY_MS;
}

/** How many contacts each operator took since the day (UTC) began: what `fewest-handled` compares. */
export class HandledToday {
  readonly #taken = new Map<OperatorId, number>();
  #dayMs: number;

  constructor(nowMs: number, before: ReadonlyMap<OperatorId, number> = new Map()) {
    this.#dayMs = dayOf(nowMs);
    for (const [operatorId, taken] of before) this.#taken.set(operatorId, taken);
  }

  follow(event: LogEvent): void {
    if (dayOf(event.atMs) !== this.#dayMs) {
      this.#dayMs = dayOf(event.atMs);
      this.#taken.clear();
    }
    if (event.type !== "interaction.accepted") return;
    const { operatorId } = event.payload;
    this.#taken.set(operatorId, this.get(operatorId) + 1);
  }

  get(operatorId: OperatorId): number {
    return this.#taken.get(operatorId) ?? 0;
  }
}
