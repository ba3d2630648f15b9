import { IconCalendarDue } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CustomerView } from "../../../../src-shared/ipc/customer.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { useToday } from "../../../lib/clock.ts";
import { daysAgo, formatShortDate, formatTime } from "../../../lib/format-date.ts";
import css from "../customer-card-view.module.css";

/** What the customer was promised and waits for. */
export function PromisedCalls({ calls }: { readonly calls: CustomerView["promisedCalls"] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const nowMs = useToday();
  const when = (atMs: number): string =>
    daysAgo(atMs, nowMs) === 0
      ? formatTime(atMs, locale)
      : `${formatShortDate(atMs, nowMs, locale)}, ${formatTime(atMs, locale)}`;
  if (calls.length === 0) return null;
  return (
    <ul className={css.promises} aria-label={t("customer.promises")}>
      {calls.map(({ interactionId, dueAtMs, orderedAtMs, topic, comment }) => (
        <li key={interactionId} className={css.promise}>
          <IconCalendarDue size={18} stroke={1.5} aria-hidden="true" />
          <div>
            <p className={css.promised}>{t("customer.callPromised", { when: when(dueAtMs) })}</p>
            <p className={css.wish}>{[topic, comment].filter(Boolean).join(" · ")}</p>
            <p className={css.wish}>{t("customer.callOrdered", { when: when(orderedAtMs) })}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
