import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** Rows drawn beyond the edges, so that a quick turn of the wheel shows no empty place. */
const BEYOND = 6;

type Sight = { readonly top: number; readonly height: number };

/** Of rows of one height that scroll in `pane`, those to be drawn: from the first one, until before the last one. */
export function rowsInSight(
  { top, height }: Sight,
  count: number,
  rowHeight: number,
): { readonly from: number; readonly until: number } {
  const until = Math.min(count, Math.ceil((top + height) / rowHeight) + BEYOND);
  return { from: Math.min(Math.max(0, Math.floor(top / rowHeight) - BEYOND), until), until };
}

/** The same of a pane as it is scrolled and sized; a list of hundreds costs what is in sight of it. */
export function useRowsInSight(
  count: number,
  rowHeight: number,
): { readonly pane: RefObject<HTMLElement | null>; readonly from: number; readonly until: number } {
  const pane = useRef<HTMLElement>(null);
  const [sight, setSight] = useState<Sight>({ top: 0, height: 0 });
  useLayoutEffect(() => {
    const element = pane.current;
    if (!element) return;
    const look = () => setSight({ top: element.scrollTop, height: element.clientHeight });
    const sized = new ResizeObserver(look);
    sized.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      sized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  return { pane, ...rowsInSight(sight, count, rowHeight) };
}
