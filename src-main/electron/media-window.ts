import { BrowserWindow, ipcMain, MessageChannelMain, type WebContents } from "electron";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import { MEDIA_URL } from "./addresses.ts";
import type { MediaBridge } from "./media-bridge.ts";
import { GUARDED_PAGE } from "./page-guard.ts";
import { createRestarter } from "./restart-policy.ts";
import { isFromPage } from "./trusted-sender.ts";

/** In memory, and the only session that is ever given the microphone. */
export const MEDIA_PARTITION = "media";

export type MediaWindow = {
  open(): void;
  close(): void;
  contents(): WebContents | null;
};

/** A page that says nothing for this long after it was opened is made anew. */
const HELLO_MS = 20_000;

/** Keeps one hidden media page alive: a page that died, hangs or was closed is made again, with back-off. */
export function createMediaWindow(parts: {
  readonly bridge: MediaBridge;
  readonly preload: string;
  readonly clock: Clock;
  readonly log: Log;
}): MediaWindow {
  const { bridge, preload, clock, log } = parts;
  const restarter = createRestarter({ firstMs: 500, maxMs: 10_000, healthyMs: 60_000 }, clock);
  let window: BrowserWindow | null = null;
  let stopDeadline: (() => void) | null = null;
  let isClosed = false;

  ipcMain.on("media:hello", (event) => {
    if (window === null || !isFromPage(event, window.webContents, MEDIA_URL)) return;
    const { port1, port2 } = new MessageChannelMain();
    bridge.attach(port2);
    event.sender.postMessage("media-port", null, [port1]);
  });
  bridge.onAlive((isAlive) => {
    if (!isAlive) return;
    stopDeadline?.();
    restarter.born();
  });

  // Nobody would see it: the window is hidden, and each call would go by unheard until a restart.
  bridge.onHung((name) => {
    log.error({ request: name }, "media page hangs");
    if (window !== null) lost(window, "hung");
  });

  function open(): void {
    const made = new BrowserWindow({
      show: false,
      width: 320,
      height: 240,
      skipTaskbar: true,
      webPreferences: {
        preload,
        partition: MEDIA_PARTITION,
        ...GUARDED_PAGE,
        autoplayPolicy: "no-user-gesture-required",
      },
    });
    window = made;
    made.webContents.on("render-process-gone", (_event, { reason }) => lost(made, reason));
    made.on("unresponsive", () => lost(made, "unresponsive"));
    made.on("closed", () => lost(made, "closed"));
    stopDeadline = clock.after(HELLO_MS, () => lost(made, "silent"));
    made.loadURL(MEDIA_URL).catch((error: unknown) => {
      log.error({ error }, "media page did not load");
      lost(made, "not-loaded");
    });
  }

  function lost(dead: BrowserWindow, reason: string): void {
    if (window !== dead) return;
    window = null;
    stopDeadline?.();
    bridge.detach();
    if (!dead.isDestroyed()) dead.destroy();
    if (isClosed) return;
    const delayMs = restarter.died(open);
    log.warn({ reason, delayMs }, "media window is made again");
  }

  return {
    open,
    close() {
      isClosed = true;
      restarter.stop();
      if (window) lost(window, "closed");
    },
    contents: () => window?.webContents ?? null,
  };
}
