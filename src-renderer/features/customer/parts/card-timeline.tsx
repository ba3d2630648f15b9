import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CardContact } from "../../../../src-shared/ipc/customer.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { useToday } from "../../../lib/clock.ts";
import { daysAgo, formatShortDate, formatTime } from "../../../lib/format-date.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { useChannelWords } from "../../../lib/use-channel-words.ts";
import { useResultWords } from "../../../lib/use-result-words.ts";
import { ChannelTile } from "../../../ui/channel-tile.tsx";
import css from "../customer-card-view.module.css";
import { loadMoreContacts, type ShownCard } from "../use-card.ts";

type CardTimelineProps = { readonly contacts: readonly CardContact[]; readonly shown: ShownCard };

/** Contacts of the team with the customer, the newest first. */
export function CardTimeline({ contacts, shown: { card, isLoadingMore } }: CardTimelineProps) {
  const { t } = useTranslation();
  return (
    <>
      <ol className={css.timeline}>
        {contacts.map((contact) => (
          <Contact key={contact.interactionId} contact={contact} />
        ))}
      </ol>
      {card?.nextBefore && (
        <Button
          variant="default"
          size="xs"
          aria-disabled={isLoadingMore || undefined}
          onClick={() => void loadMoreContacts()}
        >
          {t(isLoadingMore ? "history.loadingMore" : "history.more")}
        </Button>
      )}
    </>
  );
}

function Contact({ contact }: { readonly contact: CardContact }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const nowMs = useToday();
  const { atMs, direction, kind, talkMs, operatorName, queueName, notes } = contact;
  const channel = useChannelWords()(contact);
  const result = useResultWords()(contact.result, direction);
  const title = talkMs === null || kind === "text" ? channel : `${channel}, ${formatDuration(talkMs)}`;
  const isSpokenOf = contact.result === "answered";
  const who = [isSpokenOf ? null : result.words, operatorName, queueName && `«${queueName}»`];
  return (
    <li className={css.contact}>
      <span className={css.mark}>
        <ChannelTile direction={kind === "text" ? "text" : direction} label={channel} small />
      </span>
      <div className={css.told}>
        <p className={css.line}>
          <span className={css.what}>{title}</span>
          <time className={css.when} dateTime={new Date(atMs).toISOString()}>
            {daysAgo(atMs, nowMs) === 0 ? formatTime(atMs, locale) : formatShortDate(atMs, nowMs, locale)}
          </time>
        </p>
        <p className={css.by}>{who.filter(Boolean).join(" · ")}</p>
        {notes.map(({ authorName, text }) => (
          <p key={`${authorName} ${text}`} className={css.noted}>
            {authorName !== null && authorName !== operatorName
              ? t("customer.notedBy", { author: authorName, text })
              : text}
          </p>
        ))}
      </div>
    </li>
  );
}
