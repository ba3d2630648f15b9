import { useTranslation } from "react-i18next";
import { useClock } from "../../../lib/clock.ts";
import { secondsLeft } from "../../../lib/format-duration.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import css from "./ringing-card.module.css";

/** That the call is about to be answered by itself, or why it is not although it should be. */
export function AutoAnswerLine({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const call = useWorkplace(({ autoAnswer }) => autoAnswer.calls.find((one) => one.callId === callId));
  if (!call) return null;
  if (call.state === "soon") return <Countdown atMs={call.atMs} />;
  return (
    <p className={css.auto} role="status">
      {t(call.why === "busy" ? "phone.autoBlockedBusy" : "phone.autoBlockedMicrophone")}
    </p>
  );
}

function Countdown({ atMs }: { atMs: number }) {
  const { t } = useTranslation();
  const words = useClock((nowMs) => t("phone.autoAnswerIn", { seconds: secondsLeft(atMs, nowMs) }));
  return (
    <p className={css.auto} data-soon role="timer">
      {words}
    </p>
  );
}
