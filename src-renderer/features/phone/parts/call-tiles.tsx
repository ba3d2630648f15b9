import { VisuallyHidden } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import { HangUpIcon } from "../../../ui/hang-up-icon.tsx";
import css from "../call-bar-view.module.css";
import { callStage, tileBlock } from "../phone-model.ts";
import { useCallActions } from "../use-phone.ts";
import { CallTile } from "./call-tile.tsx";
import { KeypadTile } from "./keypad-tile.tsx";
import { SoundState } from "./sound-state.tsx";

const icon = { size: 20, stroke: 1.5, "aria-hidden": true } as const;

export function CallTiles({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const customer = customerTitle(call.customer);
  const stage = callStage(call);
  const isHeld = stage === "held";
  const isDialling = stage === "dialling";
  return (
    <div className={css.tiles}>
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
      <CallTile
        icon={isHeld ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
        word={isHeld ? t("phone.resume") : t("phone.hold")}
        object={isHeld ? t("phone.resumeObject", { customer }) : t("phone.holdObject", { customer })}
        keyCap="H"
        shortcut="H"
        isOn={isHeld}
        block={tileBlock(call, "hold")}
        onClick={() => actions.toggleHeld(call)}
      />
      <KeypadTile call={call} />
      <SoundState call={call} />
      <button
        type="button"
        className={css.end}
        data-testid="hang-up"
        aria-keyshortcuts="Shift+Escape"
        onClick={() => actions.hangUp(call)}
      >
        <HangUpIcon size={20} />
        <span>
          {isDialling ? t("phone.cancel") : t("phone.hangUp")}
          <VisuallyHidden component="span"> {t("phone.hangUpObject", { customer })}</VisuallyHidden>
        </span>
        <span className={css.cap} aria-hidden="true">
          ⇧ Esc
        </span>
      </button>
    </div>
  );
}
