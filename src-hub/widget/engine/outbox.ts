import type { DurableVisitorFrame } from "../../../src-shared/site-chat/visitor-frames.ts";
import type { KeyValueStore, WidgetClock } from "./ports.ts";

type WithoutId<Frame> = Frame extends { id: string } ? Omit<Frame, "id"> : never;

/** A command before it has its id. */
export type Draft = WithoutId<DurableVisitorFrame>;

const RANDOM_LETTERS = 12;
const TIME_LETTERS = 9;

/**
 * What the hub has not acknowledged, in the order it was written. One key of the store for each, so that two tabs of one
 * visitor never write over each other; both may send the same, the hub takes each id once.
 */
export class Outbox {
  readonly #store: KeyValueStore;
  readonly #prefix: string;
  readonly #clock: WidgetClock;
  readonly #waiting = new Map<string, DurableVisitorFrame>();
  /** Of these the store has a copy: when it is gone there, another tab got it through. */
  readonly #kept = new Set<string>();
  #lastMs = 0;

  constructor(store: KeyValueStore, prefix: string, clock: WidgetClock) {
    this.#store = store;
    this.#prefix = prefix;
    this.#clock = clock;
    this.reload();
  }

  /** All that wait, the oldest first. */
  list(): readonly DurableVisitorFrame[] {
    return [...this.#waiting.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  add(draft: Draft): DurableVisitorFrame {
    const frame: DurableVisitorFrame = { ...draft, id: this.#newId() };
    this.#waiting.set(frame.id, frame);
    if (this.#store.write(this.#prefix + frame.id, JSON.stringify(frame))) this.#kept.add(frame.id);
    return frame;
  }

  remove(id: string): void {
    this.#waiting.delete(id);
    this.#kept.delete(id);
    this.#store.remove(this.#prefix + id);
  }

  /** Takes over what other tabs, or the page before, put there; forgets what they got through. */
  reload(): void {
    const ids = new Set(
      this.#store.keys().flatMap((key) => (key.startsWith(this.#prefix) ? [key.slice(this.#prefix.length)] : [])),
    );
    for (const id of this.#kept) if (!ids.has(id)) this.#forget(id);
    for (const id of ids) if (!this.#waiting.has(id)) this.#adopt(id);
  }

  #forget(id: string): void {
    this.#kept.delete(id);
    this.#waiting.delete(id);
  }

  #adopt(id: string): void {
    const frame = parseFrame(this.#store.read(this.#prefix + id));
    if (frame?.id !== id) {
      this.#store.remove(this.#prefix + id);
      return;
    }
    this.#waiting.set(id, frame);
    this.#kept.add(id);
    this.#lastMs = Math.max(this.#lastMs, Number.parseInt(id.slice(0, TIME_LETTERS), 36));
  }

  /** Grows even when the clock of the machine is put back: what is written later is sent later. */
  #newId(): string {
    this.#lastMs = Math.max(this.#clock.nowMs(), this.#lastMs + 1);
    const time = this.#lastMs.toString(36).padStart(TIME_LETTERS, "0");
    const letters = Array.from({ length: RANDOM_LETTERS }, () => Math.floor(this.#clock.random() * 36).toString(36));
    return time + letters.join("");
  }
}

function parseFrame(text: string | null): DurableVisitorFrame | null {
  try {
    return text === null ? null : (JSON.parse(text) as DurableVisitorFrame | null);
  } catch {
    // Spoilt by something else on the page: it cannot be sent, and is dropped.
    return null;
  }
}
