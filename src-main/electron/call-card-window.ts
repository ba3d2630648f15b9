import { BrowserWindow, type BrowserWindowConstructorOptions, screen, type WebContents } from "electron";
import type { CallId } from "../../src-shared/ids.ts";
import type { CallCard, CallCardContract } from "../../src-shared/ipc/call-card.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import { CARD_URL } from "./addresses.ts";
import { CARD_SIZE, cardBounds, dropCard, readCardPlaces, writeCardPlaces } from "./card-place.ts";
import { GUARDED_PAGE } from "./page-guard.ts";
import { tellPage } from "./page-ipc.ts";
import { createRestarter } from "./restart-policy.ts";

/** The small window over other programs. It never takes the focus: keys that are being typed stay where they are. */
export type CallCardWindow = {
  /** Makes the hidden window, so that a later ring finds its page loaded. */
  prepare(): void;
  show(card: CallCard): void;
  /** The page has drawn the card of this call. */
  drawn(callId: CallId): void;
  /** Moves the card with the pointer, and keeps where it is let go, for this arrangement of monitors. */
  readonly hand: { grab(): void; drag(): void; drop(): void };
  close(): void;
  contents(): WebContents | null;
};

/** A page that does not say that it has drawn is shown all the same: a card that is late is worse than one that flickers. */
const DRAWN_MS = 400;

export function createCallCardWindow(parts: {
  readonly preload: string;
  /** Keeps where the card was dragged to. */
  readonly placesFile: string;
  readonly clock: Clock;
  readonly log: Log;
}): CallCardWindow {
  const { preload, placesFile, clock, log } = parts;
  const restarter = createRestarter({ firstMs: 200, maxMs: 10_000, healthyMs: 30_000 }, clock);
  const contents = () => (window === null || window.isDestroyed() ? null : window.webContents);
  const tell = tellPage<CallCardContract>({ channel: "card", contents });
  let window: BrowserWindow | null = null;
  let card: CallCard = null;
  let stopWaiting = () => {};
  let isClosed = false;
  let places = readCardPlaces(placesFile, log);
  /** From the pointer to the corner of the card, while it is held. */
  let held: { readonly x: number; readonly y: number } | null = null;

  function prepare(): void {
    if (window !== null || isClosed) return;
    const made = new BrowserWindow({
      ...LOOK,
      ...cardBounds(places, screen.getAllDisplays(), screen.getPrimaryDisplay()),
      webPreferences: { preload, ...GUARDED_PAGE },
    });
    window = made;
    // Of a full-screen program's space too (macOS); without the skip the app's dock icon would come and go.
    made.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
    made.webContents.on("render-process-gone", (_event, { reason }) => lost(made, reason));
    made.on("closed", () => lost(made, "closed"));
    restarter.born();
    made.loadURL(CARD_URL).catch((error: unknown) => {
      log.error({ error }, "the call card did not load");
      lost(made, "not-loaded");
    });
  }

  function lost(dead: BrowserWindow, reason: string): void {
    if (window !== dead) return;
    window = null;
    stopWaiting();
    if (!dead.isDestroyed()) dead.destroy();
    if (isClosed) return;
    const delayMs = restarter.died(() => {
      prepare();
      waitForPage();
    });
    log.warn({ reason, delayMs }, "the call card is made again");
  }

  function waitForPage(): void {
    if (card !== null) stopWaiting = clock.after(DRAWN_MS, appear);
  }

  function appear(): void {
    stopWaiting();
    if (card === null || window === null || window.isVisible()) return;
    window.setBounds(cardBounds(places, screen.getAllDisplays(), displayInUse()));
    window.showInactive();
    // Said at each ring: on Windows a full-screen program that came later would stand above it. "screen-saver" is the
    // lowest level that is over full-screen spaces on macOS and over the task bar on Windows; Linux knows one level.
    window.setAlwaysOnTop(true, "screen-saver");
  }

  /** Where the card would be with the pointer where it is now; null while nobody holds it. */
  function heldAt(): { readonly x: number; readonly y: number } | null {
    if (held === null || window === null) return null;
    const pointer = screen.getCursorScreenPoint();
    return { x: pointer.x + held.x, y: pointer.y + held.y };
  }

  const hand = {
    grab() {
      if (window === null) return;
      const pointer = screen.getCursorScreenPoint();
      const { x, y } = window.getBounds();
      held = { x: x - pointer.x, y: y - pointer.y };
    },
    drag() {
      const at = heldAt();
      // With its size: by moves alone a window grows on Windows where the scale is no whole number.
      if (at !== null) window?.setBounds({ ...at, ...CARD_SIZE });
    },
    drop() {
      const at = heldAt();
      held = null;
      if (at === null) return;
      const dropped = dropCard(places, screen.getAllDisplays(), displayInUse(), at);
      places = dropped.places;
      window?.setBounds(dropped.bounds);
      writeCardPlaces(placesFile, places, log);
    },
  };

  return {
    prepare,
    contents,
    hand,
    show(next) {
      stopWaiting();
      card = next;
      if (next !== null) prepare();
      tell("card.changed", { card: next });
      if (next === null) window?.hide();
      else waitForPage();
    },
    drawn(callId) {
      if (card?.call.callId === callId) appear();
    },
    close() {
      isClosed = true;
      restarter.stop();
      stopWaiting();
      if (window !== null && !window.isDestroyed()) window.destroy();
      window = null;
    },
  };
}

/** The monitor the pointer is on: who types in one program and looks at another moved it there. */
function displayInUse(): Electron.Display {
  return screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
}

const LOOK: BrowserWindowConstructorOptions = {
  show: false,
  frame: false,
  // Windows: no activation by a click, and not in the task bar or Alt+Tab. Linux: the window manager leaves it alone.
  focusable: false,
  // macOS: a panel that does not activate the app when it is clicked.
  ...(process.platform === "darwin" ? { type: "panel" } : {}),
  acceptFirstMouse: true,
  skipTaskbar: true,
  alwaysOnTop: true,
  resizable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  title: "Tandem",
};
