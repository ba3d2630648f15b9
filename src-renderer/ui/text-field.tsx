import { useId } from "react";
import css from "./text-field.module.css";

type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "password" | "date" | "time";
  readonly hint?: string | undefined;
  /** What is wrong with it, in words. */
  readonly problem?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly isAutofocused?: boolean;
};

/** A labelled line of text; what helps or what is wrong stands under it. */
export function TextField({
  label,
  value,
  onChange,
  type = "text",
  hint,
  problem,
  placeholder,
  isAutofocused,
}: TextFieldProps) {
  const id = useId();
  const words = problem ?? hint;
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={css.input}
        type={type}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={words === undefined ? undefined : `${id}-words`}
        data-autofocus={isAutofocused || undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {words !== undefined && (
        <p className={css.words} id={`${id}-words`} data-bad={problem !== undefined || undefined}>
          {words}
        </p>
      )}
    </div>
  );
}
