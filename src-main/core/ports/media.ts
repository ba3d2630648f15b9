import type { EventPayloadOf, RequestInput, RequestOutput } from "../../../src-shared/ipc/define-contract.ts";
import type { MediaContract } from "../../../src-shared/ipc/media.ts";

/** Thrown by `ask` when the media window is gone, does not answer in time, or refuses; `code` is its word. */
export class MediaError extends Error {
  override readonly name = "MediaError";
  readonly code: string;
  constructor(code: string, options?: { cause?: unknown }) {
    super(`media: ${code}`, options);
    this.code = code;
  }
}

/** The media window, asked over `src-shared/ipc/media.ts`. */
export interface Media {
  /** Throws `MediaError`: `media-gone`, `media-timeout`, or a code of the contract. */
  ask<N extends keyof MediaContract["requests"] & string>(
    name: N,
    input: RequestInput<MediaContract, N>,
  ): Promise<RequestOutput<MediaContract, N>>;
  on<N extends keyof MediaContract["events"] & string>(
    name: N,
    listener: (payload: EventPayloadOf<MediaContract, N>) => void,
  ): () => void;
  /** The window died (`false`) or answers again (`true`, every peer connection of before is lost). */
  onAlive(listener: (alive: boolean) => void): () => void;
}
