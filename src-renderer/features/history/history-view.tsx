import { Button, VisuallyHidden } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { HistoryRow } from "../../../src-shared/ipc/workplace.ts";
import { useToday } from "../../lib/clock.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { ListHead } from "../../ui/list-head.tsx";
import { Message } from "../../ui/message.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { SkeletonRows } from "../../ui/skeleton-rows.tsx";
import { byDay } from "./history-model.ts";
import css from "./history-view.module.css";
import { HistoryDayRows } from "./parts/history-day.tsx";
import { type HistoryFilter, loadMoreHistory, retryHistory, showOnly, useHistoryStore } from "./use-history.ts";
import { useSeeMissed } from "./use-see-missed.ts";

type HistoryProps = {
  /** The note of an own contact is asked for. */
  readonly onNote: (row: HistoryRow) => void;
};

/** All calls of the operator, newest first, by day. */
export function HistoryView({ onNote }: HistoryProps) {
  const { t } = useTranslation();
  const { only, state, rows, cursor, isLoadingMore } = useHistoryStore();
  useSeeMissed(state === "ready");
  // Others show the history too, and all of it.
  useEffect(() => () => void showOnly("all"), []);
  return (
    <section className={css.page} aria-label={t("history.title")}>
      <ListHead title={t("history.title")}>
        <FilterChoice only={only} />
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
      {state === "ready" && rows.length === 0 && (
        <Message title={t(only === "missed" ? "history.missedEmptyTitle" : "history.emptyTitle")}>
          {t(only === "missed" ? "history.missedEmptyText" : "history.emptyText")}
        </Message>
      )}
      {rows.length > 0 && (
        <ScrollPane label={t("history.caption")}>
          <HistoryTable onNote={onNote} />
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
    </section>
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

function HistoryTable({ onNote }: HistoryProps) {
  const { t } = useTranslation();
  const rows = useHistoryStore((history) => history.rows);
  const todayMs = useToday();
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t("history.time")}</th>
          <th scope="col">{t("history.direction")}</th>
          <th scope="col">{t("history.customer")}</th>
          <th scope="col" data-wide>
            {t("history.queue")}
          </th>
          <th scope="col">{t("history.result")}</th>
          <th scope="col" data-number>
            {t("history.wait")}
          </th>
          <th scope="col" data-number>
            {t("history.talk")}
          </th>
          <th scope="col">
            <VisuallyHidden component="span">{t("history.action")}</VisuallyHidden>
          </th>
        </tr>
      </thead>
      {byDay(rows, todayMs).map((day) => (
        <HistoryDayRows key={day.daysAgo} day={day} nowMs={todayMs} onNote={onNote} />
      ))}
    </table>
  );
}
