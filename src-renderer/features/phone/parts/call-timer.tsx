import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { useClock } from "../../../lib/clock.ts";
import { formatDuration, formatTalk } from "../../../lib/format-duration.ts";
import { callStage, timerSpan } from "../phone-model.ts";

/** The timer of a call: m:ss while dialling and on hold, 04:12 in a talk. */
export function CallTimer({ call, className }: { call: CallView; className?: string | undefined }) {
  const { t } = useTranslation();
  const { sinceMs, untilMs } = timerSpan(call);
  const stage = callStage(call);
  const format = stage === "dialling" || stage === "held" ? formatDuration : formatTalk;
  const text = useClock((nowMs) => format((untilMs ?? nowMs) - sinceMs));
  return (
    <span className={className} role="timer" aria-label={t("phone.timer")}>
      {text}
    </span>
  );
}
