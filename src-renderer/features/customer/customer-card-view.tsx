import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { formatDuration } from "../../lib/format-duration.ts";
import { formatPhone } from "../../lib/format-phone.ts";
import { contactTitle } from "../../lib/visitor-words.ts";
import { Avatar } from "../../ui/avatar.tsx";
import css from "./customer-card-view.module.css";
import { lastTalk, pastRows } from "./customer-model.ts";
import { CUSTOMER_ROWS, useCustomerHistory } from "./use-customer.ts";
import { useSpoken } from "./use-spoken.ts";

/** A call, or what of it is still to be written up. */
type Contact = Pick<CallView, "customer" | "interactionId" | "visit">;

/** Who is on the line: name, number, when they last spoke; the past talks themselves stand in the centre. */
export const CustomerCard = memo(function CustomerCard({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const { customer } = contact;
  const history = useCustomerHistory(customer.address);
  const past = pastRows(history.rows, contact);
  const talk = lastTalk(past);
  const spoken = useSpoken()(history, past);
  return (
    <aside className={css.card} aria-label={t("customer.card")}>
      <div className={css.head}>
        <Avatar name={customer.name} id={customer.address} size={40} />
        <div className={css.who}>
          <h2 className={css.name}>{contactTitle(t, contact)}</h2>
          <p className={css.note}>{spoken}</p>
        </div>
      </div>
      <dl className={css.facts}>
        {contact.visit ? (
          <>
            <dt>{t("customer.site")}</dt>
            <dd>{contact.visit.site}</dd>
            <dt>{t("customer.page")}</dt>
            <dd>{contact.visit.page}</dd>
          </>
        ) : (
          <>
            <dt>{t("customer.phone")}</dt>
            <dd>{formatPhone(customer.address)}</dd>
          </>
        )}
        {history.state === "ready" && past.length > 0 && (
          <>
            <dt>{t("customer.contacts")}</dt>
            <dd>
              {history.hasMore
                ? t("customer.contactsMore", { count: CUSTOMER_ROWS })
                : t("customer.contactsSoFar", { count: past.length })}
            </dd>
          </>
        )}
        {talk && talk.talkMs !== null && (
          <>
            <dt>{t("customer.lastTalk")}</dt>
            <dd>{[formatDuration(talk.talkMs), talk.operatorName].filter(Boolean).join(", ")}</dd>
          </>
        )}
      </dl>
    </aside>
  );
});
