import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { OutcomeField } from "../../../../src-shared/domain/topics/contact-outcome.ts";
import type { TopicSettings } from "../../../../src-shared/domain/topics/topic-settings.ts";
import { isTextField } from "../../../lib/hotkeys.ts";
import css from "../outcome.module.css";
import { FIELD_WORDS, outcomeKey } from "../outcome-model.ts";
import type { useOutcome } from "../use-outcome.ts";
import type { WrittenField } from "../use-wrap-up.ts";
import { NextStepField } from "./next-step-field.tsx";
import { ResultChoice } from "./result-choice.tsx";
import { TopicPicker } from "./topic-picker.tsx";

type OutcomeFieldsProps = {
  readonly settings: TopicSettings;
  readonly said: ReturnType<typeof useOutcome>;
  /** What is asked for and not said yet. */
  readonly missing: readonly OutcomeField[];
  /** How often it was tried to finish: from the first time on each field says that it is missing. */
  readonly tries: number;
  readonly autofocus: WrittenField;
  /** The note, which stands below. */
  readonly children: ReactNode;
};

/** Topics, result and next step of a contact, beside its note. */
export function OutcomeFields({ settings, said, missing, tries, autofocus, children }: OutcomeFieldsProps) {
  const { t } = useTranslation();
  const { outcome, change, keep } = said;
  const root = useRef<HTMLDivElement>(null);
  const [topics, result, step] = [
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
  ];
  useFirstMissing({ topics, result, "next-step": step }, missing, tries);
  useOutcomeKeys(root, topics, said);
  const problem = (field: OutcomeField) => (tries > 0 && missing.includes(field) ? t(FIELD_WORDS[field].miss) : null);
  const isRequired = (field: OutcomeField) => settings.required.includes(field);
  const hasTopics = settings.topics.length > 0;
  return (
    <div ref={root} className={css.fields} data-columns={hasTopics ? 2 : 1}>
      {hasTopics && (
        <TopicPicker
          topics={settings.topics}
          chosen={outcome.topicIds}
          isRequired={isRequired("topics")}
          problem={problem("topics")}
          field={topics}
          isAutofocused={autofocus === "topics"}
          onChoose={(topicIds) => change({ topicIds: [...topicIds] })}
        />
      )}
      <div className={css.column}>
        <ResultChoice
          result={outcome.result}
          isRequired={isRequired("result")}
          problem={problem("result")}
          first={result}
          onChoose={(chosen) => change({ result: chosen })}
        />
        <NextStepField
          text={outcome.nextStep}
          isRequired={isRequired("next-step")}
          problem={problem("next-step")}
          field={step}
          isAutofocused={autofocus === "next-step"}
          onWrite={(nextStep) => change({ nextStep })}
          onLeave={keep}
        />
        {children}
      </div>
    </div>
  );
}

/** Whoever finishes too early stands at once where something is missing. */
function useFirstMissing(
  fields: Readonly<Record<OutcomeField, RefObject<HTMLInputElement | null>>>,
  missing: readonly OutcomeField[],
  tries: number,
): void {
  const told = useRef(tries);
  useEffect(() => {
    if (told.current === tries) return;
    told.current = tries;
    const [first] = missing;
    if (first) fields[first].current?.focus();
  });
}

function useOutcomeKeys(
  root: RefObject<HTMLElement | null>,
  topics: RefObject<HTMLInputElement | null>,
  { change }: ReturnType<typeof useOutcome>,
): void {
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent): void => {
      // A dialog above has its own keys.
      if (event.defaultPrevented || event.repeat || dialogOf(event.target) !== dialogOf(root.current)) return;
      const key = outcomeKey(event, isTextField(event.target));
      if (key === null) return;
      event.preventDefault();
      if (key === "topics") topics.current?.focus();
      else change(key);
    };
    window.addEventListener("keydown", handleKeyDown);
    return () => window.removeEventListener("keydown", handleKeyDown);
  });
}

function dialogOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[role="dialog"]') : null;
}
