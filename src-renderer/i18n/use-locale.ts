import { useTranslation } from "react-i18next";
import type { Locale } from "../lib/format-date.ts";

/** The language the window speaks now. */
export function useLocale(): Locale {
  return useTranslation().i18n.language === "en" ? "en" : "ru";
}
