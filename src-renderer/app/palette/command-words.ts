import type { i18n as I18n, ParseKeys, TFunction } from "i18next";
import type { Locale } from "../../lib/format-date.ts";
import type { Findable } from "../../lib/word-search.ts";

const LOCALES: readonly Locale[] = ["ru", "en"];

/** What something is called in the language of the window, and all it is called in either: it is found by both. */
export type BothLanguages = (name: (t: TFunction, locale: Locale) => string, ...more: readonly ParseKeys[]) => Findable;

export function bothLanguages(i18n: I18n): BothLanguages {
  const shown: Locale = i18n.language === "en" ? "en" : "ru";
  const words = LOCALES.map((locale) => ({ locale, t: i18n.getFixedT(locale) }));
  return (name, ...more) => {
    const names = words.map(({ t, locale }) => name(t, locale));
    return {
      title: names[LOCALES.indexOf(shown)] ?? "",
      words: [...names, ...words.flatMap(({ t }) => more.map((key) => t(key)))],
    };
  };
}
