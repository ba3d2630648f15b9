import type { BrowserWindow, NotificationConstructorOptions } from "electron";
import type { Preferences, StatusView } from "../../src-shared/ipc/workplace.ts";
import type { Notifier } from "../core/ports/notifier.ts";
import { HOST_WORDS } from "./host-words.ts";
import type { AppTray } from "./tray.ts";

/** The part of Electron's `Notification` that is used. */
export type SystemNotification = {
  on(event: "click", listener: () => void): unknown;
  show(): void;
  close(): void;
};

/**
 * The port `Notifier`: a system notification while a call rings and the window is not in front, and the tray.
 * A click brings the window; it never answers, and the window never comes by itself (pains.md 11).
 */
export function createNotifier(parts: {
  readonly tray: AppTray;
  /** Null when this system shows none. */
  readonly notify: (options: NotificationConstructorOptions) => SystemNotification | null;
  readonly window: () => Pick<BrowserWindow, "on" | "off" | "isFocused" | "flashFrame"> | null;
  readonly bringToFront: () => void;
  readonly locale: () => Preferences["locale"];
}): Notifier {
  const { tray, notify, window, bringToFront, locale } = parts;
  const ringing = new Set<object>();
  let status: StatusView["status"] = "offline";
  let isReady = false;
  const showTray = () => tray.show(status, isReady, ringing.size > 0, locale());

  return {
    showRinging(call) {
      const mark = {};
      ringing.add(mark);
      showTray();
      const words = HOST_WORDS[locale()];
      let notification: SystemNotification | null = null;
      const appear = () => {
        if (notification) return;
        window()?.flashFrame(true);
        notification = notify({
          title: words.ringing(call.customer.name ?? call.customer.address),
          body: words.ringingBody(call.queueName),
          // The media window rings; a second sound would only confuse.
          silent: true,
          urgency: "critical",
        });
        notification?.on("click", bringToFront);
        notification?.show();
      };
      const vanish = () => {
        notification?.close();
        notification = null;
        window()?.flashFrame(false);
      };
      const watched = window();
      watched?.on("blur", appear);
      watched?.on("focus", vanish);
      if (!watched?.isFocused()) appear();
      return () => {
        if (!ringing.delete(mark)) return;
        watched?.off("blur", appear);
        watched?.off("focus", vanish);
        vanish();
        showTray();
      };
    },
    showStatus(view, phoneIsReady) {
      status = view.status;
      isReady = phoneIsReady;
      showTray();
    },
  };
}
