/** A draft is on the disk so long after its first unkept key at the latest: issue 5 allows one second. */
const KEEP_AFTER_MS = 400;

/** What is being written, by conversation: kept by main a moment after a key, each under its own conversation. */
export class DraftBook {
  readonly #keep: (conversationId: string, text: string) => void;
  readonly #texts = new Map<string, string>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(keep: (conversationId: string, text: string) => void) {
    this.#keep = keep;
  }

  /** Null: nothing was written here since the window began; main may have a draft. */
  text(conversationId: string): string | null {
    return this.#texts.get(conversationId) ?? null;
  }

  write(conversationId: string, text: string): void {
    this.#texts.set(conversationId, text);
    if (this.#timers.has(conversationId)) return;
    const timer = setTimeout(() => this.settle(conversationId), KEEP_AFTER_MS);
    this.#timers.set(conversationId, timer);
  }

  /** Keeps at once what waits to be kept. */
  settle(conversationId: string): void {
    const timer = this.#timers.get(conversationId);
    if (timer === undefined) return;
    this.#stop(conversationId, timer);
    this.#keep(conversationId, this.#texts.get(conversationId) ?? "");
  }

  /** It was sent: main forgets the draft with the message it keeps. */
  clear(conversationId: string): void {
    const timer = this.#timers.get(conversationId);
    if (timer !== undefined) this.#stop(conversationId, timer);
    this.#texts.set(conversationId, "");
  }

  #stop(conversationId: string, timer: ReturnType<typeof setTimeout>): void {
    clearTimeout(timer);
    this.#timers.delete(conversationId);
  }
}
