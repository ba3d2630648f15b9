import { type KeyboardEvent, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { findByWords } from "../lib/word-search.ts";
import { useWorkplace } from "../lib/workplace-store.ts";
import { Message } from "../ui/message.tsx";
import { ScrollPane } from "../ui/scroll-pane.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { bothLanguages } from "./palette/command-words.ts";
import css from "./settings.module.css";
import { PART_WORDS, type SettingsSection, settingsSections } from "./settings-index.ts";

type SearchProps = {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onFirst: () => void;
};

/** Looks for a setting by words of either language, also when they were typed in the wrong layout. */
export function SettingsSearch({ typed, onType, onFirst }: SearchProps) {
  const { t } = useTranslation();
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.code === "Enter" || event.code === "NumpadEnter") onFirst();
    else if (event.code === "Escape" && !event.shiftKey && typed !== "") onType("");
    else return;
    event.preventDefault();
  };
  return (
    <SearchField
      className={css.search}
      label={t("settings.search")}
      value={typed}
      onType={onType}
      onKeyDown={handleKeyDown}
    />
  );
}

export type FoundSetting = {
  readonly key: string;
  readonly title: string;
  readonly words: readonly string[];
  /** Where it is: the page, and the section in it. */
  readonly place: string;
  readonly section: SettingsSection;
};

/** Every row of the settings that fits the words, the likeliest first. */
export function useFoundSettings(typed: string): readonly FoundSetting[] {
  const { t, i18n } = useTranslation();
  const session = useWorkplace((workplace) => workplace.session);
  const all = useMemo(() => {
    const inBoth = bothLanguages(i18n);
    return settingsSections(session).flatMap((section): readonly FoundSetting[] => {
      const page = t(PART_WORDS[section.part]);
      const ofRows = section.rows.map((row) => ({
        ...inBoth((words) => words(row)),
        key: `${section.heading} ${row}`,
        place: t("palette.settingsOf", { page, part: t(section.heading) }),
        section,
      }));
      return [{ ...inBoth((words) => words(section.heading)), key: section.heading, place: page, section }, ...ofRows];
    });
  }, [i18n, session, t]);
  return typed.trim() === "" ? [] : findByWords(all, typed);
}

type FoundListProps = {
  readonly found: readonly FoundSetting[];
  readonly onChoose: (section: SettingsSection) => void;
};

/** What was found, in the place of the page; a row leads to its section. */
export function FoundSettings({ found, onChoose }: FoundListProps) {
  const { t } = useTranslation();
  return (
    <ScrollPane label={t("settings.found", { count: found.length })} className={css.found}>
      <p className={css.foundCount} role="status">
        {t("settings.found", { count: found.length })}
      </p>
      {found.length === 0 && <Message title={t("settings.nothing")}>{t("settings.nothingText")}</Message>}
      <ul className={css.foundList}>
        {found.map(({ key, title, place, section }) => (
          <li key={key}>
            <button type="button" className={css.foundRow} onClick={() => onChoose(section)}>
              <span>{title}</span>
              <span className={css.foundPlace}>{place}</span>
            </button>
          </li>
        ))}
      </ul>
    </ScrollPane>
  );
}
