/** A list of listeners; adding one gives the function that takes it away. */
export class Listeners<Payload> {
  readonly #all = new Set<(payload: Payload) => void>();

  add(listener: (payload: Payload) => void): () => void {
    this.#all.add(listener);
    return () => {
      this.#all.delete(listener);
    };
  }

  tell(payload: Payload): void {
    for (const listener of [...this.#all]) listener(payload);
  }
}
