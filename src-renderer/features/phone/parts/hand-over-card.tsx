import { useTranslation } from "react-i18next";
import { saysSomething } from "../../../../src-shared/domain/hand-over-rules.ts";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { useWorkplaceStore } from "../../../lib/workplace-store.ts";
import css from "./hand-over-card.module.css";

/** What a colleague wrote of the customer, before the phone is answered and while one talks. */
export function HandOverCardView({ call }: { call: CallView }) {
  const { t } = useTranslation();
  // The call card over other programs has no workplace, and so no names of colleagues.
  const colleagues = useWorkplaceStore((state) => state.workplace?.colleagues);
  const { handOver } = call;
  if (!handOver || !saysSomething(handOver)) return null;
  const { about, draft, fromOperatorId, isRecorded, nextStep, note, script, topic } = handOver;
  const operator = colleagues?.find((one) => one.operatorId === fromOperatorId)?.name ?? fromOperatorId;
  const place = script && [script.name, script.place].filter(Boolean).join(" · ");
  return (
    <section className={css.card} aria-label={t("handOver.title", { operator })} data-testid="hand-over-card">
      <p className={css.head}>
        {about ? t("handOver.fromAbout", { operator, customer: about }) : t("handOver.from", { operator })}
        {topic && <span className={css.topic}>{topic}</span>}
      </p>
      {note && <p className={css.note}>{note}</p>}
      {nextStep && <Fact word={t("handOver.next")} text={nextStep} />}
      {place && <Fact word={t("handOver.script")} text={place} />}
      {draft && <Fact word={t("handOver.draft")} text={draft} />}
      {isRecorded && <p className={css.fact}>{t("handOver.recorded")}</p>}
    </section>
  );
}

function Fact({ word, text }: { word: string; text: string }) {
  return (
    <p className={css.fact}>
      <span className={css.word}>{word}</span> {text}
    </p>
  );
}
