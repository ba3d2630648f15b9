import { app, nativeTheme } from "electron";
import { isForLater } from "../../src-shared/domain/for-later.ts";
import { statusNews } from "../../src-shared/domain/status-news.ts";
import { MissedCalls } from "../core/calls/missed-calls.ts";
import { TextAlerts } from "../core/conversations/text-alerts.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import { refreshAfterDrawing } from "./card-first.ts";
import type { Desktop } from "./desktop.ts";
import type { HostWindows } from "./host-windows.ts";
import { tellOperatorWindow } from "./operator-ipc.ts";
import type { TrayCommands } from "./tray.ts";
import { trayView } from "./tray-look.ts";

/** Joins the operator's window, the tray, what is heard of texts and the theme to the workplace; the answer ends what runs. */
export function joinWindows(
  { operator, notifier, tray, mark, bridge }: HostWindows,
  { workplace, links, setup, headsets }: Desktop,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): () => void {
  const tell = tellOperatorWindow(operator.contents);
  const missed = new MissedCalls();
  const { handlers } = workplace;
  const commands: TrayCommands = {
    answer: (callId) => void handlers["calls.answer"]({ callId }),
    reject: (callId) => void handlers["calls.reject"]({ callId }),
    hangUp: (callId) => void handlers["calls.hang-up"]({ callId }),
    setStatus: (status) =>
      isForLater(status, workplace.get())
        ? void handlers["operator.set-next-status"]({ next: status })
        : void handlers["operator.set-status"](status),
  };
  const showSoon = refreshAfterDrawing(show);
  workplace.onChanged((change) => {
    tell("workplace.changed", change);
    if (
      change.status ||
      change.phone ||
      change.media ||
      change.preferences ||
      change.calls ||
      change.breakReasons ||
      change.missed
    )
      showSoon.refresh();
  });
  const isWindowFocused = () => operator.window()?.isFocused() ?? false;
  const texts = new TextAlerts({ clock, log, media: bridge, notifier, isWindowFocused });
  workplace.onChanged(({ conversations, calls, status, sound }) => {
    if (conversations || calls || status || sound) texts.follow(workplace.get());
  });
  workplace.conversations.received.add((conversationId) => texts.received(conversationId));
  workplace.conversations.attended.add((conversationId) => texts.attended(conversationId));
  let standing = workplace.get().status;
  workplace.onChanged(({ status }) => {
    if (!status) return;
    const news = statusNews(standing, status);
    standing = status;
    if (news !== null && !operator.window()?.isFocused()) notifier.showStatus(news, status.setBy?.name ?? null);
  });
  workplace.news.onRefused((told) => tell("hub.refused", told));
  workplace.onLevelled((levels) => tell("calls.levelled", levels));
  workplace.onMeasured((measured) => tell("calls.measured", measured));
  workplace.onTroubled((told) => tell("calls.troubled", told));
  workplace.news.onRecordingResumed((told) => tell("calls.recording-resumed", told));
  workplace.news.onReminded(({ sinceMs }) => {
    tell("operator.reminded", { sinceMs });
    if (!operator.window()?.isFocused()) notifier.showDoNotDisturb(sinceMs);
  });
  links.onOpened(() => tell("links.opened", {}));
  setup.onOffered(() => tell("setup.offered", {}));
  workplace.sound.onLevelled((level) => tell("sound.levelled", level));
  workplace.sound.onSwitched((told) => tell("sound.switched", told));
  headsets.onFound((told) => tell("headset.found", told));
  headsets.onLost((told) => tell("headset.lost", told));
  workplace.onTransferred((told) => tell("calls.transferred", told));
  workplace.conversations.changed.add((told) => tell("conversations.changed", told));
  workplace.conversations.marked.add((told) => tell("conversations.marked", told));
  workplace.conversations.opened.add((told) => tell("conversations.opened", told));
  workplace.conversations.transferred.add((told) => tell("conversations.transferred", told));
  workplace.replies.changed.add(() => tell("replies.changed", {}));
  workplace.scripts.changed.add((changed) => tell("scripts.changed", changed));
  workplace.onHistoryChanged(() => tell("history.changed", {}));
  app.on("browser-window-focus", (_event, window) => {
    if (window !== operator.window() || missed.count === 0) return;
    missed.seen();
    show();
  });
  show();
  return () => texts.dispose();

  function show(): void {
    const shown = workplace.get();
    nativeTheme.themeSource = shown.preferences.theme;
    const fresh = missed.take(shown.calls);
    if (operator.window()?.isFocused()) missed.seen();
    else for (const call of fresh) notifier.showMissed(call);
    // What the hub has in its log is counted from there, until it is seen in the call log; the rest until the window is.
    const count = shown.missed.unseen + missed.count;
    const view = trayView(shown, count);
    tray.show(view, commands);
    mark.show({ isRinging: view.ringing !== null, missed: count, locale: view.locale });
  }
}
