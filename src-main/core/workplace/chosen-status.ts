import { ChosenStatus } from "../../../src-shared/domain/operator-status.ts";
import type { Result } from "../../../src-shared/result.ts";
import type { Outbox, OutboxAnswer } from "../outbox/outbox.ts";

/**
 * The status that was chosen and is not the hub's yet: still in the outbox, or answered by the hub but its event has not
 * come over the link. Without the second part the old status would flash up between the answer and the event.
 */
export class ChosenStatusTracker {
  readonly #outbox: Outbox;
  #answered: { readonly chosen: ChosenStatus; readonly seq: number } | null = null;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** Only the last choice counts: those before it would pass through the hub in a row, and an `online` bring a call. */
  choose(chosen: ChosenStatus): Result<unknown, "store-failed"> {
    const before = this.#outbox.pending().filter(({ name }) => name === "operator.set-status");
    const kept = this.#outbox.add("operator.set-status", chosen);
    if (kept.ok) this.#outbox.discard((command) => before.includes(command));
    return kept;
  }

  handleAnswer({ command, reply }: OutboxAnswer, mirrorSeq: number): void {
    if (command.name !== "operator.set-status") return;
    const chosen = ChosenStatus.safeParse(command.input);
    this.#answered =
      reply.ok && chosen.success && reply.seq > mirrorSeq ? { chosen: chosen.data, seq: reply.seq } : null;
  }

  handleMirror(mirrorSeq: number): void {
    if (this.#answered && mirrorSeq >= this.#answered.seq) this.#answered = null;
  }

  pending(): ChosenStatus | null {
    const last = this.#outbox.pending().findLast((command) => command.name === "operator.set-status");
    const waiting = last && ChosenStatus.safeParse(last.input);
    return waiting?.data ?? this.#answered?.chosen ?? null;
  }
}
