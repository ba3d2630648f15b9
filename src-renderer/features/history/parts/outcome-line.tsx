import { useTranslation } from "react-i18next";
import type { OutcomeView } from "../../../../src-shared/ipc/outcome-view.ts";
import css from "../history-view.module.css";

const RESULTS = {
  solved: "wrapUp.solved",
  promised: "wrapUp.promised",
  "passed-on": "wrapUp.handedOver",
  unsolved: "wrapUp.unsolved",
} as const;

/** What came of the contact, what it was about and what is next: one line, in full where the pointer rests. */
export function OutcomeLine({ outcome: { topics, result, nextStep } }: { readonly outcome: OutcomeView }) {
  const { t } = useTranslation();
  const words = [result && t(RESULTS[result]), ...topics, nextStep].filter(Boolean).join(" · ");
  return (
    <span className={css.outcome} title={words}>
      <bdi>{words}</bdi>
    </span>
  );
}
