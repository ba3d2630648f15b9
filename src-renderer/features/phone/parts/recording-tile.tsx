import { IconPlayerRecord, IconPlayerRecordFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { contactTitle } from "../../../lib/visitor-words.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { CallTile } from "./call-tile.tsx";

const icon = { size: 20, stroke: 1.5, "aria-hidden": true } as const;

/** Pauses the PBX's recording and lets it go on; only where it records and can be asked. */
export function RecordingTile({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const command = useCommand();
  const recording = useWorkplace(({ recordings }) => recordings.find(({ callId }) => callId === call.callId));
  if (!recording) return null;
  const isPaused = recording.state === "paused" || recording.state === "resuming";
  const customer = contactTitle(t, call);
  return (
    <CallTile
      icon={isPaused ? <IconPlayerRecord {...icon} /> : <IconPlayerRecordFilled {...icon} />}
      word={isPaused ? t("phone.recordOn") : t("phone.recordPause")}
      object={isPaused ? t("phone.recordOnObject", { customer }) : t("phone.recordPauseObject", { customer })}
      keyCap=""
      isOn={isPaused}
      block={recording.state === "pausing" || recording.state === "resuming" ? "asking-pbx" : null}
      onClick={() => void command("calls.set-recording", { callId: call.callId, isOn: isPaused })}
    />
  );
}
