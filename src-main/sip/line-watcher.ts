import type { Clock } from "../core/ports/clock.ts";
import type { WatchedLine } from "../core/ports/line-watch.ts";
import { LineSubscription, type SubscriptionDialog, type SubscriptionNews } from "./line-subscription.ts";

/** Fifty lines are asked for within a second and a half, so that a PBX (and a ring) is not held up by a burst. */
const APART_MS = 30;

export type LineWatcherParts = {
  readonly clock: Clock;
  /** Null: no address can be made of the extension, or there is no account. */
  readonly subscribe: (
    extension: string,
    expiresS: number,
    onNews: (news: SubscriptionNews) => void,
  ) => SubscriptionDialog | null;
};

type Watched = { readonly subscription: LineSubscription; stopWaiting: () => void };

/** All lines a phone follows: a subscription each, which lives while the phone itself is registered. */
export class LineWatcher {
  readonly #parts: LineWatcherParts;
  readonly #watched = new Map<string, Watched>();
  readonly #listeners = new Set<(told: WatchedLine) => void>();
  #isReady = false;

  constructor(parts: LineWatcherParts) {
    this.#parts = parts;
  }

  watch(extensions: readonly string[]): void {
    for (const [extension, { subscription, stopWaiting }] of [...this.#watched]) {
      if (extensions.includes(extension)) continue;
      stopWaiting();
      this.#watched.delete(extension);
      subscription.end();
    }
    const added = extensions.filter((extension) => !this.#watched.has(extension));
    for (const extension of added) this.#add(extension);
    if (this.#isReady) this.#begin(added);
  }

  onWatched(listener: (told: WatchedLine) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** The own line is registered, or is not any more. */
  setReady(isReady: boolean): void {
    if (isReady === this.#isReady) return;
    this.#isReady = isReady;
    if (isReady) this.#begin([...this.#watched.keys()]);
    else this.#all(({ subscription }) => subscription.lose());
  }

  /** The phone is about to unregister. */
  stop(): void {
    this.#isReady = false;
    this.#all(({ subscription }) => subscription.end());
  }

  #begin(extensions: readonly string[]): void {
    extensions.forEach((extension, index) => {
      const watched = this.#watched.get(extension);
      if (!watched) return;
      watched.stopWaiting();
      watched.stopWaiting = this.#parts.clock.after(index * APART_MS, () => watched.subscription.begin());
    });
  }

  #all(work: (watched: Watched) => void): void {
    for (const watched of [...this.#watched.values()]) {
      watched.stopWaiting();
      work(watched);
    }
  }

  #add(extension: string): void {
    const subscription = new LineSubscription({
      clock: this.#parts.clock,
      subscribe: (expiresS, onNews) => this.#parts.subscribe(extension, expiresS, onNews),
      onStanding: (standing) => this.#tell({ extension, ...standing }),
    });
    this.#watched.set(extension, { subscription, stopWaiting: () => undefined });
    this.#tell({ extension, ...subscription.standing });
  }

  #tell(told: WatchedLine): void {
    if (this.#watched.has(told.extension)) for (const listener of [...this.#listeners]) listener(told);
  }
}
