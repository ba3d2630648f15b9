import type { HubFailure } from "../src-shared/ipc/hub-process.ts";

/**
 * Why a hub could not start. Only a hub with PostgreSQL meets the last two: another hub serves that database, or the
 * server does not answer; both may pass.
 */
export type HubStartCode = HubFailure | "database-taken" | "database-unreachable";

/** The hub could not start; the code tells the desktop which page to show. */
export class HubStartError extends Error {
  override readonly name = "HubStartError";
  readonly code: HubStartCode;

  constructor(code: HubStartCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}
