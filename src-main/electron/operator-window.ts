import { BrowserWindow, screen, type WebContents } from "electron";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import { OPERATOR_URL } from "./addresses.ts";
import { GUARDED_PAGE } from "./page-guard.ts";
import { createRestarter } from "./restart-policy.ts";
import {
  type DisplayPlace,
  placeWindow,
  readWindowState,
  rememberWindow,
  SMALLEST,
  type WindowState,
  writeWindowState,
} from "./window-state.ts";

/** The window the operator works in. It holds no call: a page that dies is loaded again and shows what main knows. */
export type OperatorWindow = {
  open(): void;
  /** In front of everything, also out of the tray; asked for by the operator, never by a call. */
  bringToFront(): void;
  /** Keeps where it stands and goes, without a question. */
  close(): void;
  contents(): WebContents | null;
  window(): BrowserWindow | null;
};

/** Moving a window reports every pixel; it is written once it rests. */
const REST_MS = 400;

export function createOperatorWindow(parts: {
  readonly preload: string;
  readonly icon: string;
  readonly stateFile: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Asked before the operator closes the window; false keeps it open. */
  readonly mayClose: (window: BrowserWindow) => boolean;
  readonly onClosed: () => void;
}): OperatorWindow {
  const { preload, icon, stateFile, clock, log } = parts;
  const restarter = createRestarter({ firstMs: 500, maxMs: 10_000, healthyMs: 30_000 }, clock);
  let state: WindowState = readWindowState(stateFile, log);
  let window: BrowserWindow | null = null;
  let stopRest: (() => void) | null = null;

  function open(): void {
    const made = new BrowserWindow({
      ...placeWindow(state, displays()),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      title: "Tandem",
      icon,
      webPreferences: {
        preload,
        ...GUARDED_PAGE,
      },
    });
    window = made;
    made.once("ready-to-show", () => {
      if (state.isMaximized) made.maximize();
      made.show();
    });
    keepState(made);
    keepAlive(made);
    made.on("close", (event) => {
      if (!parts.mayClose(made)) event.preventDefault();
    });
    made.on("closed", () => {
      restarter.stop();
      window = null;
      parts.onClosed();
    });
    load(made);
  }

  function load(made: BrowserWindow): void {
    if (made.isDestroyed()) return;
    restarter.born();
    made.loadURL(OPERATOR_URL).catch((error: unknown) => reload(made, "not-loaded", error));
  }

  function keepAlive(made: BrowserWindow): void {
    made.webContents.on("render-process-gone", (_event, { reason }) => {
      if (reason !== "clean-exit") reload(made, reason);
    });
  }

  function reload(made: BrowserWindow, reason: string, error?: unknown): void {
    if (made.isDestroyed()) return;
    const delayMs = restarter.died(() => load(made));
    log.error({ reason, delayMs, error }, "operator window is loaded again");
  }

  function remember(made: BrowserWindow): void {
    stopRest?.();
    stopRest = null;
    if (made.isDestroyed() || made.isMinimized()) return;
    const bounds = made.getNormalBounds();
    state = rememberWindow(state, screen.getDisplayMatching(bounds), bounds, made.isMaximized());
    writeWindowState(stateFile, state, log);
  }

  function keepState(made: BrowserWindow): void {
    const soon = () => {
      stopRest?.();
      stopRest = clock.after(REST_MS, () => remember(made));
    };
    made.on("resize", soon);
    made.on("move", soon);
    made.on("maximize", soon);
    made.on("unmaximize", soon);
    made.on("close", () => remember(made));
  }

  return {
    open,
    bringToFront() {
      if (window === null) return open();
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    close() {
      if (window === null) return;
      remember(window);
      window.destroy();
    },
    contents: () => (window === null || window.isDestroyed() ? null : window.webContents),
    window: () => window,
  };
}

function displays(): [DisplayPlace, ...DisplayPlace[]] {
  const first = screen.getPrimaryDisplay();
  return [first, ...screen.getAllDisplays().filter((display) => display.id !== first.id)];
}
