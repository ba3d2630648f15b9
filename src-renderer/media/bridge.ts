import type { EventPayloadOf } from "../../src-shared/ipc/define-contract.ts";
import type { MediaContract } from "../../src-shared/ipc/media.ts";
import type { Result } from "../../src-shared/result.ts";

/** What the preload of the media window gives the page. */
export type MediaPageBridge = {
  onRequest(handler: (id: number, name: string, input: unknown) => void): void;
  reply(id: number, result: Result<unknown>): void;
  emit(name: string, payload: unknown): void;
};

declare global {
  interface Window {
    readonly mediaBridge: MediaPageBridge;
  }
}

/** Announces something to main; only events of the contract compile. */
export type Announce = <N extends keyof MediaContract["events"] & string>(
  name: N,
  payload: EventPayloadOf<MediaContract, N>,
) => void;
