import type { ReactNode } from "react";
import css from "./list-head.module.css";

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
          {count}
        </span>
      )}
      {children && <span className={css.aside}>{children}</span>}
    </div>
  );
}
