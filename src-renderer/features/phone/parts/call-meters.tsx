import { IconMicrophoneOff } from "@tabler/icons-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { subscribeLevel } from "../../../lib/levels.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { LevelMeter } from "../../../ui/level-meter.tsx";
import css from "../call-bar-view.module.css";
import { callStage, otherSideOf } from "../phone-model.ts";

const OTHER_SIDE = { colleague: "phone.colleague", asked: "phone.asked", customer: "phone.customer" } as const;

/** Both sound levels; words stand instead of the own one while nobody can hear it. */
export function CallMeters({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const { callId } = call;
  const otherSide = useWorkplace(({ colleagues }) => otherSideOf(call, colleagues));
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
      <span>{t(OTHER_SIDE[otherSide])}</span>
      <LevelMeter side="customer" subscribe={subscribeCustomer} />
    </fieldset>
  );
}
