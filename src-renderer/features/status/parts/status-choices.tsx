import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isForLater } from "../../../../src-shared/domain/for-later.ts";
import type { ChosenStatus } from "../../../../src-shared/domain/operator-status.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { StatusMark } from "../../../ui/status-mark.tsx";
import { DO_NOT_DISTURB_CHOICES, isChosen, limitMinutes, statusMark } from "../status-model.ts";
import css from "../status-view.module.css";
import { usePlacesTaken } from "../use-places-taken.ts";
import { useChooseStatus, useNextWord } from "../use-status.ts";

export function StatusChoices() {
  return (
    <Menu.Dropdown>
      <Choices />
    </Menu.Dropdown>
  );
}

/** Apart, so that a closed menu looks for no words. */
function Choices() {
  const { t } = useTranslation();
  const locale = useLocale();
  const reasons = useWorkplace((workplace) => workplace.breakReasons);
  const isLater = useWorkplace((workplace) => isForLater({ status: "offline" }, workplace));
  const taken = usePlacesTaken();
  const limitHint = (limitMs: number | null): string =>
    limitMs === null
      ? t("status.noLimit")
      : t("status.limit", { limit: t("status.minutes", { count: limitMinutes(limitMs) }) });
  const later = (hint: string): string => (isLater ? `${t("status.afterContact")} · ${hint}` : hint);
  return (
    <>
      <TakeNextBack />
      <Choice choice={{ status: "online" }} name={t("status.online")} hint={t("status.onlineHint")} />
      <Menu.Divider />
      {reasons.map((reason) => (
        <Choice
          key={reason.code}
          choice={{ status: "break", reason: reason.code }}
          name={reason.name[locale]}
          hint={taken ?? later(limitHint(reason.limitMs))}
          isDisabled={taken !== null}
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
      <Choice choice={{ status: "offline" }} name={t("status.offline")} hint={later(t("status.offlineHint"))} />
    </>
  );
}

/** The first thing in the menu while something follows the contact: not to. */
function TakeNextBack() {
  const { t } = useTranslation();
  const command = useCommand();
  const next = useNextWord();
  if (next === null) return null;
  return (
    <>
      <Menu.Item
        leftSection={<StatusMark kind="online" />}
        onClick={() => void command("operator.set-next-status", { next: null })}
      >
        <span className={css.choice}>
          <span>{t("status.takeNextBack")}</span>
          <span className={css.hint}>{t("status.takeNextBackHint", { status: next })}</span>
        </span>
      </Menu.Item>
      <Menu.Divider />
    </>
  );
}

type ChoiceProps = {
  readonly choice: ChosenStatus;
  readonly name: string;
  readonly hint: string;
  readonly isDisabled?: boolean;
};

function Choice({ choice, name, hint, isDisabled = false }: ChoiceProps) {
  const choose = useChooseStatus();
  const chosen = useWorkplace((workplace) => isChosen(workplace.status, choice));
  return (
    <Menu.Item
      leftSection={<StatusMark kind={statusMark(choice.status, null)} />}
      rightSection={chosen ? <IconCheck size={16} stroke={1.75} aria-hidden="true" /> : undefined}
      aria-current={chosen || undefined}
      disabled={isDisabled}
      className={isDisabled ? css.taken : undefined}
      onClick={() => choose(choice)}
    >
      <span className={css.choice}>
        <span>{name}</span>
        <span className={css.hint}>{hint}</span>
      </span>
    </Menu.Item>
  );
}
