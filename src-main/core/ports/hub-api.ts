import type { HubFailure } from "../../../src-shared/domain/hub-account.ts";

/** A request of the hub's HTTP API (`/api/v1`); `token`: as whom. */
export type HubRequest = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
  readonly token?: string;
};

/** What the hub said, whatever it was; or why nothing came. */
export type HubAnswer =
  | { readonly kind: "answered"; readonly status: number; readonly body: unknown }
  | { readonly kind: "failed"; readonly failure: HubFailure };

/** Asks a hub over HTTP, by the same way (proxy, certificates) as the link. Follows nobody elsewhere: a password is in it. */
export interface HubApi {
  ask(url: string, request: HubRequest): Promise<HubAnswer>;
}
