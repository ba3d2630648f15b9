import { Button } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { QUERY_LIMIT } from "../../../../src-shared/domain/search/query-limit.ts";
import css from "../search.module.css";
import { isSearching } from "../search-model.ts";
import { chooseSearch, endSearch, useHistorySearch } from "../use-history-search.ts";

/** The line to look for anything in the history, and what narrows it. */
export function SearchBar() {
  const { t } = useTranslation();
  const choices = useHistorySearch((search) => search.choices);
  return (
    <search className={css.bar} aria-label={t("search.title")}>
      <span className={css.line}>
        <IconSearch className={css.glass} size={16} stroke={1.5} aria-hidden="true" />
        <input
          type="search"
          className={css.input}
          aria-label={t("search.title")}
          placeholder={t("search.placeholder")}
          autoComplete="off"
          spellCheck={false}
          maxLength={QUERY_LIMIT}
          value={choices.text}
          onChange={(event) => chooseSearch({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || choices.text === "") return;
            event.stopPropagation();
            chooseSearch({ text: "" });
          }}
        />
      </span>
      <Choice
        label={t("search.days")}
        value={choices.days}
        words={{
          all: t("search.daysAll"),
          today: t("search.daysToday"),
          week: t("search.daysWeek"),
          month: t("search.daysMonth"),
        }}
        onChange={(days) => chooseSearch({ days })}
      />
      <Choice
        label={t("search.kind")}
        value={choices.kind}
        words={{ all: t("search.kindAll"), voice: t("search.kindVoice"), text: t("search.kindText") }}
        onChange={(kind) => chooseSearch({ kind })}
      />
      <Choice
        label={t("search.direction")}
        value={choices.direction}
        words={{
          all: t("search.directionAll"),
          in: t("search.directionIn"),
          out: t("search.directionOut"),
        }}
        onChange={(direction) => chooseSearch({ direction })}
      />
      <Choice
        label={t("search.outcome")}
        value={choices.outcome}
        words={{
          all: t("search.outcomeAll"),
          answered: t("search.outcomeAnswered"),
          missed: t("search.outcomeMissed"),
        }}
        onChange={(outcome) => chooseSearch({ outcome })}
      />
      {isSearching(choices) && (
        <Button variant="subtle" size="xs" onClick={endSearch}>
          {t("search.clear")}
        </Button>
      )}
    </search>
  );
}

type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly words: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
};

function Choice<Value extends string>({ label, value, words, onChange }: ChoiceProps<Value>) {
  const values = Object.keys(words) as Value[];
  return (
    <select
      className={css.choice}
      aria-label={label}
      value={value}
      data-narrows={value !== "all" || undefined}
      onChange={({ currentTarget }) => {
        const chosen = values.find((one) => one === currentTarget.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {values.map((one) => (
        <option key={one} value={one}>
          {words[one]}
        </option>
      ))}
    </select>
  );
}
