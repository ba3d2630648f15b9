import { IconMicrophoneOff, IconPhoneX, IconPlayerPause, IconRefresh, IconVolumeOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { useClock } from "../../../lib/clock.ts";
import { formatDuration, secondsLeft } from "../../../lib/format-duration.ts";
import css from "../call-bar-view.module.css";
import { callStage } from "../phone-model.ts";
import { QualityStrip } from "./quality-strip.tsx";
import { RepairStrip } from "./repair-strip.tsx";

const icon = { size: 16, stroke: 1.5, "aria-hidden": true } as const;

/** Sentences under the tiles: each says what is the matter and what to do or what is being done. */
export function CallStrips({ call, isTalkingOnMute }: { call: CallView; isTalkingOnMute: boolean }) {
  const { t } = useTranslation();
  const stage = callStage(call);
  const isExplained = call.soundRepair !== null || call.fadesAtMs !== null;
  return (
    <>
      {isTalkingOnMute && <Strip icon={<IconMicrophoneOff {...icon} />}>{t("phone.mutedStrip")}</Strip>}
      {call.heldByCustomerSinceMs !== null && <HeldByCustomer sinceMs={call.heldByCustomerSinceMs} />}
      {call.fadesAtMs !== null && <Fading untilMs={call.fadesAtMs} />}
      {stage === "talking" && call.soundRepair && <RepairStrip repair={call.soundRepair} />}
      {stage === "talking" && !isExplained && call.heldByCustomerSinceMs === null && call.media === "silent" && (
        <Strip icon={<IconVolumeOff {...icon} />}>{t("phone.silentStrip")}</Strip>
      )}
      {stage === "talking" &&
        !call.soundRepair &&
        call.heldByCustomerSinceMs === null &&
        call.media === "flowing" &&
        call.quality && <QualityStrip quality={call.quality} />}
      {(stage === "talking" || stage === "held") && !isExplained && call.media === "lost" && (
        <Strip icon={<IconRefresh {...icon} />}>{t("phone.lostStrip")}</Strip>
      )}
    </>
  );
}

function Fading({ untilMs }: { untilMs: number }) {
  const { t } = useTranslation();
  const words = useClock((nowMs) => t("phone.fadingStrip", { seconds: secondsLeft(untilMs, nowMs) }));
  return <Strip icon={<IconPhoneX {...icon} />}>{words}</Strip>;
}

function HeldByCustomer({ sinceMs }: { sinceMs: number }) {
  const { t } = useTranslation();
  const words = useClock((nowMs) => t("phone.heldByCustomerStrip", { duration: formatDuration(nowMs - sinceMs) }));
  return <Strip icon={<IconPlayerPause {...icon} />}>{words}</Strip>;
}

function Strip({ icon: mark, children }: { icon: ReactNode; children: string }) {
  return (
    <p className={css.strip}>
      {mark}
      <span>{children}</span>
    </p>
  );
}
