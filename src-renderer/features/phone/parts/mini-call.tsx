import { VisuallyHidden } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { contactTitle } from "../../../lib/visitor-words.ts";
import { HangUpIcon } from "../../../ui/hang-up-icon.tsx";
import { callStage, callSurface, tileBlock } from "../phone-model.ts";
import { useCallActions } from "../use-phone.ts";
import { CallTimer } from "./call-timer.tsx";
import css from "./mini-call.module.css";

const icon = { size: 18, stroke: 1.5, "aria-hidden": true } as const;

/** A talk whose call bar is out of sight: its timer, microphone, hold and end stay at hand. */
export function MiniCall({ call, onOpen }: { call: CallView; onOpen: (callId: string) => void }) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const customer = contactTitle(t, call);
  const stage = callStage(call);
  const isHeld = stage === "held";
  return (
    <section className={css.mini} data-surface={callSurface(stage)} aria-label={t("phone.call", { customer })}>
      <button type="button" className={css.open} onClick={() => onOpen(call.callId)}>
        <VisuallyHidden component="span">{t("phone.openTalk")} </VisuallyHidden>
        <CallTimer call={call} className={css.timer} />
        <span className={css.name}>{isHeld ? t("phone.customerOnHold", { customer }) : customer}</span>
      </button>
      <div className={css.actions}>
        {!tileBlock(call, "mute") && (
          <button
            type="button"
            className={css.action}
            aria-pressed={call.isMuted}
            aria-label={t("phone.muteLabel", { customer })}
            onClick={() => actions.toggleMuted(call)}
          >
            {call.isMuted ? <IconMicrophoneOff {...icon} /> : <IconMicrophone {...icon} />}
          </button>
        )}
        {!tileBlock(call, "hold") && (
          <button
            type="button"
            className={css.action}
            aria-pressed={isHeld}
            aria-label={t("phone.holdLabel", { customer })}
            onClick={() => actions.toggleHeld(call)}
          >
            {isHeld ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
          </button>
        )}
        <button type="button" className={css.end} onClick={() => actions.hangUp(call)}>
          <HangUpIcon size={18} />
          <span>
            {t("phone.hangUp")}
            <VisuallyHidden component="span"> {t("phone.hangUpObject", { customer })}</VisuallyHidden>
          </span>
        </button>
      </div>
    </section>
  );
}
