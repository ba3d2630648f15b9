/** A part of the window, CSS px. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
export type Size = Pick<Box, "width" | "height">;

const GAP = 12;
const EDGE = 12;

/**
 * Where the card of a step stands beside what it speaks of: below it, at its right, above, at its left, where there is room
 * for all of it first; over its lower edge where there is none. Always whole inside the window, if the window can hold it.
 */
export function cardPlace(target: Box, card: Size, window: Size): Pick<Box, "left" | "top"> {
  const right = target.left + target.width;
  const bottom = target.top + target.height;
  const places = [
    { left: target.left, top: bottom + GAP, hasRoom: bottom + GAP + card.height + EDGE <= window.height },
    { left: right + GAP, top: target.top, hasRoom: right + GAP + card.width + EDGE <= window.width },
    { left: target.left, top: target.top - GAP - card.height, hasRoom: target.top - GAP - card.height >= EDGE },
    { left: target.left - GAP - card.width, top: target.top, hasRoom: target.left - GAP - card.width >= EDGE },
  ];
  const { left, top } = places.find(({ hasRoom }) => hasRoom) ?? { left: target.left, top: bottom - card.height };
  return {
    left: within(left, window.width - card.width - EDGE),
    top: within(top, window.height - card.height - EDGE),
  };
}

function within(value: number, most: number): number {
  return Math.max(EDGE, Math.min(value, most));
}
