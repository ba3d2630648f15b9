import { app, type BrowserWindow } from "electron";
import { callCardContract } from "../../src-shared/ipc/call-card.ts";
import type { WindowPlace } from "../core/card/call-card.ts";
import { CallCardKeeper } from "../core/card/call-card-keeper.ts";
import { serve } from "../core/ipc/serve.ts";
import type { Log } from "../core/ports/log.ts";
import type { WorkplaceService } from "../core/workplace/workplace-shape.ts";
import { CARD_URL } from "./addresses.ts";
import type { CallCardWindow } from "./call-card-window.ts";
import { refreshAfterDrawing } from "./card-first.ts";
import { servePage } from "./page-ipc.ts";

/** Joins the call card to the workplace and to the place of the operator's window. */
export function joinCallCard(parts: {
  readonly workplace: Pick<WorkplaceService, "get" | "handlers" | "onChanged">;
  readonly card: CallCardWindow;
  readonly operator: { window(): BrowserWindow | null; bringToFront(): void };
  readonly answerKeys: () => string | null;
  readonly log: Log;
}): { stop(): void } {
  const { workplace, card, operator, answerKeys, log } = parts;
  const keeper = new CallCardKeeper({
    workplace,
    place: () => placeOf(operator.window()),
    answerKeys,
    openWindow: operator.bringToFront,
    hand: card.hand,
    show: card.show,
    drawn: card.drawn,
  });
  const stopServing = servePage(
    { channel: "card", url: CARD_URL, contents: card.contents },
    Promise.resolve(serve(callCardContract, keeper.handlers, log)),
  );
  const { refresh: refreshSoon, stop: stopRefreshing } = refreshAfterDrawing(() => keeper.refresh());
  const stopListening = workplace.onChanged((change) => {
    if (change.calls || change.waiting || change.preferences) refreshSoon();
  });
  // Who works in another program may soon need the card: its page is loaded now and not while a call rings.
  const handleBlur = () => {
    card.prepare();
    refreshSoon();
  };
  app.on("browser-window-focus", refreshSoon);
  app.on("browser-window-blur", handleBlur);
  if (placeOf(operator.window()) !== "front") handleBlur();
  return {
    stop() {
      stopServing();
      stopListening();
      stopRefreshing();
      app.off("browser-window-focus", refreshSoon);
      app.off("browser-window-blur", handleBlur);
      card.close();
    },
  };
}

function placeOf(window: BrowserWindow | null): WindowPlace {
  if (window === null || window.isDestroyed() || !window.isVisible() || window.isMinimized()) return "away";
  return window.isFocused() ? "front" : "behind";
}
