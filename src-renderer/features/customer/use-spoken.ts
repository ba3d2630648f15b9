import { useTranslation } from "react-i18next";
import type { CardContact } from "../../../src-shared/ipc/customer.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { useToday } from "../../lib/clock.ts";
import { daysAgo, formatDate, formatTime } from "../../lib/format-date.ts";
import { lastServed } from "./card-model.ts";
import type { ShownCard } from "./use-card.ts";

/** «говорили 9 ноября», or that it is the first time, or that it is not known yet. */
export function useSpoken(): (shown: ShownCard, past: readonly CardContact[]) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  const nowMs = useToday();
  return ({ state, card }, past) => {
    if (state === "loading") return t("customer.checking");
    if (state === "failed" || card === null) return "";
    const talk = lastServed(past);
    // What colleagues know is not here: nobody may be told that nothing was.
    if (!talk && card.staleSinceMs !== null) return "";
    if (past.length === 0) return t("customer.firstTime");
    if (!talk) return t("customer.notSpoken");
    return daysAgo(talk.atMs, nowMs) === 0
      ? t("customer.spokeToday", { time: formatTime(talk.atMs, locale) })
      : t("customer.spoke", { date: formatDate(talk.atMs, nowMs, locale) });
  };
}
