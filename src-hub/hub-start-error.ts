import type { HubFailure } from "../src-shared/ipc/hub-process.ts";

/**
 * Why a hub could not start. A hub inside a desktop never meets the last four. `database-taken`: another hub serves that
 * database, `database-unreachable`: its server does not answer; both may pass. `redis-unreachable`: the nodes have no line to one another. `team-missing`: an empty hub was given
 * no team.
 */
export type HubStartCode =
  | HubFailure
  | "database-taken"
  | "database-unreachable"
  | "redis-unreachable"
  | "team-missing";

/** The hub could not start; the code tells the desktop which page to show. */
export class HubStartError extends Error {
  override readonly name = "HubStartError";
  readonly code: HubStartCode;

  constructor(code: HubStartCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}
