/** The hub lost its database while it served; it must not decide anything more on what it holds in memory. */
export class DatabaseGoneError extends Error {
  override readonly name = "DatabaseGoneError";
}

/** SQLSTATE classes: 08 connection, 57P the server goes down or starts; Node's own codes of a connection. */
const GONE =
  /^(?:08...|57P0[1-5]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What pg says without a code when a connection ends under a query, or gives no answer in time. */
const GONE_WORDS =
  /connection terminated|connection error|not queryable|query read timeout|timeout exceeded when trying/i;

/** Whether an error says that the database server does not answer, rather than that a statement is wrong. */
export function isDatabaseGone(error: unknown): boolean {
  if (error instanceof DatabaseGoneError) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseGone);
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return GONE.test(code) || GONE_WORDS.test(error.message) || isDatabaseGone(error.cause);
}
