import { useTranslation } from "react-i18next";
import type { OfferReason } from "../../../src-shared/events/log-event.ts";

const KEYS = {
  "longest-idle": "phone.reasonLongestIdle",
  "next-after-no-answer": "phone.reasonNextAfterNoAnswer",
  "called-directly": "phone.reasonCalledDirectly",
} as const satisfies Record<OfferReason["code"], string>;

/** Why this operator was chosen, in words; empty when no reason is known. */
export function useReasonWords(): (reasons: readonly OfferReason[]) => string {
  const { t } = useTranslation();
  return (reasons) => reasons.map((reason) => t(KEYS[reason.code])).join(", ");
}
