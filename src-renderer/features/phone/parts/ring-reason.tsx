import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { useClock } from "../../../lib/clock.ts";
import { formatDuration, formatTalk } from "../../../lib/format-duration.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import { useLineName } from "../../../lib/use-line-name.ts";
import { useReasonWords } from "../../../lib/use-reason-words.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { goesToColleague, ringLook, timerSpan } from "../phone-model.ts";
import css from "./ringing-card.module.css";

type RingReasonProps = { readonly call: CallView; readonly talking: CallView | null; readonly isLast: boolean };

/** Two lines between who and the buttons: why this operator, or what happens to the present talk, or how soon the offer goes on. */
export function RingReason({ call, talking, isLast }: RingReasonProps) {
  if (isLast) return <LastSeconds call={call} />;
  return talking ? <OnLineNow talking={talking} /> : <Why call={call} />;
}

function LastSeconds({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const toColleague = goesToColleague(call.reasons);
  const words = useClock((nowMs) => {
    const seconds = ringLook(call, nowMs).secondsLeft ?? 0;
    if (toColleague) return seconds > 0 ? t("phone.leaving", { seconds }) : t("phone.leavingNow");
    return seconds > 0 ? t("phone.stopping", { seconds }) : t("phone.stoppingNow");
  });
  return (
    <p className={css.reason}>
      <strong className={css.last}>{words}</strong>
      {call.queueName}
    </p>
  );
}

function OnLineNow({ talking }: { talking: CallView }) {
  const { t } = useTranslation();
  const customer = customerTitle(talking.customer);
  const words = useClock((nowMs) =>
    t("phone.onLineNow", { customer, duration: formatTalk(nowMs - timerSpan(talking).sinceMs) }),
  );
  return <p className={css.reason}>{words}</p>;
}

function Why({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const reasonWords = useReasonWords();
  const line = useLineName(call.lineId);
  const waitingSinceMs = useWorkplace(
    (workplace) =>
      workplace.waiting.find((waiting) => waiting.interactionId === call.interactionId)?.waitingSinceMs ?? null,
  );
  const waited = useClock((nowMs) => (waitingSinceMs === null ? null : formatDuration(nowMs - waitingSinceMs)));
  const origin = call.queueName ?? (line === null ? null : t("accounts.onLine", { line }));
  const why = reasonWords(call);
  const facts = [origin, waited !== null && t("phone.waited", { duration: waited })].filter(Boolean);
  return (
    <p className={css.reason}>
      {facts.join(" · ")}
      {facts.length > 0 && why !== "" && " · "}
      <strong>{why}</strong>
    </p>
  );
}
