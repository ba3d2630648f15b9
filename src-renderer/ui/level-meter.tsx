import { type RefObject, useEffect, useRef } from "react";
import css from "./level-meter.module.css";

const SEGMENTS = 22;
const STEP_WHEN_REDUCED_MS = 250;

export type LevelListener = (level: number) => void;

type LevelMeterProps = {
  readonly side: "you" | "customer";
  /** Calls the listener about 15 times a second; the meter writes the element itself, React draws nothing. */
  readonly subscribe: (listener: LevelListener) => () => void;
};

export function LevelMeter({ side, subscribe }: LevelMeterProps) {
  const fill = useRef<HTMLSpanElement>(null);
  useEffect(() => subscribe(paced(fill)), [subscribe]);
  return (
    <span className={css.meter} aria-hidden="true">
      <span className={css.fill} data-side={side} ref={fill} />
    </span>
  );
}

function paced(fill: RefObject<HTMLSpanElement | null>): LevelListener {
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  let drawn = 0;
  let drawnAtMs = 0;
  return (level) => {
    const nowMs = performance.now();
    if (reduced.matches && nowMs - drawnAtMs < STEP_WHEN_REDUCED_MS) return;
    const lit = Math.round(Math.min(1, Math.max(0, level)) * SEGMENTS);
    if (lit === drawn || !fill.current) return;
    drawn = lit;
    drawnAtMs = nowMs;
    fill.current.style.width = `${(lit / SEGMENTS) * 100}%`;
  };
}
