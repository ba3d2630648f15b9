import {
  IconExternalLink,
  IconMicrophone,
  IconMicrophoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { shownAddress } from "../../src-shared/domain/shown-address.ts";
import type { TalkCard } from "../../src-shared/ipc/call-card.ts";
import { useClock } from "../lib/clock.ts";
import { formatTalk } from "../lib/format-duration.ts";
import { customerTitle } from "../lib/format-phone.ts";
import { HangUpIcon } from "../ui/hang-up-icon.tsx";
import css from "./card.module.css";
import { askCard } from "./card-bridge.ts";
import { CloseCard } from "./close-card.tsx";

const icon = { size: 18, stroke: 1.5, "aria-hidden": true } as const;

/** A talk while the operator's window is away: the time, the microphone, hold, the end, and the way back. */
export function TalkCardView({ card: { call } }: { card: TalkCard }) {
  const { t } = useTranslation();
  const { callId, isMuted, heldSinceMs } = call;
  const isHeld = heldSinceMs !== null;
  const isTalk = call.phase === "talking";
  const customer = customerTitle(call.customer);
  const timer = useClock((nowMs) => formatTalk(nowMs - (heldSinceMs ?? call.answeredAtMs ?? call.startedAtMs)));
  const whole = useClock((nowMs) => formatTalk(nowMs - (call.answeredAtMs ?? call.startedAtMs)));
  const openWords = t("callCard.openWindow");
  return (
    <section className={css.card} aria-label={t("phone.call", { customer })} data-face={isHeld ? "hold" : "air"}>
      <div className={css.head}>
        <span className={css.timer} role="timer" aria-label={t("phone.timer")}>
          {timer}
        </span>
        <div className={css.who}>
          <h1 className={css.name}>{customer}</h1>
          <span className={css.note}>{noteOf()}</span>
        </div>
        <button
          type="button"
          className={css.icon}
          aria-label={openWords}
          title={openWords}
          onClick={() => askCard("card.open-window", {})}
        >
          <IconExternalLink size={17} stroke={1.5} aria-hidden="true" />
        </button>
        <CloseCard callId={callId} />
      </div>
      <div className={css.actions}>
        {!isHeld && (
          <button
            type="button"
            className={css.tile}
            data-grow
            aria-pressed={isMuted}
            disabled={!isTalk}
            aria-label={
              isMuted
                ? `${t("callCard.notHeard")}. ${t("callCard.unmute", { customer })}`
                : t("phone.muteLabel", { customer })
            }
            onClick={() => askCard("card.set-muted", { callId, muted: !isMuted })}
          >
            {isMuted ? <IconMicrophoneOff {...icon} /> : <IconMicrophone {...icon} />}
            {isMuted ? t("callCard.notHeard") : t("phone.microphone")}
          </button>
        )}
        <button
          type="button"
          className={css.tile}
          data-grow={isHeld || undefined}
          data-white={isHeld || undefined}
          disabled={!isTalk}
          aria-label={isHeld ? t("callCard.resume") : t("phone.holdLabel", { customer })}
          title={isHeld ? undefined : t("phone.hold")}
          onClick={() => askCard("card.set-held", { callId, held: !isHeld })}
        >
          {isHeld ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
          {isHeld && t("callCard.resume")}
        </button>
        <button type="button" className={css.stop} onClick={() => askCard("card.hang-up", { callId })}>
          <HangUpIcon size={18} />
          {isTalk ? t("phone.hangUp") : t("phone.cancel")}
        </button>
      </div>
    </section>
  );

  function noteOf(): string {
    if (isHeld) return t("callCard.held", { duration: whole });
    if (call.phase === "dialling" || call.phase === "early-media") return t("phone.waitForAnswer");
    if (call.phase === "connecting") return t("phone.connecting");
    return call.customer.name ? shownAddress(call.customer.address) : t("callCard.talking");
  }
}
