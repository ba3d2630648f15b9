import type { Refusal } from "../../src-shared/api/refusal.ts";

/** Thrown by a route to refuse its request; the app answers with the status and the typed refusal. */
export class HttpRefusedError extends Error {
  override readonly name = "HttpRefusedError";
  readonly statusCode: number;
  readonly refusal: Refusal;

  constructor(statusCode: number, refusal: Refusal) {
    super(refusal.message);
    this.statusCode = statusCode;
    this.refusal = refusal;
  }
}
