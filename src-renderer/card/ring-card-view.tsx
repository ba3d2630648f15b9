import { useTranslation } from "react-i18next";
import { shownAddress } from "../../src-shared/domain/shown-address.ts";
import type { RingCard } from "../../src-shared/ipc/call-card.ts";
import { RingActions } from "../features/phone/parts/ring-actions.tsx";
import { goesToColleague, ringLook } from "../features/phone/phone-model.ts";
import { useClock } from "../lib/clock.ts";
import { formatDuration, formatTalk, secondsLeft } from "../lib/format-duration.ts";
import { customerTitle } from "../lib/format-phone.ts";
import { useReasonWords } from "../lib/use-reason-words.ts";
import { contactTitle, visitWords } from "../lib/visitor-words.ts";
import { ChannelTile } from "../ui/channel-tile.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import css from "./card.module.css";
import { askCard } from "./card-bridge.ts";
import { CloseCard } from "./close-card.tsx";

/** Who rings, why here, for how long; answer or not. Nothing of it blinks or moves. */
export function RingCardView({ card }: { card: RingCard }) {
  const { t } = useTranslation();
  const { call, onLine, answerKeys } = card;
  const isLast = useClock((nowMs) => ringLook(call, nowMs).isLast);
  const customer = contactTitle(t, call);
  const from = visitWords(t, call) ?? t("phone.incoming");
  const { callId } = call;
  return (
    <section
      className={css.card}
      role="alertdialog"
      aria-label={t("phone.ringing", { customer })}
      data-last={isLast || undefined}
    >
      <div className={css.head}>
        <ChannelTile direction="in" label={t("queue.incoming")} />
        <div className={css.who}>
          <h1 className={css.name}>{customer}</h1>
          <span className={css.note}>
            {noteOf(card, call.callBack?.isOrder ? t("phone.callBack") : from, t("callCard.second"))}
          </span>
        </div>
        <RingTimer card={card} />
        <CloseCard callId={callId} />
      </div>
      <Reason card={card} isLast={isLast} />
      <RingActions
        customer={customer}
        isHolding={onLine !== null}
        // «Удержать и ответить» with a key cap would push the other button out of the card.
        answerKeys={onLine === null ? answerKeys : null}
        onAnswer={() => askCard("card.answer", { callId })}
        onReject={() => askCard("card.reject", { callId })}
      />
    </section>
  );
}

function RingTimer({ card: { call } }: { card: RingCard }) {
  const { t } = useTranslation();
  const elapsed = useClock((nowMs) => formatDuration(ringLook(call, nowMs).elapsedMs));
  const total = ringLook(call, call.startedAtMs).totalMs;
  return (
    <div className={css.timers} role="timer">
      <span className={css.elapsed}>
        <StatusMark kind="ring" size={14} />
        {elapsed}
      </span>
      {total !== null && <span className={css.note}>{t("phone.ringOf", { total: formatDuration(total) })}</span>}
    </div>
  );
}

/** One line: why this operator, or whose talk would be held, or how soon the offer goes on. */
function Reason({ card, isLast }: { card: RingCard; isLast: boolean }) {
  const { t } = useTranslation();
  const reasonWords = useReasonWords();
  const { call, onLine, waitingSinceMs } = card;
  const toColleague = goesToColleague(call.reasons);
  const seconds = useClock((nowMs) => ringLook(call, nowMs).secondsLeft ?? 0);
  const waited = useClock((nowMs) => (waitingSinceMs === null ? null : formatDuration(nowMs - waitingSinceMs)));
  const talked = useClock((nowMs) => (onLine === null ? null : formatTalk(nowMs - onLine.sinceMs)));
  const { autoAnswerAtMs } = card;
  const autoSeconds = useClock((nowMs) => (autoAnswerAtMs === null ? null : secondsLeft(autoAnswerAtMs, nowMs)));
  if (autoSeconds !== null)
    return (
      <p className={css.reason}>
        <strong>{t("phone.autoAnswerSoon", { seconds: autoSeconds })}</strong>
      </p>
    );
  if (isLast) {
    const now = toColleague ? t("phone.leavingNow") : t("phone.stoppingNow");
    const soon = toColleague ? t("phone.leaving", { seconds }) : t("phone.stopping", { seconds });
    return (
      <p className={css.reason}>
        <strong>{seconds > 0 ? soon : now}</strong>
        {call.queueName && ` · ${call.queueName}`}
      </p>
    );
  }
  if (onLine !== null && talked !== null) {
    const customer = customerTitle(onLine.customer);
    return <p className={css.reason}>{t("phone.onLineNow", { customer, duration: talked })}</p>;
  }
  // A PBX elsewhere gives no reason: it simply rings this number.
  const why = reasonWords(call) || (waited === null ? t("phone.reasonCalledDirectly") : "");
  return (
    <p className={css.reason}>
      {waited !== null && t("phone.waited", { duration: waited })}
      {waited !== null && why !== "" && " · "}
      <strong>{why}</strong>
    </p>
  );
}

function noteOf({ call, onLine }: RingCard, unnamed: string, second: string): string {
  const number = call.customer.name && !call.visit ? shownAddress(call.customer.address) : null;
  const who = call.callBack?.isOrder ? [unnamed, number].filter(Boolean).join(" · ") : (number ?? unnamed);
  return [who, onLine === null ? call.queueName : second].filter(Boolean).join(" · ");
}
