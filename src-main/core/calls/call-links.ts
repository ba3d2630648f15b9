import { callLinkTarget } from "../../../src-shared/domain/call-link.ts";
import { Listeners } from "./listeners.ts";

/** What a link asked for: `target` null when it holds nothing that could be dialled. */
export type OpenedLink = { readonly target: string | null };

/** The last link another program opened, until the operator's window has asked for it. Nothing is dialled here. */
export class CallLinks {
  readonly #opened = new Listeners<void>();
  #last: OpenedLink | null = null;

  open(link: string): void {
    this.#last = { target: callLinkTarget(link) };
    this.#opened.tell();
  }

  take(): OpenedLink | null {
    const last = this.#last;
    this.#last = null;
    return last;
  }

  onOpened(listener: () => void): () => void {
    return this.#opened.add(listener);
  }
}
