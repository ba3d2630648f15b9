import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { SignalBars } from "../../../ui/signal-bars.tsx";
import css from "../call-bar-view.module.css";
import { callStage } from "../phone-model.ts";
import { QualityState } from "./quality-state.tsx";

const LIT = { none: 0, connecting: 1, flowing: 4, silent: 1, lost: 0 } as const;

/** Whether sound really arrives, and how well, in words beside four bars. */
export function SoundState({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const stage = callStage(call);
  if (stage === "dialling") return <p className={css.sound}>{t("phone.waitForAnswer")}</p>;
  if (stage !== "talking" || call.media === "none" || call.heldByCustomerSinceMs !== null) return null;
  const isUnheard = call.media === "flowing" && call.soundRepair?.fault === "not-arriving";
  if (call.media === "flowing" && call.quality && !isUnheard)
    return <QualityState callId={call.callId} quality={call.quality} />;
  const words = {
    connecting: t("phone.soundConnecting"),
    flowing: t("phone.soundFlowing"),
    silent: t("phone.soundSilent"),
    lost: t("phone.soundLost"),
  }[call.media];
  return (
    <p className={css.sound} data-media={isUnheard ? "silent" : call.media}>
      <SignalBars lit={isUnheard ? LIT.silent : LIT[call.media]} />
      {isUnheard ? t("quality.unheard") : words}
    </p>
  );
}
