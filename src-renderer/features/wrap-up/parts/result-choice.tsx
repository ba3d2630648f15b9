import { type RefObject, useId } from "react";
import { useTranslation } from "react-i18next";
import type { ContactResult } from "../../../../src-shared/domain/topics/contact-outcome.ts";
import { Keys } from "../../../ui/keys.tsx";
import css from "../outcome.module.css";
import { RESULTS } from "../outcome-model.ts";

type ResultChoiceProps = {
  readonly result: ContactResult | null;
  readonly isRequired: boolean;
  readonly problem: string | null;
  readonly first: RefObject<HTMLInputElement | null>;
  readonly onChoose: (result: ContactResult) => void;
};

/** What came of the contact: one of four, each with its key. */
export function ResultChoice({ result, isRequired, problem, first, onChoose }: ResultChoiceProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <fieldset className={css.results} aria-describedby={problem === null ? undefined : `${id}-words`}>
      <legend className={css.head}>
        {t("wrapUp.outcomeResult")} {isRequired && <span className={css.required}>{t("wrapUp.required")}</span>}
      </legend>
      {RESULTS.map(({ value, word }, index) => (
        <label key={value} className={css.choice}>
          <input
            ref={index === 0 ? first : undefined}
            className={css.radio}
            type="radio"
            name={id}
            checked={value === result}
            aria-keyshortcuts={`Alt+${index + 1}`}
            onChange={() => onChoose(value)}
          />
          <span className={css.dot} aria-hidden="true" />
          <span className={css.word}>{t(word)}</span>
          <Keys>{`Alt ${index + 1}`}</Keys>
        </label>
      ))}
      {problem !== null && (
        <p className={css.words} id={`${id}-words`} data-bad>
          {problem}
        </p>
      )}
    </fieldset>
  );
}
