import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { saysSomething } from "../../src-shared/domain/hand-over-rules.ts";
import type { HandOverView } from "../../src-shared/ipc/hand-over-view.ts";
import { useWorkplaceStore } from "../lib/workplace-store.ts";
import css from "./hand-over-card.module.css";

type HandOverCardProps = {
  readonly handOver: HandOverView | null | undefined;
  /** What can be done with it. */
  readonly children?: ReactNode;
};

/** What a colleague wrote of the customer, before the contact is taken and while it goes on. */
export function HandOverCardView({ handOver, children }: HandOverCardProps) {
  const { t } = useTranslation();
  const operator = useOperatorName(handOver?.fromOperatorId);
  if (!handOver || !saysSomething(handOver)) return null;
  const { draft, isRecorded, script } = handOver;
  const place = script && [script.name, script.place].filter(Boolean).join(" · ");
  return (
    <section className={css.card} aria-label={t("handOver.title", { operator })} data-testid="hand-over-card">
      <Brief handOver={handOver} operator={operator} />
      {place && <Fact word={t("handOver.script")} text={place} />}
      {draft && <Fact word={t("handOver.draft")} text={draft} />}
      {isRecorded && <p className={css.fact}>{t("handOver.recorded")}</p>}
      {children}
    </section>
  );
}

/** Enough of it to decide by, inside of an offer; the rest is read once it is taken. */
export function HandOverBrief({ handOver }: Pick<HandOverCardProps, "handOver">) {
  const operator = useOperatorName(handOver?.fromOperatorId);
  if (!handOver || !saysSomething(handOver)) return null;
  return (
    <div className={css.card}>
      <Brief handOver={handOver} operator={operator} />
    </div>
  );
}

function Brief({ handOver, operator }: { readonly handOver: HandOverView; readonly operator: string }) {
  const { t } = useTranslation();
  const { about, nextStep, note, topic } = handOver;
  return (
    <>
      <p className={css.head}>
        {about ? t("handOver.fromAbout", { operator, customer: about }) : t("handOver.from", { operator })}
        {topic && <span className={css.topic}>{topic}</span>}
      </p>
      {note && <p className={css.note}>{note}</p>}
      {nextStep && <Fact word={t("handOver.next")} text={nextStep} />}
    </>
  );
}

/** The call card over other programs has no workplace, and so no names of colleagues. */
function useOperatorName(operatorId: string | undefined): string {
  const colleagues = useWorkplaceStore((state) => state.workplace?.colleagues);
  return colleagues?.find((one) => one.operatorId === operatorId)?.name ?? operatorId ?? "";
}

function Fact({ word, text }: { word: string; text: string }) {
  return (
    <p className={css.fact}>
      <span className={css.word}>{word}</span> {text}
    </p>
  );
}
