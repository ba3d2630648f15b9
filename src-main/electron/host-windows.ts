import { app, type BrowserWindow, Notification, nativeImage, session, shell } from "electron";
import type { AttachmentId, ConversationId } from "../../src-shared/ids.ts";
import type { Preferences } from "../../src-shared/ipc/workplace.ts";
import type { Picture } from "../core/conversations/pictures.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { HeadsetGate } from "../core/ports/headsets.ts";
import type { Log } from "../core/ports/log.ts";
import type { Notifier } from "../core/ports/notifier.ts";
import { PROBLEM_URL } from "./addresses.ts";
import { type AppMark, createAppMark } from "./app-mark.ts";
import type { AppPaths } from "./app-paths.ts";
import { type CallCardWindow, createCallCardWindow } from "./call-card-window.ts";
import { wantsToEndTalk } from "./close-question.ts";
import { createProblemWindow, type ProblemWindow } from "./database-problem.ts";
import { createHidGate } from "./hid-gate.ts";
import { createMediaBridge, type MediaBridge } from "./media-bridge.ts";
import { createMediaWindow, MEDIA_PARTITION, type MediaWindow } from "./media-window.ts";
import { createNotifier } from "./notifier.ts";
import { createOperatorWindow, type OperatorWindow } from "./operator-window.ts";
import { serveAppScheme } from "./scheme.ts";
import { guardSession } from "./session-guard.ts";
import { type AppTray, createTray } from "./tray.ts";

/** All that is on (or behind) the screen, made but not yet opened. */
export type HostWindows = {
  readonly operator: OperatorWindow;
  readonly card: CallCardWindow;
  readonly media: MediaWindow;
  readonly bridge: MediaBridge;
  readonly headsetGate: HeadsetGate;
  readonly problem: ProblemWindow;
  readonly notifier: Notifier;
  readonly tray: AppTray;
  readonly mark: AppMark;
};

/** Guards both sessions first, so that no page can be opened in an unguarded one. */
export function createHostWindows(parts: {
  readonly paths: AppPaths;
  readonly clock: Clock;
  readonly log: Log;
  readonly locale: () => Preferences["locale"];
  readonly hasTalk: () => boolean;
  /** A picture of a conversation that the operator's window asks for; null: there is none. */
  readonly picture: (attachmentId: AttachmentId) => Promise<Picture | null>;
  /** Asks the operator whether to call an address. */
  readonly askToCall: (address: string) => void;
  /** Shows a text contact in the operator's window. */
  readonly openConversation: (conversationId: ConversationId) => void;
  readonly quit: () => void;
}): HostWindows {
  const { paths, clock, log, locale, hasTalk, picture, askToCall, openConversation, quit } = parts;
  const problem = createProblemWindow({ locale, openFolder: (file) => shell.showItemInFolder(file), quit, log });
  const headsetGate = createHidGate();
  const hasDevTools = !app.isPackaged;
  const mediaSession = session.fromPartition(MEDIA_PARTITION);
  guardSession(session.defaultSession, { grants: "nothing", hasDevTools, log });
  guardSession(mediaSession, { grants: "microphone", headsets: headsetGate, hasDevTools, log });
  serveAppScheme(session.defaultSession, paths.renderer, ["operator", "card"], {
    made: new Map([[PROBLEM_URL, problem.page]]),
    picture,
  });
  serveAppScheme(mediaSession, paths.renderer, ["media"]);

  const operator = createOperatorWindow({
    preload: paths.preloadOperator,
    icon: paths.windowIcon,
    stateFile: paths.windowState,
    clock,
    log,
    mayClose: (window) => {
      if (!hasTalk()) return true;
      quitIfSure(window);
      return false;
    },
    onClosed: () => {
      // On macOS an app lives on without a window; elsewhere nobody could find it again.
      if (process.platform !== "darwin" && !problem.isShown()) quit();
    },
  });
  const bridge = createMediaBridge({ clock, log });
  const tray = createTray({ iconFile: paths.trayIcon, onOpen: operator.bringToFront, onQuit: quitFromTray });
  return {
    operator,
    bridge,
    headsetGate,
    card: createCallCardWindow({ preload: paths.preloadCard, placesFile: paths.cardPlaces, clock, log }),
    media: createMediaWindow({ bridge, preload: paths.preloadMedia, clock, log }),
    problem,
    tray,
    mark: createAppMark({
      platform: process.platform,
      window: operator.window,
      setBadge: (count) => app.setBadgeCount(count),
      icon: (look) => nativeImage.createFromPath(paths.overlayIcon(look)),
    }),
    notifier: createNotifier({
      clock,
      notify: (options) => (Notification.isSupported() ? new Notification(options) : null),
      window: operator.window,
      bringToFront: operator.bringToFront,
      locale,
      askToCall,
      openConversation,
    }),
  };

  function quitIfSure(window: BrowserWindow): void {
    void wantsToEndTalk(window, locale()).then((isSure) => {
      if (isSure) quit();
    });
  }

  function quitFromTray(): void {
    const window = operator.window();
    if (!hasTalk() || window === null) {
      quit();
      return;
    }
    operator.bringToFront();
    quitIfSure(window);
  }
}
