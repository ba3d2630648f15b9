import { Button } from "@mantine/core";
import type { ParseKeys } from "i18next";
import { useTranslation } from "react-i18next";
import { QUERY_LIMIT } from "../../../../src-shared/domain/search/query-limit.ts";
import { SearchField } from "../../../ui/search-field.tsx";
import css from "../search.module.css";
import { isSearching, type SearchChoices } from "../search-model.ts";
import { chooseSearch, endSearch, useHistorySearch } from "../use-history-search.ts";

type Filter = Exclude<keyof SearchChoices, "text">;

const FILTERS: {
  readonly [Name in Filter]: { readonly label: ParseKeys; readonly words: Record<SearchChoices[Name], ParseKeys> };
} = {
  days: {
    label: "search.days",
    words: { all: "search.daysAll", today: "search.daysToday", week: "search.daysWeek", month: "search.daysMonth" },
  },
  kind: {
    label: "search.kind",
    words: { all: "search.kindAll", voice: "search.kindVoice", text: "search.kindText" },
  },
  direction: {
    label: "search.direction",
    words: { all: "search.directionAll", in: "search.directionIn", out: "search.directionOut" },
  },
  outcome: {
    label: "search.outcome",
    words: { all: "search.outcomeAll", answered: "search.outcomeAnswered", missed: "search.outcomeMissed" },
  },
};

/** The line to look for anything in the history, and what narrows it. */
export function SearchBar() {
  const { t } = useTranslation();
  const choices = useHistorySearch((search) => search.choices);
  return (
    <search className={css.bar} aria-label={t("search.title")}>
      <SearchField
        className={css.line}
        type="search"
        label={t("search.title")}
        placeholder={t("search.placeholder")}
        maxLength={QUERY_LIMIT}
        value={choices.text}
        onType={(text) => chooseSearch({ text })}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || choices.text === "") return;
          event.stopPropagation();
          chooseSearch({ text: "" });
        }}
      />
      {(Object.keys(FILTERS) as Filter[]).map((name) => (
        <Choice
          key={name}
          label={t(FILTERS[name].label)}
          value={choices[name]}
          words={FILTERS[name].words}
          onChange={(value) => chooseSearch({ [name]: value })}
        />
      ))}
      {isSearching(choices) && (
        <Button variant="subtle" size="xs" onClick={endSearch}>
          {t("search.clear")}
        </Button>
      )}
    </search>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly words: Readonly<Record<string, ParseKeys>>;
  readonly onChange: (value: string) => void;
};

function Choice({ label, value, words, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <select
      className={css.choice}
      aria-label={label}
      value={value}
      data-narrows={value !== "all" || undefined}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    >
      {Object.entries(words).map(([one, word]) => (
        <option key={one} value={one}>
          {t(word)}
        </option>
      ))}
    </select>
  );
}
