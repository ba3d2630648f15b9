import { useId } from "react";
import css from "./text-field.module.css";

type SelectFieldProps = {
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with it, in words. */
  readonly problem?: string | undefined;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly word: string }[];
  readonly onChange: (value: string) => void;
};

/** One of many, in the list of the system. */
export function SelectField({ label, hint, problem, value, choices, onChange }: SelectFieldProps) {
  const id = useId();
  const words = problem ?? hint;
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={css.input}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={words === undefined ? undefined : `${id}-words`}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.word}
          </option>
        ))}
      </select>
      {words !== undefined && (
        <p className={css.words} id={`${id}-words`} data-bad={problem !== undefined || undefined}>
          {words}
        </p>
      )}
    </div>
  );
}
