import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { shownAddress } from "../../../../src-shared/domain/shown-address.ts";
import type { CallBackView } from "../../../../src-shared/ipc/call-back-view.ts";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { useClock } from "../../../lib/clock.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { inNextFrame } from "../../../lib/next-frame.ts";
import { usePainted } from "../../../lib/painted.ts";
import { useCallBackWords } from "../../../lib/use-call-back-words.ts";
import { contactTitle, visitWords } from "../../../lib/visitor-words.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { ChannelTile } from "../../../ui/channel-tile.tsx";
import { HandOverCardView } from "../../../ui/hand-over-card.tsx";
import { StatusMark } from "../../../ui/status-mark.tsx";
import { ringLook, talkingCall } from "../phone-model.ts";
import { useCallActions } from "../use-phone.ts";
import { AutoAnswerLine } from "./auto-answer-line.tsx";
import { RingActions } from "./ring-actions.tsx";
import { RingLine } from "./ring-line.tsx";
import { RingReason } from "./ring-reason.tsx";
import css from "./ringing-card.module.css";

type RingingCardProps = { readonly call: CallView; readonly calls: readonly CallView[] };

/**
 * A call that rings. It takes no focus. Drawn in two steps, because the operator waits for the first: who calls and the
 * buttons, then a frame later the reason and the limit, in the room that was kept for them.
 */
export function RingingCard({ call, calls }: RingingCardProps) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const isDrawn = useDrawn();
  const isFlashing = useWorkplace((workplace) => workplace.sound.settings.ring.isFlashing);
  usePainted("call", call.callId);
  const isLast = useClock((nowMs) => ringLook(call, nowMs).isLast);
  const customer = contactTitle(t, call);
  const callBackWords = useCallBackWords();
  const note = call.callBack ? callBackNote(call, t("phone.callBack"), callBackWords(call.callBack)) : null;
  const talking = talkingCall(calls);
  return (
    <section
      className={css.card}
      role="alertdialog"
      aria-label={t("phone.ringing", { customer })}
      data-last={isLast || undefined}
      data-flash={(isFlashing && isDrawn) || undefined}
      data-testid="ringing-card"
    >
      <div className={css.head}>
        {call.callBack?.isOrder ? (
          <ChannelTile direction="back" label={t("phone.callBack")} />
        ) : (
          <ChannelTile direction="in" label={t("queue.incoming")} />
        )}
        <div className={css.who}>
          <span className={css.name}>{customer}</span>
          <span className={css.note} data-long={call.callBack || call.visit ? true : undefined}>
            {note ?? visitWords(t, call) ?? noteOf(call, t("phone.incoming"))}
          </span>
          {call.callBack && <CallBackLine callBack={call.callBack} />}
          {talking && <RingLine lineId={call.lineId} className={css.note} />}
        </div>
        <RingTimer call={call} isDrawn={isDrawn} />
      </div>
      <AutoAnswerLine callId={call.callId} />
      {isDrawn ? <RingReason call={call} talking={talking} isLast={isLast} /> : <p className={css.reason} />}
      {isDrawn && <HandOverCardView handOver={call.handOver} />}
      <RingActions
        customer={customer}
        isHolding={talking !== null}
        onAnswer={() => actions.answer(call)}
        onReject={() => actions.reject(call)}
      />
    </section>
  );
}

function RingTimer({ call, isDrawn }: { call: CallView; isDrawn: boolean }) {
  const { t } = useTranslation();
  const elapsed = useClock((nowMs) => formatDuration(ringLook(call, nowMs).elapsedMs));
  const total = ringLook(call, call.startedAtMs).totalMs;
  return (
    <div className={css.timers} role="timer">
      <span className={css.elapsed}>
        <StatusMark kind="ring" size={13} />
        {elapsed}
      </span>
      {total !== null && (
        <span className={css.note}>{isDrawn ? t("phone.ringOf", { total: formatDuration(total) }) : "\u00a0"}</span>
      )}
    </div>
  );
}

/** Whether the first frame of the component is on the screen. */
function useDrawn(): boolean {
  const [isDrawn, setIsDrawn] = useState(false);
  useEffect(() => inNextFrame(() => setIsDrawn(true)), []);
  return isDrawn;
}

/** «Обратный звонок · 14:00–16:00 · +7 900 …». */
function callBackNote({ customer, callBack }: CallView, kind: string, when: string): string {
  const number = customer.name ? shownAddress(customer.address) : null;
  return [callBack?.isOrder ? kind : null, when, number].filter(Boolean).join(" · ");
}

/** What about, and from which page: the operator reads it before they dial. */
function CallBackLine({ callBack: { topic, comment, page } }: { callBack: CallBackView }) {
  const words = [topic, comment, page?.title || page?.url].filter(Boolean).join(" · ");
  return words === "" ? null : (
    <span className={css.note} data-long>
      {words}
    </span>
  );
}

function noteOf({ customer }: CallView, unnamed: string): string {
  return customer.name ? shownAddress(customer.address) : unnamed;
}
