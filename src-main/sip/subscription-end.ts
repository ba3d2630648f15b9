import type { LineUnknownReason } from "../../src-shared/ipc/colleague-lines.ts";

const MOST_RETRY_AFTER_S = 3_600;
/** Somebody may add the state to the PBX, or allow it, while the operator works. */
const SLOW_S = 600;

/** What is known from a `Subscription-State` header (RFC 6665 §8.2.3). Seconds. */
export type SubscriptionState = {
  readonly state: "active" | "pending" | "terminated";
  readonly expiresS: number | null;
  readonly reason: string | null;
  readonly retryAfterS: number | null;
};

/** Null: the header says nothing that is known, and its NOTIFY counts for nothing. */
export function readSubscriptionState(header: string): SubscriptionState | null {
  const [first = "", ...parameters] = header.split(";").map((part) => part.trim().toLowerCase());
  if (first !== "active" && first !== "pending" && first !== "terminated") return null;
  const parameter = (name: string) =>
    parameters.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
  return {
    state: first,
    expiresS: seconds(parameter("expires")),
    reason: parameter("reason"),
    retryAfterS: seconds(parameter("retry-after")),
  };
}

/** Seconds as they stand in a header; null when they are none. */
export function seconds(text: string | null | undefined): number | null {
  return text !== null && text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** `againS`: ask again so long from now; null: not before the line is registered anew; `soon`: by the usual back-off. */
export type AfterEnd = { readonly why: LineUnknownReason; readonly againS: number | "soon" | null };

/** The notifier ended it (RFC 6665 §4.1.3). */
export function afterTermination({ reason, retryAfterS }: SubscriptionState): AfterEnd {
  const later = retryAfterS === null ? "soon" : Math.min(retryAfterS, MOST_RETRY_AFTER_S);
  if (reason === "rejected") return { why: "forbidden", againS: null };
  if (reason === "noresource") return { why: "not-found", againS: null };
  if (reason === "invariant") return { why: "interrupted", againS: null };
  return { why: "interrupted", againS: reason === "deactivated" || reason === "timeout" ? "soon" : later };
}

/** A SUBSCRIBE was refused, or 408: nobody answered it. */
export function afterRefusal(statusCode: number, retryAfterS: number | null): AfterEnd {
  if ([404, 410, 416, 484, 485, 604].includes(statusCode)) return { why: "not-found", againS: SLOW_S };
  if ([401, 403, 407, 603].includes(statusCode)) return { why: "forbidden", againS: SLOW_S };
  if ([405, 406, 415, 489, 501].includes(statusCode)) return { why: "not-supported", againS: SLOW_S };
  const againS = retryAfterS === null ? "soon" : Math.min(retryAfterS, MOST_RETRY_AFTER_S);
  return { why: statusCode === 408 ? "no-answer" : "interrupted", againS };
}
