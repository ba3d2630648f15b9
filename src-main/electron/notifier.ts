import type { BrowserWindow, NotificationConstructorOptions } from "electron";
import { isolate } from "../../src-shared/domain/isolate.ts";
import { shownAddress } from "../../src-shared/domain/shown-address.ts";
import type { ConversationId } from "../../src-shared/ids.ts";
import type { ConversationView } from "../../src-shared/ipc/conversations.ts";
import type { CallView, Preferences } from "../../src-shared/ipc/workplace.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Notifier } from "../core/ports/notifier.ts";
import { HOST_WORDS, type HostWords } from "./host-words.ts";

/** The part of Electron's `Notification` that is used. */
export type SystemNotification = {
  on(event: "click" | "action", listener: () => void): unknown;
  show(): void;
  close(): void;
};

/** A notification that was overlooked is shown again this often; most systems take one away after some seconds. */
const REPEAT_MS = 6000;
const REPEAT_S = REPEAT_MS / 1000;

/**
 * The port `Notifier`: a system notification while a call rings or a text is offered and the window is not in front, again
 * and again until that is answered or gone, each time with a flash of the task bar and with how long it has been so.
 * A click brings the window, and in it the conversation it is about; it never answers, and the window never comes by itself (pains.md 10, 11).
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
  /** Shows a text contact in the window. */
  readonly openConversation: (conversationId: ConversationId) => void;
}): Notifier {
  const { clock, notify, window, bringToFront, locale } = parts;
  const open = ({ conversationId }: ConversationView) => {
    parts.openConversation(conversationId);
    bringToFront();
  };

  /** Shown while the window is not in front, again and again, until what it tells of is over. */
  const standUntilAnswered = (
    sinceMs: number,
    say: (words: HostWords, seconds: number) => { readonly title: string; readonly body: string },
    handleClick: () => void = bringToFront,
  ): (() => void) => {
    let notification: SystemNotification | null = null;
    let stopRepeating = () => {};
    let isOver = false;
    const appear = () => {
      stopRepeating();
      notification?.close();
      window()?.flashFrame(true);
      notification = notify({
        ...say(HOST_WORDS[locale()], Math.round((clock.nowMs() - sinceMs) / 1000)),
        // The media window makes the sound; a second one would only confuse.
        silent: true,
        urgency: "critical",
      });
      notification?.on("click", handleClick);
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
  };

  const showOnce = (
    say: (words: HostWords) => { readonly title: string; readonly body: string },
    handleClick: () => void = bringToFront,
  ): void => {
    const notification = notify({ ...say(HOST_WORDS[locale()]), silent: true });
    notification?.on("click", handleClick);
    notification?.show();
  };

  return {
    showRinging: (call) =>
      standUntilAnswered(call.startedAtMs, (words, seconds) => ({
        title: seconds < REPEAT_S ? words.ringing(nameOf(call)) : words.stillRinging(nameOf(call), seconds),
        body: words.waitingBody(call.queueName),
      })),
    showTextOffer: (conversation) =>
      standUntilAnswered(
        clock.nowMs(),
        (words, seconds) => ({
          title:
            seconds < REPEAT_S
              ? words.offered(nameOf(conversation))
              : words.stillOffered(nameOf(conversation), seconds),
          body: words.waitingBody(conversation.queueName),
        }),
        () => open(conversation),
      ),
    showMessage: (conversation) =>
      showOnce(
        (words) => ({
          title: words.wrote(nameOf(conversation)),
          body: words.waitingBody(conversation.queueName),
        }),
        () => open(conversation),
      ),
    showDoNotDisturb: (sinceMs) =>
      showOnce((words) => ({
        title: words.doNotDisturbOn(Math.round((clock.nowMs() - sinceMs) / 60_000)),
        body: words.doNotDisturbBody,
      })),
    showStatus: (news, setBy) =>
      showOnce((words) => ({ title: words.statusNews[news](setBy ?? ""), body: words.statusNewsBody })),
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

function nameOf({ customer }: Pick<CallView, "customer">): string {
  return isolate(customer.name ?? shownAddress(customer.address));
}
