import { IconMicrophoneOff } from "@tabler/icons-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { subscribeLevel } from "../../../lib/levels.ts";
import { LevelMeter } from "../../../ui/level-meter.tsx";
import css from "../call-bar-view.module.css";
import { callStage } from "../phone-model.ts";

/** Both sound levels; words stand instead of the own one while nobody can hear it. */
export function CallMeters({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const { callId } = call;
  const subscribeYou = useCallback(
    (listener: (level: number) => void) => subscribeLevel(callId, "you", listener),
    [callId],
  );
  const subscribeCustomer = useCallback(
    (listener: (level: number) => void) => subscribeLevel(callId, "customer", listener),
    [callId],
  );
  return (
    <fieldset className={css.meters} aria-label={t("phone.levels")}>
      <span>{t("phone.you")}</span>
      {callStage(call) === "held" ? (
        <span className={css.meterWords}>{t("phone.youOnHold")}</span>
      ) : call.isMuted ? (
        <span className={css.meterWords} data-strong>
          <IconMicrophoneOff size={14} stroke={1.5} aria-hidden="true" />
          {t("phone.youMuted")}
        </span>
      ) : (
        <LevelMeter side="you" subscribe={subscribeYou} />
      )}
      <span>{t("phone.customer")}</span>
      <LevelMeter side="customer" subscribe={subscribeCustomer} />
    </fieldset>
  );
}
