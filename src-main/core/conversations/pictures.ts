import { isPicture } from "../../../src-shared/domain/pictures.ts";
import type { AttachmentId } from "../../../src-shared/ids.ts";
import type { ConversationFiles } from "./conversation-files.ts";

/** What is kept in memory, so that a conversation that is opened again does not fetch its pictures again. */
const KEPT_BYTES = 48 * 1024 * 1024;
/** A picture of more would take some hundred megabytes of the window to draw; it can be saved. */
const MOST_PIXELS = 50_000_000;

/** By the head of a picture alone; null: it is none that is known. */
export type CountPixels = (bytes: Uint8Array) => number | null;

export type Picture = { readonly type: string; readonly bytes: Uint8Array };

/** Pictures of conversations, as the window may draw them. */
export class Pictures {
  readonly #files: Pick<ConversationFiles, "fetch">;
  /** The one that was asked for last stands last. */
  readonly #kept = new Map<AttachmentId, Picture>();
  readonly #asked = new Map<AttachmentId, Promise<Picture | null>>();
  #keptBytes = 0;

  readonly #countPixels: CountPixels;

  constructor(files: Pick<ConversationFiles, "fetch">, countPixels: CountPixels) {
    this.#files = files;
    this.#countPixels = countPixels;
  }

  /** Null: there is none, it is not to be had now, or it is none that could be drawn. */
  async get(attachmentId: AttachmentId): Promise<Picture | null> {
    const kept = this.#kept.get(attachmentId);
    if (kept) {
      this.#kept.delete(attachmentId);
      this.#kept.set(attachmentId, kept);
      return kept;
    }
    const asked = this.#asked.get(attachmentId) ?? this.#fetch(attachmentId);
    this.#asked.set(attachmentId, asked);
    return asked.finally(() => this.#asked.delete(attachmentId));
  }

  /** A customer was erased: nothing of what they sent stays. */
  forgetAll(): void {
    this.#kept.clear();
    this.#keptBytes = 0;
  }

  async #fetch(attachmentId: AttachmentId): Promise<Picture | null> {
    const file = await this.#files.fetch(attachmentId);
    if (!file.ok || !this.#isDrawable(file.value)) return null;
    this.#kept.set(attachmentId, file.value);
    this.#keptBytes += file.value.bytes.length;
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#keptBytes <= KEPT_BYTES) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= bytes.length;
    }
    return file.value;
  }

  /** Few bytes can hold a picture that fills the memory of who draws it. */
  #isDrawable({ type, bytes }: Picture): boolean {
    const pixels = isPicture(type) ? this.#countPixels(bytes) : null;
    return pixels !== null && pixels <= MOST_PIXELS;
  }
}
