import type { BrowserWindow, NotificationConstructorOptions } from "electron";
import { formatAddress } from "../../src-shared/domain/phone-number.ts";
import type { CallView, Preferences } from "../../src-shared/ipc/workplace.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Notifier } from "../core/ports/notifier.ts";
import { HOST_WORDS } from "./host-words.ts";

/** The part of Electron's `Notification` that is used. */
export type SystemNotification = {
  on(event: "click" | "action", listener: () => void): unknown;
  show(): void;
  close(): void;
};

/** A notification that was overlooked is shown again this often; most systems take one away after some seconds. */
const REPEAT_MS = 6000;

/**
 * The port `Notifier`: a system notification while a call rings and the window is not in front, again and again until it
 * is answered or gone, each time with a flash of the task bar and with how long it has been ringing.
 * A click brings the window; it never answers, and the window never comes by itself (pains.md 10, 11).
 */
export function createNotifier(parts: {
  readonly clock: Clock;
  /** Null when this system shows none. */
  readonly notify: (options: NotificationConstructorOptions) => SystemNotification | null;
  readonly window: () => Pick<BrowserWindow, "on" | "off" | "isFocused" | "flashFrame"> | null;
  readonly bringToFront: () => void;
  readonly locale: () => Preferences["locale"];
  /** Asks the operator whether to call; nothing is dialled without a yes. */
  readonly askToCall: (address: string) => void;
}): Notifier {
  const { clock, notify, window, bringToFront, locale } = parts;

  return {
    showRinging(call) {
      let notification: SystemNotification | null = null;
      let stopRepeating = () => {};
      let isOver = false;
      const appear = () => {
        stopRepeating();
        notification?.close();
        const words = HOST_WORDS[locale()];
        const seconds = Math.round((clock.nowMs() - call.startedAtMs) / 1000);
        window()?.flashFrame(true);
        notification = notify({
          title: seconds < REPEAT_MS / 1000 ? words.ringing(nameOf(call)) : words.stillRinging(nameOf(call), seconds),
          body: words.ringingBody(call.queueName),
          // The media window rings; a second sound would only confuse.
          silent: true,
          urgency: "critical",
        });
        notification?.on("click", bringToFront);
        notification?.show();
        stopRepeating = clock.after(REPEAT_MS, appear);
      };
      const vanish = () => {
        stopRepeating();
        notification?.close();
        notification = null;
        window()?.flashFrame(false);
      };
      const watched = window();
      watched?.on("blur", appear);
      watched?.on("focus", vanish);
      if (!watched?.isFocused()) appear();
      return () => {
        if (isOver) return;
        isOver = true;
        watched?.off("blur", appear);
        watched?.off("focus", vanish);
        vanish();
      };
    },
    showDoNotDisturb(sinceMs) {
      const words = HOST_WORDS[locale()];
      const minutes = Math.round((clock.nowMs() - sinceMs) / 60_000);
      const notification = notify({ title: words.doNotDisturbOn(minutes), body: words.doNotDisturbBody, silent: true });
      notification?.on("click", bringToFront);
      notification?.show();
    },
    showStatus(news, setBy) {
      const words = HOST_WORDS[locale()];
      const notification = notify({
        title: words.statusNews[news](setBy ?? ""),
        body: words.statusNewsBody,
        silent: true,
      });
      notification?.on("click", bringToFront);
      notification?.show();
    },
    showMissed(call) {
      const words = HOST_WORDS[locale()];
      // Some systems show buttons, all take a click.
      const notification = notify({
        title: words.missed(nameOf(call)),
        body: words.missedBody,
        silent: true,
        actions: [{ type: "button", text: words.callBack }],
      });
      const ask = () => parts.askToCall(call.customer.address);
      notification?.on("click", ask);
      notification?.on("action", ask);
      notification?.show();
    },
  };
}

function nameOf({ customer }: CallView): string {
  return customer.name ?? formatAddress(customer.address);
}
