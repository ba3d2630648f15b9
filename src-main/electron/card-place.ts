import type { Rectangle } from "./window-state.ts";

/** The card of ui.md (incoming-card); of its content, nothing around it. */
export const CARD_SIZE = { width: 380, height: 160 } as const;
const MARGIN = 16;

/** The lower right corner of what the system leaves of a display to windows: never under the task bar, never cut. */
export function placeCard(workArea: Rectangle): Rectangle {
  const width = Math.min(CARD_SIZE.width, workArea.width);
  const height = Math.min(CARD_SIZE.height, workArea.height);
  return {
    x: Math.max(workArea.x, workArea.x + workArea.width - width - MARGIN),
    y: Math.max(workArea.y, workArea.y + workArea.height - height - MARGIN),
    width,
    height,
  };
}
