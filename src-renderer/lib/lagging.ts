/** A value that follows another one, a frame behind it. */
export type Lagging<Value> = {
  /** The newest value; the first one is taken at once, the last of several within a frame counts. */
  follow(value: Value): void;
};

/**
 * Gives `take` each followed value once the frame that the change itself needs has been drawn (`inNextFrame`), so that
 * what may come a moment later (words beside the card, the window's title) does not delay what may not (the card).
 */
export function createLagging<Value>(
  take: (value: Value) => void,
  inNextFrame: (act: () => void) => () => void,
): Lagging<Value> {
  let newest: { readonly value: Value } | null = null;
  let isWaiting = false;
  return {
    follow(value) {
      const isFirst = newest === null;
      newest = { value };
      if (isFirst) take(value);
      if (isFirst || isWaiting) return;
      isWaiting = true;
      inNextFrame(() => {
        isWaiting = false;
        if (newest) take(newest.value);
      });
    },
  };
}
