/** Runs asynchronous jobs one after another, in the order they came; a failed one does not stop the next. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<Value>(job: () => Promise<Value>): Promise<Value> {
    const result = this.#last.then(job);
    // Whoever asked hears of the failure.
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Settles when every job asked for so far is over. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
