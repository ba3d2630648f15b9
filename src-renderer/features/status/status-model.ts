import { DO_NOT_DISTURB, isDoNotDisturb } from "../../../src-shared/domain/do-not-disturb.ts";
import type { BreakReason, ChosenStatus } from "../../../src-shared/domain/operator-status.ts";
import { newsOf, type StatusNews } from "../../../src-shared/domain/status-news.ts";
import type { StatusView } from "../../../src-shared/ipc/workplace.ts";
import type { Locale } from "../../lib/format-date.ts";
import type { StatusMarkKind } from "../../ui/status-mark.tsx";

const MINUTE_MS = 60_000;

/** The silhouette of a status. */
export function statusMark(
  status: StatusView["status"] | ChosenStatus["status"],
  reason: string | null,
): StatusMarkKind {
  return status === "break" && reason === DO_NOT_DISTURB ? "do-not-disturb" : status;
}

/** For how long calls may be kept away, ms; null: until another status is chosen. */
export const DO_NOT_DISTURB_CHOICES = [15 * MINUTE_MS, 60 * MINUTE_MS, null] as const;

/** The name of a break by its code; null when the team has no such break any more. */
export function breakName(reasons: readonly BreakReason[], code: string | null, locale: Locale): string | null {
  return reasons.find((reason) => reason.code === code)?.name[locale] ?? null;
}

export function limitMinutes(limitMs: number): number {
  return Math.max(1, Math.round(limitMs / MINUTE_MS));
}

/** How much longer than its limit a status lasts, or null while it is within. */
export function overLimitMs(status: Pick<StatusView, "limitMs" | "sinceMs">, nowMs: number): number | null {
  if (status.limitMs === null) return null;
  const overMs = nowMs - status.sinceMs - status.limitMs;
  return overMs >= 1000 ? overMs : null;
}

/** Whether a choice in the menu is what already is, or is on its way. */
export function isChosen(view: StatusView, choice: ChosenStatus): boolean {
  const wanted = view.pending ?? view;
  if (choice.status === "do-not-disturb") {
    if (wanted.status === "do-not-disturb") return wanted.forMs === choice.forMs;
    return "limitMs" in wanted && isDoNotDisturb(wanted) && wanted.limitMs === choice.forMs;
  }
  if (wanted.status !== choice.status) return false;
  return choice.status !== "break" || choice.reason === ("reason" in wanted ? wanted.reason : null);
}

/** What stands above the content until it is seen to; who was set online needs no button, only to be told. */
export function systemNotice(view: StatusView): StatusNews | null {
  const news = newsOf(view);
  return news === "set-by" && view.status === "online" ? null : news;
}
