import { Button } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { HistoryRow } from "../../../../src-shared/ipc/workplace.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { useToday } from "../../../lib/clock.ts";
import { formatShortDate, formatTime } from "../../../lib/format-date.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { Message } from "../../../ui/message.tsx";
import { ScrollPane } from "../../../ui/scroll-pane.tsx";
import { SkeletonRows } from "../../../ui/skeleton-rows.tsx";
import historyCss from "../history-view.module.css";
import css from "../search.module.css";
import { findMore, search, useHistorySearch, useSearchFeed } from "../use-history-search.ts";
import type { OnThread } from "./history-day.tsx";
import { HistoryTable } from "./history-table.tsx";

type SearchResultsProps = {
  readonly onNote: (row: HistoryRow) => void;
  readonly onCustomer: (row: HistoryRow) => void;
  readonly onThread: OnThread;
};

/** What was found, or why nothing is shown; and whether it may be out of date. */
export function SearchResults({ onNote, onCustomer, onThread }: SearchResultsProps) {
  const { t } = useTranslation();
  const { state, rows, cursor, staleSinceMs, isIndexing, isLoadingMore } = useHistorySearch();
  useSearchFeed(useWorkplace((workplace) => workplace.link.state === "online"));
  if (state === "loading") return <SkeletonRows label={t("search.loading")} />;
  if (state === "failed")
    return (
      <Message
        tone="danger"
        title={t("search.errorTitle")}
        action={
          <Button variant="default" size="xs" onClick={() => void search()}>
            {t("history.retry")}
          </Button>
        }
      >
        {t("refusals.searchFailed")}
      </Message>
    );
  return (
    <>
      <p className={css.told} role="status">
        {staleSinceMs !== null && <Stale sinceMs={staleSinceMs} />}
        {isIndexing && <span>{t("search.indexing")}</span>}
      </p>
      {rows.length === 0 && cursor === null && (
        <Message title={t("search.emptyTitle")}>{t("search.emptyText")}</Message>
      )}
      {(rows.length > 0 || cursor !== null) && (
        <ScrollPane label={t("search.found")}>
          {rows.length > 0 && <HistoryTable rows={rows} onNote={onNote} onCustomer={onCustomer} onThread={onThread} />}
          {cursor !== null && (
            <div className={historyCss.more}>
              <Button variant="default" aria-disabled={isLoadingMore || undefined} onClick={() => void findMore()}>
                {isLoadingMore ? t("history.loadingMore") : t("search.more")}
              </Button>
            </div>
          )}
        </ScrollPane>
      )}
    </>
  );
}

function Stale({ sinceMs }: { readonly sinceMs: number }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const todayMs = useToday();
  const time = `${formatShortDate(sinceMs, todayMs, locale)}, ${formatTime(sinceMs, locale)}`;
  return (
    <span className={css.stale}>
      <IconCloudOff size={16} stroke={1.5} aria-hidden="true" />
      {t("search.stale", { time })}
    </span>
  );
}
