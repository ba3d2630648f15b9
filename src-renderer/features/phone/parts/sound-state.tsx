import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import css from "../call-bar-view.module.css";
import { callStage } from "../phone-model.ts";

const BARS = [4, 7, 10, 12] as const;
const LIT = { none: 0, connecting: 1, flowing: 4, silent: 1, lost: 0 } as const;

/** Whether sound really arrives, in words beside four bars. */
export function SoundState({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const stage = callStage(call);
  if (stage === "dialling") return <p className={css.sound}>{t("phone.waitForAnswer")}</p>;
  if (stage !== "talking" || call.media === "none" || call.heldByCustomerSinceMs !== null) return null;
  const words = {
    connecting: t("phone.soundConnecting"),
    flowing: t("phone.soundFlowing"),
    silent: t("phone.soundSilent"),
    lost: t("phone.soundLost"),
  }[call.media];
  return (
    <p className={css.sound} data-media={call.media}>
      <svg width="18" height="12" viewBox="0 0 18 12" aria-hidden="true">
        {BARS.map((height, index) => (
          <rect
            key={height}
            x={index * 5}
            y={12 - height}
            width="3"
            height={height}
            rx="1"
            fill="currentColor"
            opacity={index < LIT[call.media] ? 1 : 0.3}
          />
        ))}
      </svg>
      {words}
    </p>
  );
}
