import { IconSearch } from "@tabler/icons-react";
import type { ComponentProps, ReactNode } from "react";
import css from "./search-field.module.css";

type SearchFieldProps = Omit<ComponentProps<"input">, "aria-label" | "autoComplete" | "onChange"> & {
  /** What is looked for; it stands in the empty field too, unless `placeholder` does. */
  readonly label: string;
  readonly value: string;
  readonly onType: (typed: string) => void;
  /** The place of the field in its surroundings. */
  readonly className?: string | undefined;
  /** Bare, where what surrounds it is its frame. */
  readonly isBare?: boolean;
  readonly children?: ReactNode;
};

/** The field to look for something, with its glass. */
export function SearchField({ label, onType, className, isBare = false, children, ...input }: SearchFieldProps) {
  return (
    <label className={`${css.field} ${className ?? ""}`} data-bare={isBare || undefined}>
      <IconSearch size={16} stroke={1.5} aria-hidden="true" />
      <input
        type="text"
        spellCheck={false}
        placeholder={label}
        {...input}
        className={css.input}
        autoComplete="off"
        aria-label={label}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      {children}
    </label>
  );
}
