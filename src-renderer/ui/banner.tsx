import type { ReactNode } from "react";
import css from "./banner.module.css";

type BannerProps = {
  readonly tone: "warn" | "danger";
  readonly icon: ReactNode;
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
};

/** A line above old content: what happened, what still works, and at most one button. */
export function Banner({ tone, icon, title, children, action }: BannerProps) {
  return (
    <div className={css.banner} data-tone={tone}>
      <span className={css.icon}>{icon}</span>
      <p className={css.words}>
        <strong>{title}</strong> {children}
      </p>
      {action}
    </div>
  );
}
