import { useTranslation } from "react-i18next";
import type { HistoryRow } from "../../../../src-shared/ipc/workplace.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { useToday } from "../../../lib/clock.ts";
import { daysAgo, formatShortDate, formatTime } from "../../../lib/format-date.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { formatMos } from "../../../lib/format-quality.ts";
import { useResultWords } from "../../../lib/use-result-words.ts";
import { ChannelTile } from "../../../ui/channel-tile.tsx";
import { ScrollPane } from "../../../ui/scroll-pane.tsx";
import css from "../customer-card-view.module.css";

const LIMIT = 12;

/** Past events of the customer, newest first. */
export function Timeline({ rows }: { rows: readonly HistoryRow[] }) {
  const { t } = useTranslation();
  return (
    <ScrollPane className={css.events} label={t("customer.events")}>
      <h3 className={css.eventsTitle}>{t("customer.events")}</h3>
      <ol className={css.timeline}>
        {rows.slice(0, LIMIT).map((row) => (
          <Event key={row.interactionId} row={row} />
        ))}
      </ol>
    </ScrollPane>
  );
}

function Event({ row }: { row: HistoryRow }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const resultWords = useResultWords();
  const direction = row.direction === "in" ? t("history.incoming") : t("history.outgoing");
  const nowMs = useToday();
  const when = daysAgo(row.atMs, nowMs) === 0 ? formatTime(row.atMs, locale) : formatShortDate(row.atMs, nowMs, locale);
  const talk = row.talkMs === null ? null : formatDuration(row.talkMs);
  const inWords = { in: "customer.incomingTalk", out: "customer.outgoingTalk" } as const;
  const title =
    talk === null
      ? `${direction}: ${resultWords(row.result, row.direction).words.toLocaleLowerCase(locale)}`
      : t(inWords[row.direction], { duration: talk });
  return (
    <li className={css.event}>
      <span className={css.eventMark}>
        <ChannelTile direction={row.direction} label={direction} small />
      </span>
      <div className={css.eventBody}>
        <p className={css.eventLine}>
          <span className={css.eventName}>{title}</span>
          <time className={css.when}>{when}</time>
        </p>
        <p className={css.note}>
          {[
            row.quality && t("quality.ofTalk", { mos: formatMos(row.quality.mos, locale) }),
            row.operatorName,
            row.queueName && `«${row.queueName}»`,
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
    </li>
  );
}
