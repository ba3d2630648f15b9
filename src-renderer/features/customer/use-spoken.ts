import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n/use-locale.ts";
import { useToday } from "../../lib/clock.ts";
import { daysAgo, formatDate, formatTime } from "../../lib/format-date.ts";
import { lastTalk } from "./customer-model.ts";
import type { CustomerHistory } from "./use-customer.ts";

/** «говорили 9 ноября», or that it is the first time, or that it is not known yet. */
export function useSpoken(): (history: CustomerHistory, past: CustomerHistory["rows"]) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  const nowMs = useToday();
  return (history, past) => {
    if (history.state === "loading") return t("customer.checking");
    if (history.state === "failed") return "";
    if (past.length === 0) return t("customer.firstTime");
    const talk = lastTalk(past);
    if (!talk) return t("customer.notSpoken");
    return daysAgo(talk.atMs, nowMs) === 0
      ? t("customer.spokeToday", { time: formatTime(talk.atMs, locale) })
      : t("customer.spoke", { date: formatDate(talk.atMs, nowMs, locale) });
  };
}
