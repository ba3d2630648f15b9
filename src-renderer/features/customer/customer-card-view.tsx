import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { shownAddress } from "../../../src-shared/domain/shown-address.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { formatTime } from "../../lib/format-date.ts";
import { formatDuration } from "../../lib/format-duration.ts";
import { isNumber } from "../../lib/format-phone.ts";
import { contactTitle } from "../../lib/visitor-words.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Message } from "../../ui/message.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { SkeletonRows } from "../../ui/skeleton-rows.tsx";
import { ToneChip } from "../../ui/tone-chip.tsx";
import { lastServed, pastContacts } from "./card-model.ts";
import css from "./customer-card-view.module.css";
import { AddLine } from "./parts/add-line.tsx";
import { CardTimeline } from "./parts/card-timeline.tsx";
import { CustomerNotes } from "./parts/customer-notes.tsx";
import { CustomerTags } from "./parts/customer-tags.tsx";
import { PromisedCalls } from "./parts/promised-calls.tsx";
import { loadCard, useCard } from "./use-card.ts";
import { useDescribe } from "./use-describe.ts";
import { useSpoken } from "./use-spoken.ts";

const NAME_LIMIT = 128;

/** A call, what of it is still to be written up, or a row of the history (`interactionId` null: all its contacts are past). */
export type CardSubject = Pick<CallView, "customer" | "visit"> & { readonly interactionId: InteractionId | null };

type CustomerCardProps = {
  readonly contact: CardSubject;
  /** Absent: it stays as long as its contact. */
  readonly onClose?: (() => void) | undefined;
};

/** Who it is, what they wait for, when and with whom of the team they had to do: what comes first is read in a second. */
export const CustomerCard = memo(function CustomerCard({ contact, onClose }: CustomerCardProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { customer, visit, interactionId } = contact;
  const shown = useCard(customer.address);
  const { card, state } = shown;
  const past = pastContacts(card, interactionId);
  const talk = lastServed(past);
  const spoken = useSpoken()(shown, past);
  const onDescribe = useDescribe(interactionId ?? card?.contacts[0]?.interactionId ?? null, customer.address);
  const known = { ...contact, customer: { ...customer, name: card?.name ?? customer.name } };
  return (
    <aside className={css.card} aria-label={t("customer.card")}>
      <div className={css.head}>
        <Avatar name={known.customer.name} id={customer.address} size={40} />
        <div className={css.who}>
          <h2 className={css.name}>{contactTitle(t, known)}</h2>
          <p className={css.note}>{spoken}</p>
        </div>
        {onClose && (
          <button type="button" className={css.close} aria-label={t("customer.close")} onClick={onClose}>
            <IconX size={18} stroke={1.5} aria-hidden="true" />
          </button>
        )}
      </div>
      {card && <PromisedCalls calls={card.promisedCalls} />}
      <dl className={css.facts}>
        {card && onDescribe && known.customer.name === null && (
          <>
            <dt>{t("customer.name")}</dt>
            <dd>
              <AddLine
                key={customer.address}
                label={t("customer.addName")}
                limit={NAME_LIMIT}
                isSmall
                onAdd={(name) => onDescribe({ kind: "named", name })}
              />
            </dd>
          </>
        )}
        {visit ? (
          <>
            <dt>{t("customer.site")}</dt>
            <dd>{visit.site}</dd>
            <dt>{t("customer.page")}</dt>
            <dd>{visit.page}</dd>
          </>
        ) : (
          isNumber(customer.address) && (
            <>
              <dt>{t("customer.phone")}</dt>
              <dd>{shownAddress(customer.address)}</dd>
            </>
          )
        )}
        {past.length > 0 && card && (
          <>
            <dt>{t("customer.contacts")}</dt>
            <dd>
              {card.nextBefore
                ? t("customer.contactsMore", { count: past.length })
                : t(interactionId === null ? "customer.contactsInAll" : "customer.contactsSoFar", {
                    count: past.length,
                  })}
            </dd>
          </>
        )}
        {talk && talk.talkMs !== null && (
          <>
            <dt>{t("customer.lastTalk")}</dt>
            <dd>
              {[talk.kind === "text" ? null : formatDuration(talk.talkMs), talk.operatorName]
                .filter(Boolean)
                .join(", ")}
            </dd>
          </>
        )}
        {card && (onDescribe || card.tags.length > 0) && (
          <>
            <dt>{t("customer.tags")}</dt>
            <dd>
              <CustomerTags key={customer.address} tags={card.tags} onDescribe={onDescribe} />
            </dd>
          </>
        )}
      </dl>
      {card && <CustomerNotes key={customer.address} notes={card.notes} onDescribe={onDescribe} />}
      <ScrollPane className={css.events} label={t("customer.events")}>
        <h3 className={css.title}>
          {t("customer.events")}
          {card && card.staleSinceMs !== null && (
            <ToneChip tone="warn">{t("customer.staleAt", { time: formatTime(card.staleSinceMs, locale) })}</ToneChip>
          )}
        </h3>
        {card && card.staleSinceMs !== null && (
          <p className={css.empty}>{t(card.from === "own" ? "customer.staleOwn" : "customer.staleTeam")}</p>
        )}
        {state === "loading" && <SkeletonRows label={t("customer.checking")} />}
        {state === "failed" && (
          <Message
            tone="danger"
            title={t("customer.cardError")}
            action={
              <Button variant="default" size="xs" onClick={() => void loadCard(customer.address)}>
                {t("customer.retry")}
              </Button>
            }
          />
        )}
        {state === "ready" && past.length === 0 && card?.staleSinceMs === null && (
          <p className={css.empty}>{t("customer.eventsEmpty")}</p>
        )}
        {past.length > 0 && card && <CardTimeline contacts={past} shown={shown} />}
      </ScrollPane>
    </aside>
  );
});
