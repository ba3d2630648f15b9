import type { ReactElement } from "react";
import css from "./result-mark.module.css";

export type ResultTone = "good" | "going" | "missed" | "neutral" | "broken";

const line = { fill: "none", stroke: "currentColor", strokeLinecap: "round", strokeLinejoin: "round" } as const;

// A check, a pulse, an arrow that bounces off, a ring, a broken line: readable without colour.
const SHAPES: Readonly<Record<ResultTone, ReactElement>> = {
  good: <path d="M3.5 8.5 6.8 12l6-7.5" strokeWidth="1.7" {...line} />,
  going: <path d="M4 6.5v3M6.7 4v8M9.3 5.5v5M12 7v2" strokeWidth="1.6" {...line} />,
  missed: <path d="M2.5 4.5 8 10l5.5-5.5M9.5 4.5h4v4" strokeWidth="1.6" {...line} />,
  neutral: <circle cx="8" cy="8" r="4.5" strokeWidth="1.6" {...line} />,
  broken: <path d="M2.5 8H6l1.2-3 1.6 6L10 8h3.5" strokeWidth="1.5" {...line} />,
};

/** The shape beside the word of a result. */
export function ResultMark({ tone }: { tone: ResultTone }) {
  return (
    <svg className={css.mark} data-tone={tone} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[tone]}
    </svg>
  );
}
