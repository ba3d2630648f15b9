/** Why Asterisk did not do what it was asked. `gone`: the channel, bridge or recording is not there (any more). */
export type AriErrorCode =
  | "gone"
  | "conflict"
  | "bad-request"
  | "not-allowed"
  | "failed"
  | "unreachable"
  | "not-understood";

/** A request that Asterisk refused or did not answer. Its words hold the method and the path's first part, no names and no secrets. */
export class AriError extends Error {
  override readonly name = "AriError";
  readonly code: AriErrorCode;
  /** The HTTP status; null when there was no answer. */
  readonly status: number | null;

  constructor(code: AriErrorCode, words: string, more: { readonly status?: number; readonly cause?: unknown } = {}) {
    super(words, { cause: more.cause });
    this.code = code;
    this.status = more.status ?? null;
  }

  /** Whether the same request may succeed later: the PBX was not reached, or had a fault of its own. */
  get retry(): "later" | "no" {
    return this.code === "unreachable" || this.code === "failed" ? "later" : "no";
  }
}

/** What a status of the REST interface means (rest-api/api-docs of Asterisk 22: 404, 409, 412, 422). */
export function ariErrorCodeOf(status: number): AriErrorCode {
  if (status === 404) return "gone";
  if (status === 409 || status === 412) return "conflict";
  if (status === 401 || status === 403) return "not-allowed";
  return status >= 500 ? "failed" : "bad-request";
}
