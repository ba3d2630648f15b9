import type { HubFailure } from "../src-shared/ipc/hub-process.ts";

/**
 * Why a hub could not start. A hub inside a desktop never meets the last three. `database-taken`: another hub serves that
 * database, `database-unreachable`: its server does not answer; both may pass. `team-missing`: an empty hub was given
 * no team.
 */
export type HubStartCode = HubFailure | "database-taken" | "database-unreachable" | "team-missing";

/** The hub could not start; the code tells the desktop which page to show. */
export class HubStartError extends Error {
  override readonly name = "HubStartError";
  readonly code: HubStartCode;

  constructor(code: HubStartCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}
