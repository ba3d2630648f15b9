import type { EventPayloadOf } from "../../src-shared/ipc/define-contract.ts";
import type { MediaContract } from "../../src-shared/ipc/media.ts";

/** Tells the log of something that failed and was got over. */
export type Stumble = (what: EventPayloadOf<MediaContract, "media.stumbled">["what"], cause: unknown) => void;

/** The kind of an error, without its words: those may name a device, or an address. */
export function errorName(cause: unknown): string {
  return cause instanceof Error ? cause.name.slice(0, 64) : "unknown";
}

/** A play or a choice that the next one took the place of; nothing is the matter. */
export function isSuperseded(cause: unknown): boolean {
  return errorName(cause) === "AbortError";
}
