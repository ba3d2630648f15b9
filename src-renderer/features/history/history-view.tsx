import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { HistoryRow } from "../../../src-shared/ipc/workplace.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { ListHead } from "../../ui/list-head.tsx";
import { Message } from "../../ui/message.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { SkeletonRows } from "../../ui/skeleton-rows.tsx";
import css from "./history-view.module.css";
import type { OnThread } from "./parts/history-day.tsx";
import { HistoryTable } from "./parts/history-table.tsx";
import { SearchBar } from "./parts/search-bar.tsx";
import { SearchResults } from "./parts/search-results.tsx";
import { type HistoryFilter, loadMoreHistory, retryHistory, showOnly, useHistoryStore } from "./use-history.ts";
import { useHistorySearch } from "./use-history-search.ts";
import { useSeeMissed } from "./use-see-missed.ts";

type HistoryProps = {
  /** The note of an own contact is asked for. */
  readonly onNote: (row: HistoryRow) => void;
  /** The card of the customer of a row is asked for. */
  readonly onCustomer: (row: HistoryRow) => void;
  readonly onThread: OnThread;
};

/** All contacts of the operator, newest first, by day. */
export function HistoryView({ onNote, onCustomer, onThread }: HistoryProps) {
  const { t } = useTranslation();
  const { only, state } = useHistoryStore();
  const isSearching = useHistorySearch((search) => search.state !== "off");
  useSeeMissed(state === "ready" && !isSearching);
  // Others show the history too, and all of it.
  useEffect(() => () => void showOnly("all"), []);
  return (
    <section className={css.page} aria-label={t("history.title")}>
      <ListHead title={t("history.title")}>{!isSearching && <FilterChoice only={only} />}</ListHead>
      <SearchBar />
      {isSearching ? (
        <SearchResults onNote={onNote} onCustomer={onCustomer} onThread={onThread} />
      ) : (
        <WholeHistory onNote={onNote} onCustomer={onCustomer} onThread={onThread} />
      )}
    </section>
  );
}

/** Nothing is looked for: page by page, as it came. */
function WholeHistory({ onNote, onCustomer, onThread }: HistoryProps) {
  const { t } = useTranslation();
  const { only, state, rows, cursor, isLoadingMore } = useHistoryStore();
  return (
    <>
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
      {state === "ready" && rows.length === 0 && (
        <Message title={t(only === "missed" ? "history.missedEmptyTitle" : "history.emptyTitle")}>
          {t(only === "missed" ? "history.missedEmptyText" : "history.emptyText")}
        </Message>
      )}
      {rows.length > 0 && (
        <ScrollPane label={t("history.caption")}>
          <HistoryTable rows={rows} onNote={onNote} onCustomer={onCustomer} onThread={onThread} />
          {cursor !== null && (
            <div className={css.more}>
              <Button
                variant="default"
                aria-disabled={isLoadingMore || undefined}
                onClick={() => void loadMoreHistory()}
              >
                {isLoadingMore ? t("history.loadingMore") : t("history.more")}
              </Button>
            </div>
          )}
        </ScrollPane>
      )}
    </>
  );
}

function FilterChoice({ only }: { only: HistoryFilter }) {
  const { t } = useTranslation();
  const choices = [
    { value: "all", word: t("history.filterAll") },
    { value: "missed", word: t("history.filterMissed") },
  ] as const;
  return (
    <div className={css.filter}>
      <ChoiceGroup<HistoryFilter>
        label={t("history.filter")}
        isLabelHidden
        value={only}
        choices={choices}
        onChange={(chosen) => void showOnly(chosen)}
      />
    </div>
  );
}
