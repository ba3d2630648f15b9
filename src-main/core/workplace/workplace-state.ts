import type { EventPayloadOf } from "../../../src-shared/ipc/define-contract.ts";
import type { Workplace, WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { isEqual } from "./is-equal.ts";

export type WorkplaceChange = EventPayloadOf<WorkplaceContract, "workplace.changed">;
export type WorkplaceFacts = Omit<Workplace, "revision">;

/**
 * What the operator's window shows, and its numbered changes. Parts that are equal to what they were change nothing;
 * what changes within one turn goes out as one change, so that a window never draws a state in between.
 */
export class WorkplaceState {
  readonly #listeners = new Set<(change: WorkplaceChange) => void>();
  #current: Workplace;
  #changed: Partial<WorkplaceFacts> = {};
  #isScheduled = false;

  constructor(facts: WorkplaceFacts) {
    this.#current = { ...facts, revision: 0 };
  }

  /** The whole; what was not announced yet goes out first, so that its revision fits. */
  get(): Workplace {
    this.#flush();
    return this.#current;
  }

  /** The facts as they stand, announced or not. */
  get facts(): WorkplaceFacts {
    return this.#current;
  }

  set(facts: Partial<WorkplaceFacts>): void {
    const changed = Object.fromEntries(
      Object.entries(facts).filter(([part, value]) => !isEqual(value, this.#current[part as keyof WorkplaceFacts])),
    ) as Partial<WorkplaceFacts>;
    if (Object.keys(changed).length === 0) return;
    this.#current = { ...this.#current, ...changed };
    this.#changed = { ...this.#changed, ...changed };
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => this.#flush());
  }

  onChange(listener: (change: WorkplaceChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #flush(): void {
    this.#isScheduled = false;
    if (Object.keys(this.#changed).length === 0) return;
    const revision = this.#current.revision + 1;
    const change: WorkplaceChange = { ...this.#changed, revision };
    this.#current = { ...this.#current, revision };
    this.#changed = {};
    for (const listener of [...this.#listeners]) listener(change);
  }
}
