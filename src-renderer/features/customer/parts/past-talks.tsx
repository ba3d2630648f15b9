import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isVisitor } from "../../../../src-shared/domain/shown-address.ts";
import type { HistoryRow } from "../../../../src-shared/ipc/workplace.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { useToday } from "../../../lib/clock.ts";
import { formatShortDate, formatTime } from "../../../lib/format-date.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { formatMos } from "../../../lib/format-quality.ts";
import { useChannelWords } from "../../../lib/use-channel-words.ts";
import { useResultWords } from "../../../lib/use-result-words.ts";
import { ChannelTile } from "../../../ui/channel-tile.tsx";
import { Message } from "../../../ui/message.tsx";
import { ResultMark } from "../../../ui/result-mark.tsx";
import { SkeletonRows } from "../../../ui/skeleton-rows.tsx";
import css from "../talk-facts-view.module.css";
import { type CustomerHistory, loadCustomer } from "../use-customer.ts";

type PastTalksProps = { readonly history: CustomerHistory; readonly rows: readonly HistoryRow[] };

export function PastTalks({ history, rows }: PastTalksProps) {
  const { t } = useTranslation();
  const { address, state } = history;
  return (
    <section className={css.past} aria-label={t("customer.past")}>
      <h2 className={css.title}>{t("customer.past")}</h2>
      {state === "loading" && <SkeletonRows label={t("customer.checking")} />}
      {state === "failed" && (
        <Message
          tone="danger"
          title={t("customer.pastError")}
          action={
            <Button variant="default" size="xs" onClick={() => address !== null && void loadCustomer(address)}>
              {t("customer.retry")}
            </Button>
          }
        />
      )}
      {state === "ready" && rows.length === 0 && (
        <p className={css.empty}>
          {t(address !== null && isVisitor(address) ? "customer.pastEmptyVisitor" : "customer.pastEmpty")}
        </p>
      )}
      {rows.length > 0 && (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t("customer.when")}</th>
              <th scope="col">{t("customer.direction")}</th>
              <th scope="col">{t("history.result")}</th>
              <th scope="col">{t("customer.who")}</th>
              <th scope="col" data-number>
                {t("history.talk")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <PastTalk key={row.interactionId} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function PastTalk({ row }: { row: HistoryRow }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const todayMs = useToday();
  const result = useResultWords()(row.result, row.direction);
  const channelWords = useChannelWords();
  const { text, direction } = row;
  const words = channelWords({ channel: text?.channel ?? "voice", kind: text ? "text" : "voice", direction });
  return (
    <tr>
      <td className={css.when}>
        {formatShortDate(row.atMs, todayMs, locale)}, {formatTime(row.atMs, locale)}
      </td>
      <td>
        <ChannelTile direction={text ? "text" : direction} label={words} small />
      </td>
      <td>
        <span className={css.result}>
          <ResultMark tone={result.tone} />
          {result.words}
        </span>
      </td>
      <td className={css.who}>
        {[row.operatorName, row.queueName && `«${row.queueName}»`].filter(Boolean).join(" · ")}
      </td>
      <td data-number>
        {row.talkMs === null ? "–" : formatDuration(row.talkMs)}
        {row.quality && (
          <span className={css.quality}>{t("quality.ofTalk", { mos: formatMos(row.quality.mos, locale) })}</span>
        )}
      </td>
    </tr>
  );
}
