import type { OperatorState } from "./operator-status.ts";

/** What an operator must be told of their own status, because they did not do it: in the window, and outside it. */
export type StatusNews = "overrun" | "missed" | "declined" | "gone" | "set-by" | "not-ready";

type Standing = Pick<OperatorState, "status" | "reason" | "sinceMs"> & {
  readonly setBy?: OperatorState["setBy"] | undefined;
  readonly isOverrun?: true | undefined;
};

/** The news that a standing is, whoever looks at it first; null: the operator chose it. */
export function newsOf({ status, reason, setBy, isOverrun }: Standing): StatusNews | null {
  if (isOverrun) return "overrun";
  if (setBy) return "set-by";
  if (status !== "not-ready") return null;
  if (reason === "missed-offers") return "missed";
  if (reason === "declined-offers") return "declined";
  return reason === "desktop-gone" ? "gone" : "not-ready";
}

/** The news between two looks at the same operator; null: nothing that was not told before. */
export function statusNews(before: Standing, now: Standing): StatusNews | null {
  const news = newsOf(now);
  return news !== newsOf(before) || now.sinceMs !== before.sinceMs ? news : null;
}
