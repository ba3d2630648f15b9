import { useCallback } from "react";
import { assertNever } from "../../../src-shared/assert-never.ts";
import type { NoticeAction } from "../../../src-shared/ipc/notices.ts";
import { showOnly } from "../../features/history/use-history.ts";
import { useChooseStatus } from "../../features/status/use-status.ts";
import { openHelp, openSection, openSettings, setCheckOpen, showCall } from "../shell-store.ts";

/** Does what a notice offers. */
export function useNoticeAction(): (action: NoticeAction) => void {
  const choose = useChooseStatus();
  return useCallback(
    (action) => {
      switch (action.kind) {
        case "sound":
        case "accounts":
          return openSettings(action.kind);
        case "check":
          return setCheckOpen(true);
        case "missed":
          void showOnly("missed");
          return openSection("history");
        case "online":
          return choose({ status: "online" });
        case "call":
          return showCall(action.callId);
        case "article":
          return openHelp(action.articleId);
        default:
          return assertNever(action);
      }
    },
    [choose],
  );
}
