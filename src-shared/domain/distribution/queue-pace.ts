import type { QueueId } from "../../ids.ts";

/** So many answers are looked back upon at most, and no further than this. */
const MOST_ANSWERS = 20;
const LOOK_BACK_MS = 1_800_000;
/** With fewer nothing can be said. */
const FEWEST_ANSWERS = 3;

/**
 * How fast calls of each queue are answered now. Who waits at a place waits about as long as so many answers take at the
 * pace of the last ones; time without an answer slows the pace down. What was before a restart of the hub is not known.
 */
export class QueuePace {
  readonly #answers = new Map<QueueId, number[]>();

  /** A call of the queue was answered; moments come in their order, epoch ms. */
  answered(queueId: QueueId, atMs: number): void {
    const answers = this.#answers.get(queueId) ?? [];
    answers.push(atMs);
    if (answers.length > MOST_ANSWERS) answers.shift();
    this.#answers.set(queueId, answers);
  }

  /** About how long the one at a place waits, the first is 1; ms, null: it cannot be said. */
  expectedWaitMs(queueId: QueueId, place: number, nowMs: number): number | null {
    const recent = (this.#answers.get(queueId) ?? []).filter((atMs) => nowMs - atMs <= LOOK_BACK_MS && atMs <= nowMs);
    const [first] = recent;
    if (first === undefined || recent.length < FEWEST_ANSWERS) return null;
    // From the first answer on there were so many intervals: those between answers, and the one that goes on.
    return Math.ceil(((nowMs - first) / recent.length) * Math.max(1, place));
  }
}
