/** Time as core sees it; a fake one drives the tests. */
export interface Clock {
  /** Epoch milliseconds, UTC. */
  nowMs(): number;
  /** Calls back once after a delay; the answer stops it. */
  after(delayMs: number, callback: () => void): () => void;
  /** A number in [0, 1), for jitter. */
  random(): number;
  /** A new id, unique across machines. */
  newId(): string;
}
