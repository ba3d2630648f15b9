import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { StatusNews } from "../../../../src-shared/domain/status-news.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { Banner } from "../../../ui/banner.tsx";
import { systemNotice } from "../status-model.ts";
import { useChooseStatus, useStatusWord } from "../use-status.ts";

/** Says what became of the operator's status without them, and offers the way back. */
export function SystemNotice() {
  const { t } = useTranslation();
  const choose = useChooseStatus();
  const notice = useWorkplace((workplace) => systemNotice(workplace.status));
  const [title, text] = useNoticeWords(notice ?? "not-ready");
  if (!notice) return null;
  return (
    <Banner
      tone={notice === "overrun" || notice === "set-by" ? "warn" : "danger"}
      icon={<IconAlertTriangle size={18} stroke={1.5} aria-hidden="true" />}
      title={`${title}.`}
      action={
        <Button variant="default" size="xs" onClick={() => choose({ status: "online" })}>
          {t("status.goOnline")}
        </Button>
      }
    >
      {text}
    </Banner>
  );
}

/** What became of the status, in words. */
export function useNoticeWords(notice: StatusNews): readonly [title: string, text: string] {
  const { t } = useTranslation();
  const word = useStatusWord();
  const { status, reason, setBy } = useWorkplace((workplace) => workplace.status);
  const words = {
    missed: [t("status.missedTitle"), t("status.missedText")],
    declined: [t("status.declinedTitle"), t("status.declinedText")],
    gone: [t("status.goneTitle"), t("status.goneText")],
    overrun: [t("status.overrunTitle"), t("status.overrunText")],
    "set-by": [
      t("status.setByTitle", { name: setBy?.name ?? "", status: word(status, reason) }),
      setBy?.note ? t("status.setByNote", { note: setBy.note }) : t("status.setByText"),
    ],
    "not-ready": [t("status.setBySystem"), t("status.setBySystemText")],
  } as const;
  return words[notice];
}
