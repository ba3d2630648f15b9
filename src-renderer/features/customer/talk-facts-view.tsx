import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { formatTime } from "../../lib/format-date.ts";
import { formatDuration } from "../../lib/format-duration.ts";
import { useCallBackWords } from "../../lib/use-call-back-words.ts";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { pastRows, waitedMs } from "./customer-model.ts";
import { PastTalks } from "./parts/past-talks.tsx";
import css from "./talk-facts-view.module.css";
import { useCustomerHistory } from "./use-customer.ts";

type TalkFactsProps = {
  readonly call: CallView;
  /** Why this operator, in words; empty when not known. */
  readonly reason: string;
};

/** Under the call bar: the facts of this talk and the past talks with this customer. */
export const TalkFacts = memo(function TalkFacts({ call, reason }: TalkFactsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const history = useCustomerHistory(call.customer.address);
  const waited = waitedMs(call, history.rows);
  const callBackWords = useCallBackWords();
  const { callBack, visit } = call;
  const direction = callBack?.isOrder ? t("phone.callBack") : visit ? t("phone.siteCall") : null;
  const source = visit?.source ?? [callBack?.page?.utm.source, callBack?.page?.utm.campaign].filter(Boolean).join(", ");
  return (
    <ScrollPane className={css.page} label={t("customer.thisTalk")}>
      <h2 className={css.title}>{t("customer.thisTalk")}</h2>
      <dl className={css.facts}>
        <Fact name={t("customer.direction")}>
          {direction ?? (call.direction === "in" ? t("history.incoming") : t("history.outgoing"))}
        </Fact>
        <Fact name={t("customer.queue")}>{call.queueName ?? t("customer.noQueue")}</Fact>
        <Fact name={t("customer.started")}>{formatTime(call.startedAtMs, locale)}</Fact>
        {waited !== null && <Fact name={t("customer.waited")}>{formatDuration(waited)}</Fact>}
        {reason && <Fact name={t("customer.why")}>{reason}</Fact>}
        {callBack && <Fact name={t("customer.callBackWhen")}>{callBackWords(callBack)}</Fact>}
        {callBack?.page && <Fact name={t("customer.page")}>{callBack.page.title || callBack.page.url}</Fact>}
        {visit && <Fact name={t("customer.page")}>{visit.page}</Fact>}
        {source && <Fact name={t("customer.source")}>{source}</Fact>}
        {callBack?.topic && <Fact name={t("customer.topic")}>{callBack.topic}</Fact>}
        {callBack?.comment && <Fact name={t("customer.wish")}>{callBack.comment}</Fact>}
      </dl>
      <PastTalks history={history} rows={pastRows(history.rows, call)} />
    </ScrollPane>
  );
});

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div className={css.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
