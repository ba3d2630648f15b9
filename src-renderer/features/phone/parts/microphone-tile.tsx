import { IconMicrophone, IconMicrophoneOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { contactTitle } from "../../../lib/visitor-words.ts";
import { tileBlock } from "../phone-model.ts";
import { useCallActions } from "../use-phone.ts";
import { CallTile } from "./call-tile.tsx";

const icon = { size: 20, stroke: 1.5, "aria-hidden": true } as const;

export function MicrophoneTile({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const customer = contactTitle(t, call);
  return (
    <CallTile
      icon={call.isMuted ? <IconMicrophoneOff {...icon} /> : <IconMicrophone {...icon} />}
      word={call.isMuted ? t("phone.unmute") : t("phone.microphone")}
      object={call.isMuted ? t("phone.unmuteObject", { customer }) : t("phone.microphoneObject", { customer })}
      keyCap="M"
      shortcut="M"
      isOn={call.isMuted}
      block={tileBlock(call, "mute")}
      onClick={() => actions.toggleMuted(call)}
    />
  );
}
