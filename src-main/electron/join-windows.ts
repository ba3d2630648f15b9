import { nativeTheme } from "electron";
import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import type { Desktop } from "./desktop.ts";
import type { HostWindows } from "./host-windows.ts";
import { tellOperatorWindow } from "./operator-ipc.ts";
import { canTakeCalls } from "./tray-look.ts";

/** Joins the operator's window, the tray and the theme to the workplace, both ways. */
export function joinWindows({ operator, notifier }: HostWindows, { workplace, links }: Desktop): void {
  const tell = tellOperatorWindow(operator.contents);
  workplace.onChanged((change) => {
    tell("workplace.changed", change);
    if (change.status || change.phone || change.media || change.preferences) show(workplace.get());
  });
  workplace.onLevelled((levels) => tell("calls.levelled", levels));
  workplace.onMeasured((measured) => tell("calls.measured", measured));
  workplace.onTroubled((told) => tell("calls.troubled", told));
  links.onOpened(() => tell("links.opened", {}));
  workplace.onHistoryChanged(() => tell("history.changed", {}));
  show(workplace.get());

  function show(shown: Workplace): void {
    nativeTheme.themeSource = shown.preferences.theme;
    notifier.showStatus(shown.status, canTakeCalls(shown));
  }
}
