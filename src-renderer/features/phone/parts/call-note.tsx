import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { useClock } from "../../../lib/clock.ts";
import { formatTalk } from "../../../lib/format-duration.ts";
import { useLineName } from "../../../lib/use-line-name.ts";
import { useReasonWords } from "../../../lib/use-reason-words.ts";
import css from "../call-bar-view.module.css";
import { callStage } from "../phone-model.ts";

/** The line under the name: what the call does now, or whose queue it is and why it came here. */
export function CallNote({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const reasonWords = useReasonWords();
  const line = useLineName(call.lineId);
  const stage = callStage(call);
  if (call.isInConference) return <p className={css.note}>{t("transfer.conferenceNote")}</p>;
  if (stage === "held") return <HoldNote call={call} />;
  const queue = call.queueName ? `«${call.queueName}»` : line && t("accounts.onLine", { line });
  const isOrder = call.callBack?.isOrder ?? false;
  const direction = isOrder
    ? t("phone.callBack")
    : call.direction === "out"
      ? t("phone.outgoing")
      : t("phone.incoming");
  const doing = {
    dialling: call.phase === "early-media" ? t("phone.earlyMedia") : t("phone.dialling"),
    connecting: t("phone.connecting"),
    ending: t("phone.ending"),
  } as const;
  if (stage === "dialling" || stage === "connecting" || stage === "ending") {
    return <p className={css.note}>{[direction, queue, doing[stage]].filter(Boolean).join(" · ")}</p>;
  }
  if (call.callBack?.isDialling)
    return <p className={css.note}>{[direction, t("phone.callingCustomer")].join(" · ")}</p>;
  const reasons = reasonWords(call);
  return (
    <p className={css.note}>
      {isOrder ? [direction, queue].filter(Boolean).join(" · ") : (queue ?? direction)}
      {reasons && (
        <>
          {" · "}
          {t("phone.why")} <span className={css.bright}>{reasons}</span>
        </>
      )}
    </p>
  );
}

function HoldNote({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const whole = useClock((nowMs) => formatTalk(nowMs - (call.answeredAtMs ?? call.startedAtMs)));
  return (
    <p className={css.note}>
      {t("phone.cannotHear")} · {t("phone.wholeTalk", { duration: whole })}
    </p>
  );
}
