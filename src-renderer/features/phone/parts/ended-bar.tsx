import { Button } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { shownAddress } from "../../../../src-shared/domain/shown-address.ts";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import { useResultWords } from "../../../lib/use-result-words.ts";
import { contactTitle, visitWords } from "../../../lib/visitor-words.ts";
import { ResultMark } from "../../../ui/result-mark.tsx";
import css from "../call-bar-view.module.css";
import { useCallActions } from "../use-phone.ts";
import { CallTimer } from "./call-timer.tsx";
import { SecondLine } from "./second-line.tsx";

type EndedBarProps = {
  readonly call: CallView;
  readonly others: readonly CallView[];
  readonly onShow: (callId: string) => void;
};

/** A call that is over, for the few seconds it stays: how long it was, who ended it and how. */
export function EndedBar({ call, others, onShow }: EndedBarProps) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const resultWords = useResultWords();
  const customer = contactTitle(t, call);
  const wasTalk = call.answeredAtMs !== null;
  const result = resultWords(call.end?.result ?? null, call.direction);
  const by =
    call.end &&
    {
      customer: t("phone.endedByCustomer"),
      operator: t("phone.endedByOperator"),
      system: t("phone.endedBySystem"),
    }[call.end.by];
  return (
    <section className={css.bar} data-surface="plain" data-stage="ended" data-testid="call-bar" aria-label={customer}>
      <div className={css.head}>
        <CallTimer call={call} className={css.timer} />
        <div className={css.who}>
          <p className={css.line}>
            <span className={css.name}>{customer}</span>
            {(call.customer.name || call.visit) && (
              <span className={css.number}>{visitWords(t, call) ?? shownAddress(call.customer.address)}</span>
            )}
          </p>
          <p className={css.note}>
            {call.transferredTo
              ? t("transfer.endedTransferred", { party: customerTitle(call.transferredTo) })
              : wasTalk
                ? (by ?? t("phone.endedTalk"))
                : t("phone.endedNoTalk")}
            {call.end && (!wasTalk || call.end.result !== "answered") && (
              <span className={css.result}>
                <ResultMark tone={result.tone} />
                {result.words}
              </span>
            )}
          </p>
        </div>
        {!call.visit && (
          <Button
            variant="default"
            leftSection={<IconPhone size={16} stroke={1.5} aria-hidden="true" />}
            aria-label={t("phone.callAgainTo", { customer })}
            onClick={() => actions.dial(call.customer.address)}
          >
            {t("phone.callAgain")}
          </Button>
        )}
      </div>
      {others.map((other) => (
        <SecondLine key={other.callId} call={other} onShow={onShow} />
      ))}
    </section>
  );
}
