import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { DO_NOT_DISTURB_OVER } from "../../../src-shared/domain/do-not-disturb.ts";
import { bridge } from "../../lib/bridge.ts";
import { showNews, showNotice } from "../../lib/show-toast.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { limitMinutes } from "./status-model.ts";

const ID = "do-not-disturb";

/** Reminds of «Не беспокоить» that nothing ends, and says when its time was up. */
export function useStatusNews(): void {
  const { t } = useTranslation();
  const reason = useWorkplace((workplace) => workplace.status.reason);
  const setOnlineBy = useWorkplace(({ status }) => (status.status === "online" ? (status.setBy?.name ?? null) : null));
  const before = useRef(reason);
  useEffect(
    () =>
      bridge().on("operator.reminded", ({ sinceMs }) =>
        showNotice({
          id: ID,
          title: t("status.reminderTitle", { count: limitMinutes(Date.now() - sinceMs) }),
          message: t("status.reminderText"),
          closeLabel: t("frame.closeToast"),
          mayWait: true,
        }),
      ),
    [t],
  );
  useEffect(() => {
    if (setOnlineBy !== null)
      showNotice({
        id: "set-by",
        title: t("status.setByTitle", { name: setOnlineBy, status: t("status.online") }),
        message: t("status.onlineHint"),
        closeLabel: t("frame.closeToast"),
        mayWait: true,
      });
  }, [setOnlineBy, t]);
  useEffect(() => {
    const isNew = before.current !== reason;
    before.current = reason;
    if (isNew && reason === DO_NOT_DISTURB_OVER)
      showNews({
        id: ID,
        title: t("status.onlineAgainTitle"),
        message: t("status.onlineAgainText"),
        closeLabel: t("frame.closeToast"),
        mayWait: true,
      });
  }, [reason, t]);
}
