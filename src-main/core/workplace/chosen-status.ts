import type * as z from "zod";
import type { ChosenStatus } from "../../../src-shared/domain/operator-status.ts";
import { type LinkCommandInput, LinkCommands } from "../../../src-shared/link/link-contract.ts";
import type { Result } from "../../../src-shared/result.ts";
import type { Outbox, OutboxAnswer } from "../outbox/outbox.ts";

type ChoiceName = "operator.set-status" | "operator.set-next-status";

/**
 * The status that was chosen, for now or for after the contact, and is not the hub's yet: still in the outbox, or answered
 * by the hub but its event has not come over the link. Without the second part the old one would flash up in between.
 */
export class ChosenStatusTracker {
  readonly #outbox: Outbox;
  readonly #now: LatestChoice<"operator.set-status">;
  readonly #next: LatestChoice<"operator.set-next-status">;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
    this.#now = new LatestChoice(outbox, "operator.set-status");
    this.#next = new LatestChoice(outbox, "operator.set-next-status");
  }

  /** A choice for now ends one for later, as it does on the hub. */
  choose(chosen: ChosenStatus): Result<unknown, "store-failed"> {
    const kept = this.#now.choose(chosen);
    if (kept.ok) this.#outbox.discard(({ name }) => name === "operator.set-next-status");
    return kept;
  }

  /** Null takes it back. */
  chooseNext(next: ChosenStatus | null): Result<unknown, "store-failed"> {
    return this.#next.choose({ next });
  }

  handleAnswer(answer: OutboxAnswer, mirrorSeq: number): void {
    for (const choice of [this.#now, this.#next]) choice.handleAnswer(answer, mirrorSeq);
  }

  handleMirror(mirrorSeq: number): void {
    for (const choice of [this.#now, this.#next]) choice.handleMirror(mirrorSeq);
  }

  pending(): ChosenStatus | null {
    return this.#now.pending();
  }

  /** What was chosen for later; null: it is being taken back; undefined: nothing is on its way. */
  pendingNext(): ChosenStatus | null | undefined {
    const pending = this.#next.pending();
    return pending === null ? undefined : pending.next;
  }
}

class LatestChoice<N extends ChoiceName> {
  readonly #outbox: Outbox;
  readonly #name: N;
  #answered: { readonly chosen: LinkCommandInput<N>; readonly seq: number } | null = null;

  constructor(outbox: Outbox, name: N) {
    this.#outbox = outbox;
    this.#name = name;
  }

  /** Only the last choice counts: those before it would pass through the hub in a row, and an `online` bring a call. */
  choose(chosen: LinkCommandInput<N>): Result<unknown, "store-failed"> {
    const before = this.#outbox.pending().filter(({ name }) => name === this.#name);
    const kept = this.#outbox.add(this.#name, chosen);
    if (kept.ok) this.#outbox.discard((command) => before.includes(command));
    return kept;
  }

  handleAnswer({ command, reply }: OutboxAnswer, mirrorSeq: number): void {
    if (command.name !== this.#name) return;
    const chosen = this.#parse(command.input);
    this.#answered = reply.ok && chosen !== null && reply.seq > mirrorSeq ? { chosen, seq: reply.seq } : null;
  }

  handleMirror(mirrorSeq: number): void {
    if (this.#answered && mirrorSeq >= this.#answered.seq) this.#answered = null;
  }

  pending(): LinkCommandInput<N> | null {
    const last = this.#outbox.pending().findLast((command) => command.name === this.#name);
    return (last && this.#parse(last.input)) ?? this.#answered?.chosen ?? null;
  }

  #parse(input: unknown): LinkCommandInput<N> | null {
    const schema: z.ZodType = LinkCommands[this.#name].input;
    // Parsed by the schema of this very name.
    return (schema.safeParse(input).data as LinkCommandInput<N> | undefined) ?? null;
  }
}
