import { IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RecordingView } from "../../../../src-shared/ipc/recording.ts";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { useClock } from "../../../lib/clock.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import css from "../call-bar-view.module.css";

/** «Запись на паузе», for how long, and when it goes on by itself. */
export function RecordingStrip({ call }: { call: CallView }) {
  const recording = useWorkplace(({ recordings }) => recordings.find(({ callId }) => callId === call.callId));
  return recording?.state === "paused" ? <Paused recording={recording} /> : null;
}

function Paused({ recording: { sinceMs, resumesAtMs } }: { recording: RecordingView }) {
  const { t } = useTranslation();
  const words = useClock((nowMs) =>
    t("phone.recordPaused", {
      duration: formatDuration(nowMs - sinceMs),
      left: formatDuration(Math.max(0, (resumesAtMs ?? nowMs) - nowMs)),
    }),
  );
  return (
    <p className={css.strip} data-testid="recording-strip">
      <IconPlayerPause size={16} stroke={1.5} aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
}
