import type { ReactNode } from "react";
import css from "./tone-chip.module.css";

export function ToneChip({ tone, children }: { tone: "warn" | "danger" | "plain"; children: ReactNode }) {
  return (
    <span className={css.chip} data-tone={tone}>
      {children}
    </span>
  );
}
