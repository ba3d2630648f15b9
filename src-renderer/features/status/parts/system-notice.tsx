import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { Banner } from "../../../ui/banner.tsx";
import { systemNotice } from "../status-model.ts";
import { useChooseStatus } from "../use-status.ts";

/** Says why the system took the operator off the line, and offers the way back. */
export function SystemNotice() {
  const { t } = useTranslation();
  const choose = useChooseStatus();
  const notice = useWorkplace((workplace) => systemNotice(workplace.status));
  if (!notice) return null;
  const words = {
    missed: [t("status.missedTitle"), t("status.missedText")],
    gone: [t("status.goneTitle"), t("status.goneText")],
    other: [t("status.setBySystem"), t("status.setBySystemText")],
  } as const;
  const [title, text] = words[notice];
  return (
    <Banner
      tone="danger"
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
