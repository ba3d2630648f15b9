import { type ComponentType, type LazyExoticComponent, lazy } from "react";

/**
 * A part that the window can begin without: fetched when the started window has nothing else to do, or at once when it is
 * shown before that. Put it inside a `Suspense`.
 */
export function later<Props extends object>(
  fetch: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  let fetched: Promise<{ default: ComponentType<Props> }> | null = null;
  const fetchOnce = () => {
    fetched ??= fetch().then((part) => ({ default: part }));
    return fetched;
  };
  // What fails here fails again, and is shown, where the part is to be drawn.
  window.addEventListener("load", () => requestIdleCallback(() => void fetchOnce().catch(() => undefined)));
  return lazy(fetchOnce);
}
