import { useId } from "react";
import css from "./text-field.module.css";

type TextAreaProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint: string;
  /** What is wrong with it, in words. */
  readonly problem?: string | undefined;
};

/** Several labelled lines of text; what helps or what is wrong stands under them. */
export function TextArea({ label, value, onChange, hint, problem }: TextAreaProps) {
  const id = useId();
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className={`${css.input} ${css.area}`}
        rows={4}
        value={value}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-words`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p className={css.words} id={`${id}-words`} data-bad={problem !== undefined || undefined}>
        {problem ?? hint}
      </p>
    </div>
  );
}
