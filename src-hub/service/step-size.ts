const [LEAST, MOST] = [1, 256];
/** How long a step may hold the writer; one beyond it makes the next one smaller. */
const MOST_MS = 4;

/** How many events the next step may rewrite, by how long those before took. */
export class StepSize {
  #events = 16;
  #steps = 0;
  #longestMs = 0;

  get events(): number {
    return this.#events;
  }

  get steps(): number {
    return this.#steps;
  }

  get longestMs(): number {
    return this.#longestMs;
  }

  took(ms: number): void {
    this.#steps += 1;
    this.#longestMs = Math.max(this.#longestMs, ms);
    if (ms > MOST_MS) this.#events = Math.max(LEAST, Math.floor((this.#events * MOST_MS) / ms));
    else if (ms < MOST_MS / 2) this.#events = Math.min(MOST, this.#events + LEAST + Math.floor(this.#events / 4));
  }
}
