import type { HubFailure } from "../src-shared/ipc/hub-process.ts";

/** The hub could not start; the code tells the desktop which page to show. */
export class HubStartError extends Error {
  override readonly name = "HubStartError";
  readonly code: HubFailure;

  constructor(code: HubFailure, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}
