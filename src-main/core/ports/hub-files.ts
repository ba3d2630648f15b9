import type { Result } from "../../../src-shared/result.ts";

export type HubFileRefusal = "hub-away" | "unknown-file" | "file-refused" | "too-large" | "not-yet";

/** The bytes of files, at the hub of the link, by the short-lived ways it gives out (`file.link`, `file.announce`). */
export interface HubFiles {
  /** A file the hub has looked into; `type` is what it turned out to be. */
  get(path: string): Promise<Result<{ readonly type: string; readonly bytes: Uint8Array }, HubFileRefusal>>;
  /** The bytes of a file that was announced; the answer names what they turned out to be. */
  put(path: string, bytes: Uint8Array): Promise<Result<{ readonly type: string }, HubFileRefusal>>;
}
