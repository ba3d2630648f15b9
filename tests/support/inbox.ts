type Waiter<T> = { readonly matches: (item: T) => boolean; readonly resolve: (item: T) => void };

const PATIENCE_MS = 20_000;

/** What came and was not taken yet; a test takes what it waits for, in any order, and never sleeps. */
export class Inbox<T> {
  readonly #what: string;
  readonly #items: T[] = [];
  readonly #all: T[] = [];
  readonly #waiters = new Set<Waiter<T>>();

  constructor(what: string) {
    this.#what = what;
  }

  /** Everything that ever came, taken or not. */
  get all(): readonly T[] {
    return this.#all;
  }

  put(item: T): void {
    this.#all.push(item);
    for (const waiter of this.#waiters)
      if (waiter.matches(item)) {
        this.#waiters.delete(waiter);
        waiter.resolve(item);
        return;
      }
    this.#items.push(item);
  }

  take(matches: (item: T) => boolean = () => true): Promise<T> {
    const index = this.#items.findIndex(matches);
    if (index >= 0) return Promise.resolve(this.#items.splice(index, 1)[0] as T);
    return new Promise((resolve, reject) => {
      const waiter: Waiter<T> = {
        matches,
        resolve: (item) => {
          clearTimeout(timer);
          resolve(item);
        },
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new Error(`no such ${this.#what} came; there were: ${this.#all.map(describe).join(" | ")}`));
      }, PATIENCE_MS);
      this.#waiters.add(waiter);
    });
  }
}

function describe(item: unknown): string {
  const line = (item as { startLine?: string }).startLine;
  return line ?? JSON.stringify(item);
}
