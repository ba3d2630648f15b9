import { useTranslation } from "react-i18next";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import css from "../sound-settings-view.module.css";

/** Which calls are answered by themselves: what the team decided, and the operator's own word for those that ask. */
export function AutoAnswerSetting() {
  const { t } = useTranslation();
  const command = useCommand();
  const { policy, answersOnRequest } = useWorkplace((workplace) => workplace.autoAnswer);
  return (
    <>
      {policy.queueCalls && <p className={css.note}>{t("sound.autoQueues")}</p>}
      <label className={css.check}>
        <input
          type="checkbox"
          checked={policy.onRequest || answersOnRequest}
          disabled={policy.onRequest}
          onChange={() => void command("operator.set-auto-answer", { onRequest: !answersOnRequest })}
        />
        {t("sound.autoOnRequest")}
      </label>
      <p className={css.note}>{t(policy.onRequest ? "sound.autoByTeam" : "sound.autoNote")}</p>
    </>
  );
}
