import type { ReactElement } from "react";
import css from "./status-mark.module.css";

export type StatusMarkKind = "online" | "ring" | "talk" | "hold" | "break" | "do-not-disturb" | "not-ready" | "offline";

const round = { strokeLinecap: "round", strokeLinejoin: "round" } as const;
const ink = { fill: "none", stroke: "var(--mark-ink, var(--td-pane))", ...round } as const;

// Each status has its own silhouette, so that colour is never the only sign.
const SHAPES: Readonly<Record<StatusMarkKind, ReactElement>> = {
  online: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4.8 8.3 7 10.5l4.3-4.7" strokeWidth="1.7" {...ink} />
    </>
  ),
  ring: (
    <>
      <circle cx="8" cy="8" r="6.7" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="3.2 2" />
      <circle cx="8" cy="8" r="3" fill="currentColor" />
    </>
  ),
  talk: (
    <>
      <circle cx="8" cy="8" r="7.5" fill="currentColor" />
      <path d="M5 7v2M7 5.5v5M9 4.5v7M11 6.5v3" strokeWidth="1.4" {...ink} />
    </>
  ),
  hold: (
    <>
      <circle cx="8" cy="8" r="7.5" fill="currentColor" />
      <path d="M6.2 5.2v5.6M9.8 5.2v5.6" strokeWidth="1.8" {...ink} />
    </>
  ),
  break: (
    <>
      <path d="M2.5 6h8.5v4.5a3.5 3.5 0 0 1-3.5 3.5H6a3.5 3.5 0 0 1-3.5-3.5Z" fill="currentColor" />
      <path
        d="M11 7.5h1.2a2 2 0 0 1 0 4H11M5 1.5v2.3M8.5 1.5v2.3"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        {...round}
      />
    </>
  ),
  "do-not-disturb": (
    <>
      <circle cx="8" cy="8" r="7.5" fill="currentColor" />
      <path d="M4.6 8h6.8" strokeWidth="2.2" {...ink} />
    </>
  ),
  "not-ready": (
    <>
      <path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="currentColor" />
      <path d="M8 4.8v3.7M8 11h.01" strokeWidth="1.7" {...ink} />
    </>
  ),
  offline: <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.8" />,
};

export function StatusMark({ kind, size = 16 }: { kind: StatusMarkKind; size?: number }) {
  return (
    <svg className={css.mark} data-kind={kind} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[kind]}
    </svg>
  );
}
