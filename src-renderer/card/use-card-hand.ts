import { type PointerEvent, type PointerEventHandler, useRef } from "react";
import { askCard } from "./card-bridge.ts";

/** A press that moves less than this is a click. */
const SLOP = 4;

type CardHand = {
  readonly onPointerDown: PointerEventHandler;
  readonly onPointerMove: PointerEventHandler;
  readonly onPointerUp: PointerEventHandler;
  readonly onPointerCancel: PointerEventHandler;
  readonly onDoubleClick: (event: React.MouseEvent) => void;
};

type Held = { readonly pointerId: number; readonly x: number; readonly y: number; isMoving: boolean };

/**
 * The card is dragged by whatever of it is no button, and opens the operator's window by a double click there. Not by
 * `-webkit-app-region`: a region that drags takes no double click, and a window that cannot be focused is not moved by
 * the window managers of Linux.
 */
export function useCardHand(): CardHand {
  const held = useRef<Held | null>(null);
  const letGo = (event: PointerEvent) => {
    const { current } = held;
    if (current?.pointerId !== event.pointerId) return;
    held.current = null;
    if (current.isMoving) askCard("card.drop", {});
  };
  return {
    onPointerDown(event) {
      if (event.button !== 0 || isButton(event.target)) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = { pointerId: event.pointerId, x: event.screenX, y: event.screenY, isMoving: false };
      askCard("card.grab", {});
    },
    onPointerMove(event) {
      const { current } = held;
      if (current?.pointerId !== event.pointerId) return;
      current.isMoving ||= Math.hypot(event.screenX - current.x, event.screenY - current.y) >= SLOP;
      if (current.isMoving) askCard("card.drag", {});
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onDoubleClick(event) {
      if (!isButton(event.target)) askCard("card.open-window", {});
    },
  };
}

function isButton(target: EventTarget): boolean {
  return target instanceof Element && target.closest("button") !== null;
}
