import css from "./term-mark.module.css";

type TermMarkProps = {
  readonly tone: "calm" | "soon" | "late";
  /** The share of the term that is spent, 0 to 1. */
  readonly spent: number;
};

/** How much of a term is spent: a pie that fills; when it is over, a triangle. The time left stands beside it. */
export function TermMark({ tone, spent }: TermMarkProps) {
  return (
    <svg className={css.mark} data-tone={tone} width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      {tone === "late" ? (
        <path
          d="M7 1.8 12.6 12H1.4ZM7 5.6v2.9M7 10.3v.01"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ) : (
        <>
          <circle cx="7" cy="7" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <circle
            cx="7"
            cy="7"
            r="2.5"
            fill="none"
            stroke="currentColor"
            strokeWidth="5"
            pathLength="100"
            strokeDasharray={`${Math.round(spent * 20) * 5} 100`}
            transform="rotate(-90 7 7)"
          />
        </>
      )}
    </svg>
  );
}
