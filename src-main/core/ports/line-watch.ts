import type { LineStanding } from "../../../src-shared/ipc/colleague-lines.ts";

/** How a watched extension stands now. */
export type WatchedLine = LineStanding & { readonly extension: string };

/**
 * Follows how other lines of the same PBX stand: the event package `dialog` (RFC 4235) by SUBSCRIBE and NOTIFY (RFC 6665).
 * A state is told only while it is known to be true: with the flow lost, the registration gone or a refresh unanswered it
 * is `unknown` at once.
 */
export interface LineWatch {
  /** Whom to follow from now on, instead of those before; kept over `stop` and `start` of the phone. */
  watch(extensions: readonly string[]): void;
  /** One for each change; the first for each extension right after `watch`. */
  onWatched(listener: (told: WatchedLine) => void): () => void;
}
