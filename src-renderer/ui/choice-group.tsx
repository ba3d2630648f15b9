import { useId } from "react";
import css from "./choice-group.module.css";

type ChoiceGroupProps<Value extends string> = {
  readonly label: string;
  /** Only readers are told what is chosen; the choices speak for themselves to the eye. */
  readonly isLabelHidden?: boolean;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly word: string }[];
  readonly onChange: (value: Value) => void;
};

/** One of a few, all in sight: radio buttons drawn as a row of segments. */
export function ChoiceGroup<Value extends string>({
  label,
  isLabelHidden,
  value,
  choices,
  onChange,
}: ChoiceGroupProps<Value>) {
  const name = useId();
  return (
    <fieldset className={css.group}>
      <legend className={css.label} data-hidden={isLabelHidden || undefined}>
        {label}
      </legend>
      <div className={css.row}>
        {choices.map((choice) => (
          <label className={css.choice} key={choice.value}>
            <input
              className={css.input}
              type="radio"
              name={name}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            {choice.word}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
