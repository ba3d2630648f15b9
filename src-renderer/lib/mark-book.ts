import { TYPING_LASTS_MS, VIEWING_EVERY_MS } from "../../src-shared/domain/attention.ts";

/** Somebody writes in a conversation, or has it before them. `colleague` null: the customer. */
export type Mark = { readonly conversationId: string; readonly colleague: string | null; readonly isTyping: boolean };

/** Who writes and who looks on now: nobody says that it is over, so each word counts for a while. */
export class MarkBook {
  readonly #show: (marks: readonly Mark[]) => void;
  readonly #marks = new Map<string, Mark>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(show: (marks: readonly Mark[]) => void) {
    this.#show = show;
  }

  hear(mark: Mark): void {
    const key = JSON.stringify([mark.conversationId, mark.colleague]);
    clearTimeout(this.#timers.get(key));
    // A customer who does not write is nothing to show.
    if (mark.colleague === null && !mark.isTyping) {
      this.#forget(key);
      return;
    }
    const before = this.#marks.get(key);
    this.#marks.set(key, mark);
    const lastsMs = mark.isTyping ? TYPING_LASTS_MS : 2 * VIEWING_EVERY_MS;
    this.#timers.set(
      key,
      setTimeout(() => this.#forget(key), lastsMs),
    );
    if (before?.isTyping !== mark.isTyping) this.#tell();
  }

  #forget(key: string): void {
    this.#timers.delete(key);
    if (this.#marks.delete(key)) this.#tell();
  }

  #tell(): void {
    this.#show([...this.#marks.values()]);
  }
}
