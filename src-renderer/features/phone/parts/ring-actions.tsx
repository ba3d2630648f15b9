import { IconPhone, IconPlayerPause } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./ring-actions.module.css";

/** A slipped click must not refuse a customer: a card that just appeared under the pointer takes none for this long. */
const DEAF_MS = 500;

const icon = { size: 18, stroke: 1.5, "aria-hidden": true } as const;

type RingActionsProps = {
  readonly customer: string;
  /** Whether the answer puts another talk on hold. */
  readonly isHolding: boolean;
  /** The keys that answer, shown as a cap in the button. */
  readonly answerKeys?: string | null;
  readonly onAnswer: () => void;
  readonly onReject: () => void;
};

/** Answer or not now. Plain buttons: a ring's first frame waits for them, and the kit's take three times as long. */
export function RingActions({ customer, isHolding, answerKeys, onAnswer, onReject }: RingActionsProps) {
  const { t } = useTranslation();
  const isDeaf = useDeaf();
  return (
    <div className={css.actions} data-deaf={isDeaf || undefined}>
      <button
        type="button"
        className={css.answer}
        data-keys={answerKeys ?? undefined}
        aria-label={t(isHolding ? "phone.holdAndAnswerTo" : "phone.answerTo", { customer })}
        onClick={onAnswer}
      >
        {isHolding ? <IconPlayerPause {...icon} /> : <IconPhone {...icon} />}
        {t(isHolding ? "phone.holdAndAnswer" : "phone.answer")}
      </button>
      <button type="button" className={css.reject} aria-label={t("phone.notNowTo", { customer })} onClick={onReject}>
        {t("phone.notNow")}
      </button>
    </div>
  );
}

function useDeaf(): boolean {
  const [isDeaf, setIsDeaf] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setIsDeaf(false), DEAF_MS);
    return () => clearTimeout(timer);
  }, []);
  return isDeaf;
}
