import { useTranslation } from "react-i18next";
import type { HandOverCard } from "../../src-shared/domain/hand-over.ts";
import css from "./hand-over-fields.module.css";

type HandOverFieldsProps = { readonly card: HandOverCard; readonly onChange: (card: HandOverCard) => void };

/** What the next one is told before their phone rings: what it is about, and what is to be done. */
export function HandOverFields({ card, onChange }: HandOverFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className={css.fields}>
      <textarea
        className={css.note}
        rows={2}
        maxLength={1000}
        aria-label={t("handOver.note")}
        placeholder={t("handOver.notePlaceholder")}
        value={card.note}
        onChange={(event) => onChange({ ...card, note: event.currentTarget.value })}
      />
      <input
        className={css.line}
        type="text"
        autoComplete="off"
        maxLength={300}
        aria-label={t("handOver.nextStep")}
        placeholder={t("handOver.nextStepPlaceholder")}
        value={card.nextStep ?? ""}
        onChange={(event) => onChange({ ...card, nextStep: event.currentTarget.value })}
      />
    </div>
  );
}
