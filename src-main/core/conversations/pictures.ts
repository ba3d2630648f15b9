import { isPicture } from "../../../src-shared/domain/pictures.ts";
import type { AttachmentId } from "../../../src-shared/ids.ts";
import type { Clock } from "../ports/clock.ts";
import type { ConversationFiles } from "./conversation-files.ts";

/** What is kept in memory, so that a conversation that is opened again does not fetch its pictures again. */
const KEPT_BYTES = 48 * 1024 * 1024;
/** A picture of more would take some hundred megabytes of the window to draw; it can be saved. */
const MOST_PIXELS = 50_000_000;
/** A message is shown before its file has come from the channel to the hub: so long a picture is waited for. */
const WAIT_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;

/** By the head of a picture alone; null: it is none that is known. */
export type CountPixels = (bytes: Uint8Array) => number | null;

export type Picture = { readonly type: string; readonly bytes: Uint8Array };

/** Pictures of conversations, as the window may draw them. */
export class Pictures {
  readonly #files: Pick<ConversationFiles, "fetch">;
  readonly #clock: Pick<Clock, "nowMs" | "after">;
  readonly #countPixels: CountPixels;
  /** The one that was asked for last stands last. */
  readonly #kept = new Map<AttachmentId, Picture>();
  readonly #asked = new Map<AttachmentId, Promise<Picture | null>>();
  #keptBytes = 0;

  constructor(parts: {
    readonly files: Pick<ConversationFiles, "fetch">;
    readonly clock: Pick<Clock, "nowMs" | "after">;
    readonly countPixels: CountPixels;
  }) {
    this.#files = parts.files;
    this.#clock = parts.clock;
    this.#countPixels = parts.countPixels;
  }

  /** Waits for one that is on its way. Null: there is none, it did not come in time, or it is none that could be drawn. */
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
    const file = await this.#fetchWaiting(attachmentId);
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

  /** Asks again while the file, or the hub, is still to come. */
  async #fetchWaiting(attachmentId: AttachmentId): ReturnType<ConversationFiles["fetch"]> {
    const untilMs = this.#clock.nowMs() + WAIT_MS;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
      const file = await this.#files.fetch(attachmentId);
      const mayCome = !file.ok && (file.code === "file-not-yet" || file.code === "hub-away");
      if (!mayCome || this.#clock.nowMs() + pauseMs > untilMs) return file;
      await new Promise<void>((resolve) => this.#clock.after(pauseMs, resolve));
    }
  }

  /** Few bytes can hold a picture that fills the memory of who draws it. */
  #isDrawable({ type, bytes }: Picture): boolean {
    const pixels = isPicture(type) ? this.#countPixels(bytes) : null;
    return pixels !== null && pixels <= MOST_PIXELS;
  }
}
