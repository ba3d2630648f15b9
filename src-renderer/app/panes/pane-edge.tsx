import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { PANE_LIMITS, type Pane, within } from "../../../src-shared/domain/pane-widths.ts";
import css from "./stage.module.css";

const STEP_PX = 8;
const LARGE_STEP_PX = 40;

type PaneEdgeProps = {
  readonly pane: Pane;
  readonly label: string;
  readonly width: number;
  /** The width that a double click or Enter gives back. */
  readonly usual: number;
  /** While it is moved. */
  readonly onMove: (width: number) => void;
  /** When it is where it was wanted. */
  readonly onKeep: (width: number) => void;
};

/** The edge of a pane: dragged, or moved by the arrows, Home and End (WAI-ARIA window splitter). */
export function PaneEdge({ pane, label, width, usual, onMove, onKeep }: PaneEdgeProps) {
  const drag = useRef<{ readonly fromX: number; readonly fromWidth: number } | null>(null);
  const { min, max } = PANE_LIMITS[pane];
  // The list grows to the right, the card to the left.
  const sign = pane === "list" ? 1 : -1;
  const widthAt = (event: PointerEvent): number | null =>
    drag.current && within(pane, drag.current.fromWidth + sign * (event.clientX - drag.current.fromX));
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = widthByKey(event);
    if (to === null) return;
    event.preventDefault();
    onKeep(within(pane, to));
  };
  const widthByKey = ({ code, shiftKey }: KeyboardEvent): number | null => {
    const step = sign * (shiftKey ? LARGE_STEP_PX : STEP_PX);
    if (code === "ArrowRight") return width + step;
    if (code === "ArrowLeft") return width - step;
    if (code === "Home") return min;
    if (code === "End") return max;
    return code === "Enter" ? usual : null;
  };
  const finish = (event: PointerEvent) => {
    const to = widthAt(event);
    drag.current = null;
    if (to !== null && to !== width) onKeep(to);
    else if (to !== null) onMove(to);
  };
  return (
    <hr
      className={css.edge}
      data-pane={pane}
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={width}
      onKeyDown={handleKeyDown}
      onDoubleClick={() => onKeep(usual)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { fromX: event.clientX, fromWidth: width };
      }}
      onPointerMove={(event) => {
        const to = widthAt(event);
        if (to !== null) onMove(to);
      }}
      onPointerUp={finish}
      onPointerCancel={finish}
    />
  );
}
