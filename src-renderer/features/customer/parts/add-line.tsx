import { useState } from "react";
import css from "../customer-card-view.module.css";

type AddLineProps = {
  readonly label: string;
  readonly limit: number;
  readonly isSmall?: boolean;
  /** False: it was not taken, and stays to be sent again. */
  readonly onAdd: (text: string) => Promise<boolean>;
};

/** A line that is added with Enter, and empty again then. */
export function AddLine({ label, limit, isSmall, onAdd }: AddLineProps) {
  const [text, setText] = useState("");
  const add = async () => {
    const wanted = text.trim();
    if (wanted === "") return;
    setText("");
    if (!(await onAdd(wanted))) setText(wanted);
  };
  return (
    <input
      className={css.add}
      data-small={isSmall || undefined}
      aria-label={label}
      placeholder={label}
      maxLength={limit}
      value={text}
      autoComplete="off"
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
        event.preventDefault();
        void add();
      }}
    />
  );
}
