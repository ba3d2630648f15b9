import { IconMicrophone, IconMicrophoneOff, IconPhoneEnd, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
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
        label={t("phone.muteLabel", { customer })}
        keyCap="M"
        shortcut="M"
        isPressed={call.isMuted}
        block={tileBlock(call, "mute")}
        onClick={() => actions.toggleMuted(call)}
      />
      <CallTile
        icon={isHeld ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
        word={isHeld ? t("phone.resume") : t("phone.hold")}
        label={t("phone.holdLabel", { customer })}
        keyCap="H"
        shortcut="H"
        isPressed={isHeld}
        block={tileBlock(call, "hold")}
        onClick={() => actions.toggleHeld(call)}
      />
      <KeypadTile call={call} />
      <SoundState call={call} />
      <button
        type="button"
        className={css.end}
        data-testid="hang-up"
        aria-label={isDialling ? t("phone.cancelLabel", { customer }) : t("phone.hangUpLabel", { customer })}
        aria-keyshortcuts="Shift+Escape"
        onClick={() => actions.hangUp(call)}
      >
        <IconPhoneEnd {...icon} />
        <span>{isDialling ? t("phone.cancel") : t("phone.hangUp")}</span>
        <span className={css.cap} aria-hidden="true">
          ⇧ Esc
        </span>
      </button>
    </div>
  );
}
