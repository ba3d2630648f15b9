import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { HistoryRow } from "../../../../src-shared/ipc/workplace.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { useToday } from "../../../lib/clock.ts";
import { formatTime } from "../../../lib/format-date.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { useResultWords } from "../../../lib/use-result-words.ts";
import { contactTitle } from "../../../lib/visitor-words.ts";
import { ChannelTile } from "../../../ui/channel-tile.tsx";
import { ListHead } from "../../../ui/list-head.tsx";
import { Message } from "../../../ui/message.tsx";
import { ResultMark } from "../../../ui/result-mark.tsx";
import { SkeletonRows } from "../../../ui/skeleton-rows.tsx";
import { todayRows } from "../history-model.ts";
import css from "../history-view.module.css";
import { retryHistory, useHistoryStore } from "../use-history.ts";
import { useRowKind } from "../use-row-kind.ts";

const LIMIT = 6;

/** The last calls of today, for the calm screen between calls. */
export function TodayList({ onOpenHistory }: { onOpenHistory: () => void }) {
  const { t } = useTranslation();
  const { state, rows } = useHistoryStore();
  const today = todayRows(rows, useToday(), LIMIT);
  return (
    <section className={css.today} aria-label={t("history.today")}>
      <ListHead title={t("history.today")}>
        {rows.length > 0 && (
          <Button variant="subtle" size="xs" className={css.link} onClick={onOpenHistory}>
            {t("history.all")}
          </Button>
        )}
      </ListHead>
      {state === "loading" && <SkeletonRows label={t("history.loading")} />}
      {state === "failed" && (
        <Message
          tone="danger"
          title={t("history.errorTitle")}
          action={
            <Button variant="default" size="xs" onClick={() => void retryHistory()}>
              {t("history.retry")}
            </Button>
          }
        >
          {t("history.errorText")}
        </Message>
      )}
      {state === "ready" && today.length === 0 && <Message title={t("history.todayEmpty")} />}
      {today.length > 0 && (
        <ul className={css.todayRows}>
          {today.map((row) => (
            <TodayRow key={row.interactionId} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TodayRow({ row }: { row: HistoryRow }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const resultWords = useResultWords();
  const result = resultWords(row.result, row.direction);
  const kind = useRowKind()(row);
  return (
    <li className={css.todayRow}>
      <span className={css.time}>{formatTime(row.atMs, locale)}</span>
      <ChannelTile direction={kind.tile} label={kind.words} small />
      <span className={css.todayName}>
        <span className={css.name}>{contactTitle(t, row)}</span>
        {row.queueName && <span className={css.number}>{row.queueName}</span>}
      </span>
      <span className={css.cell}>
        <ResultMark tone={result.tone} />
        {result.words}
      </span>
      <span className={css.talk}>{row.talkMs !== null && formatDuration(row.talkMs)}</span>
    </li>
  );
}
