/** The panes in the order of a walk; `data-walk` names them in the page. One that has nothing to focus is passed over. */
const ORDER = ["rail", "list", "centre", "card", "dock", "bar"] as const;

const FOCUSABLE = "a[href], button, input, select, textarea, [tabindex]";

/** Where the focus was in each pane, so that a walk comes back to it. */
const left = new WeakMap<Element, WeakRef<HTMLElement>>();

/** Moves the focus to the next pane (1) or the one before (-1), to where it was there last. */
export function walkPanes(step: 1 | -1): void {
  const active = document.activeElement;
  const here = paneOf(active);
  if (here && active instanceof HTMLElement) left.set(here, new WeakRef(active));
  const panes = ORDER.flatMap((name) => [...document.querySelectorAll(`[data-walk="${name}"]`)]);
  const from = here ? panes.indexOf(here) : step === 1 ? -1 : 0;
  for (let passed = 1; passed <= panes.length; passed++) {
    const pane = panes[(from + step * passed + panes.length * 2) % panes.length];
    if (pane && focusIn(pane)) return;
  }
}

/** Shows the conversation beside the one that is shown, as they stand in the list. */
export function walkConversations(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-walk=list] [data-conversation]")];
  const shown = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const next = shown === -1 ? rows.at(step === 1 ? 0 : -1) : rows[shown + step];
  next?.click();
}

function paneOf(element: Element | null): Element | null {
  return element?.closest("[data-walk]") ?? null;
}

function focusIn(pane: Element): boolean {
  const before = left.get(pane)?.deref();
  if (before && isReachable(before, pane)) return focus(before);
  const first = [...pane.querySelectorAll<HTMLElement>(FOCUSABLE)].find((element) => isReachable(element, pane));
  return first !== undefined && focus(first);
}

/** The dock stands inside the list and is a pane of its own. */
function isReachable(element: HTMLElement, pane: Element): boolean {
  return element.isConnected && element.tabIndex >= 0 && element.checkVisibility() && paneOf(element) === pane;
}

function focus(element: HTMLElement): boolean {
  element.focus();
  return document.activeElement === element;
}
