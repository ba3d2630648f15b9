import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ScriptView } from "../../../../src-shared/ipc/scripts.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import css from "../script.module.css";

type ScriptActionProps = {
  readonly action: NonNullable<ScriptView["action"]>;
  /** Opens the transfer of this talk; null: it cannot be passed on now. */
  readonly onTransfer: (() => void) | null;
};

/** What the operator is to do here. It is their press that does it. */
export function ScriptAction({ action, onTransfer }: ScriptActionProps) {
  const { t } = useTranslation();
  const queues = useWorkplace((workplace) => workplace.queues);
  if (action.kind === "transfer") {
    const queue = queues?.find(({ queueId }) => queueId === action.queueId)?.name;
    return (
      <div className={css.action}>
        <p className={css.text}>{queue ? t("script.actions.transferTo", { queue }) : t("script.actions.transfer")}</p>
        {onTransfer && (
          <Button variant="default" size="md" onClick={onTransfer}>
            {t("script.actions.start")}
          </Button>
        )}
      </div>
    );
  }
  if (action.kind === "send-template")
    return (
      <div className={css.action}>
        <p className={css.lead}>{t("script.actions.sendTemplate")}</p>
        <p className={css.template}>{action.text}</p>
      </div>
    );
  if (action.kind === "open-link")
    return (
      <div className={css.action}>
        <p className={css.lead}>{t("script.actions.openLink")}</p>
        <a className={css.link} href={action.url} target="_blank" rel="noreferrer">
          {action.url}
        </a>
      </div>
    );
  return <p className={css.text}>{t("script.actions.orderCallBack")}</p>;
}
