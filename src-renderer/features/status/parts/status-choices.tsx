import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ChosenStatus } from "../../../../src-shared/domain/operator-status.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { StatusMark } from "../../../ui/status-mark.tsx";
import { DO_NOT_DISTURB_CHOICES, isChosen, limitMinutes, statusMark } from "../status-model.ts";
import css from "../status-view.module.css";
import { useChooseStatus } from "../use-status.ts";

export function StatusChoices() {
  const { t } = useTranslation();
  const locale = useLocale();
  const reasons = useWorkplace((workplace) => workplace.breakReasons);
  return (
    <Menu.Dropdown>
      <Choice choice={{ status: "online" }} name={t("status.online")} hint={t("status.onlineHint")} />
      <Menu.Divider />
      {reasons.map((reason) => (
        <Choice
          key={reason.code}
          choice={{ status: "break", reason: reason.code }}
          name={reason.name[locale]}
          hint={
            reason.limitMs === null
              ? t("status.noLimit")
              : t("status.limit", { limit: t("status.minutes", { count: limitMinutes(reason.limitMs) }) })
          }
        />
      ))}
      <Menu.Divider />
      {DO_NOT_DISTURB_CHOICES.map((forMs) => (
        <Choice
          key={forMs ?? "always"}
          choice={{ status: "do-not-disturb", forMs }}
          name={t("status.do-not-disturb")}
          hint={forMs === null ? t("status.untilTurnedOff") : t("status.forMinutes", { count: limitMinutes(forMs) })}
        />
      ))}
      <Menu.Divider />
      <Choice choice={{ status: "offline" }} name={t("status.offline")} hint={t("status.offlineHint")} />
    </Menu.Dropdown>
  );
}

function Choice({ choice, name, hint }: { choice: ChosenStatus; name: string; hint: string }) {
  const choose = useChooseStatus();
  const chosen = useWorkplace((workplace) => isChosen(workplace.status, choice));
  return (
    <Menu.Item
      leftSection={<StatusMark kind={statusMark(choice.status, null)} />}
      rightSection={chosen ? <IconCheck size={16} stroke={1.75} aria-hidden="true" /> : undefined}
      aria-current={chosen || undefined}
      onClick={() => choose(choice)}
    >
      <span className={css.choice}>
        <span>{name}</span>
        <span className={css.hint}>{hint}</span>
      </span>
    </Menu.Item>
  );
}
