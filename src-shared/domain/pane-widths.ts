/** Widths of the window's panes, CSS px, as a person chose them; absent: not chosen. */
export type PaneWidths = { readonly list?: number | undefined; readonly card?: number | undefined };

export type Pane = keyof PaneWidths;

export type PaneLimits = { readonly min: number; readonly max: number };

/** How narrow and how wide a pane may be, CSS px (ui.md §2). */
export const PANE_LIMITS: Readonly<Record<Pane, PaneLimits>> = {
  list: { min: 240, max: 400 },
  card: { min: 280, max: 460 },
};

const RAIL = 64;
const LEAST_CENTRE = 520;
/** From this window width on there is room for the wider panes. */
const WIDE_WINDOW = 1366;

/** The widths nobody chose. */
export function usualPaneWidths(windowWidth: number): Required<PaneWidths> {
  return windowWidth >= WIDE_WINDOW ? { list: 296, card: 336 } : { list: 264, card: 300 };
}

/**
 * The widths that are drawn, CSS px: the chosen ones within their limits. The centre keeps its 520 px: the card gives way
 * first, then the list, neither below its least width.
 */
export function fittedPaneWidths(windowWidth: number, chosen: PaneWidths, hasCard: boolean): Required<PaneWidths> {
  const usual = usualPaneWidths(windowWidth);
  const room = windowWidth - RAIL - LEAST_CENTRE;
  const list = within(
    "list",
    Math.min(within("list", chosen.list ?? usual.list), room - (hasCard ? PANE_LIMITS.card.min : 0)),
  );
  return { list, card: within("card", Math.min(within("card", chosen.card ?? usual.card), room - list)) };
}

/** Whole pixels within the limits of the pane. */
export function within(pane: Pane, width: number): number {
  const { min, max } = PANE_LIMITS[pane];
  return Math.round(Math.min(max, Math.max(min, width)));
}
