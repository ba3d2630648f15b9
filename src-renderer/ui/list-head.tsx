import type { ReactNode } from "react";
import { shownCount } from "../lib/shown-count.ts";
import css from "./list-head.module.css";

/** Of rows of a list; more are not counted by anybody. */
const MOST_ROWS = 999;

type ListHeadProps = {
  readonly title: string;
  readonly count?: number;
  readonly countLabel?: string;
  readonly children?: ReactNode;
};

export function ListHead({ title, count, countLabel, children }: ListHeadProps) {
  return (
    <div className={css.head}>
      <h2 className={css.title}>{title}</h2>
      {count !== undefined && (
        <span className={css.count} role="img" aria-label={countLabel}>
          {shownCount(count, MOST_ROWS)}
        </span>
      )}
      {children && <span className={css.aside}>{children}</span>}
    </div>
  );
}
