import { useTranslation } from "react-i18next";
import type { CallBackView } from "../../src-shared/ipc/call-back-view.ts";
import { useLocale } from "../i18n/use-locale.ts";
import { formatTime, type Locale } from "./format-date.ts";

/** An order whose window is so long was made for as soon as possible. */
const SOON_MS = 23 * 3_600_000;

/** «14:00–16:00, у клиента 16:00–18:00», or «как можно скорее»; `short`: by the clock here alone. */
export function useCallBackWords(): (callBack: CallBackView, how?: "short") => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return ({ fromMs, toMs, timeZone }, how) => {
    if (toMs - fromMs >= SOON_MS) return t("phone.callBackSoon");
    const here = `${formatTime(fromMs, locale)}–${formatTime(toMs, locale)}`;
    const there = timeZone === null || how === "short" ? here : windowThere(fromMs, toMs, timeZone, locale);
    return there === here ? here : t("phone.callBackThere", { here, there });
  };
}

/** On the wall of the customer's zone; one that this machine does not know is left out. */
function windowThere(fromMs: number, toMs: number, timeZone: string, locale: Locale): string {
  try {
    const time = new Intl.DateTimeFormat(locale, { timeZone, hour: "2-digit", minute: "2-digit", hour12: false });
    return `${time.format(fromMs)}–${time.format(toMs)}`;
  } catch {
    return `${formatTime(fromMs, locale)}–${formatTime(toMs, locale)}`;
  }
}
