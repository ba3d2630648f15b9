import type { TelephonyEvent } from "../telephony.ts";

/** Tells events in order and never from inside a command: the hub may give commands while it listens. */
export class EventTeller {
  readonly #listeners = new Set<(event: TelephonyEvent) => void>();
  /** Told before anybody listened. */
  #untold: TelephonyEvent[] = [];

  onEvent(listener: (event: TelephonyEvent) => void): () => void {
    this.#listeners.add(listener);
    const before = this.#untold;
    this.#untold = [];
    for (const event of before) this.tell(event);
    return () => this.#listeners.delete(listener);
  }

  tell(event: TelephonyEvent): void {
    queueMicrotask(() => {
      if (this.#listeners.size === 0) this.#untold.push(event);
      for (const listener of [...this.#listeners]) listener(event);
    });
  }
}
