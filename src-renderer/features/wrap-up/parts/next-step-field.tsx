import { type RefObject, useId } from "react";
import { useTranslation } from "react-i18next";
import { NEXT_STEP_LIMIT } from "../../../../src-shared/domain/topics/outcome-limits.ts";
import css from "../outcome.module.css";

type NextStepProps = {
  readonly text: string;
  readonly isRequired: boolean;
  readonly problem: string | null;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly isAutofocused: boolean;
  readonly onWrite: (text: string) => void;
  readonly onLeave: () => void;
};

/** What is to be done next, in a sentence; it is kept by itself. */
export function NextStepField({ text, isRequired, problem, field, isAutofocused, onWrite, onLeave }: NextStepProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={css.step}>
      <label className={css.head} htmlFor={id}>
        {t("wrapUp.nextStep")} {isRequired && <span className={css.required}>{t("wrapUp.required")}</span>}
      </label>
      <input
        ref={field}
        id={id}
        className={css.line1}
        type="text"
        autoComplete="off"
        value={text}
        maxLength={NEXT_STEP_LIMIT}
        placeholder={t("wrapUp.nextStepPlaceholder")}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-words`}
        data-autofocus={isAutofocused || undefined}
        onChange={(event) => onWrite(event.currentTarget.value)}
        onBlur={onLeave}
      />
      {problem !== null && (
        <p className={css.words} id={`${id}-words`} data-bad>
          {problem}
        </p>
      )}
    </div>
  );
}
