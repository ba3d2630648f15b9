import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { HistoryRow } from "../../../../src-shared/ipc/workplace.ts";
import { useToday } from "../../../lib/clock.ts";
import { byDay, type ShownRow } from "../history-model.ts";
import css from "../history-view.module.css";
import { HistoryDayRows, type OnThread } from "./history-day.tsx";

type HistoryTableProps = {
  readonly rows: readonly ShownRow[];
  /** The note of an own contact is asked for. */
  readonly onNote: (row: HistoryRow) => void;
  /** The card of the customer of a row is asked for. */
  readonly onCustomer: (row: HistoryRow) => void;
  readonly onThread: OnThread;
};

/** Contacts by day, newest first. */
export function HistoryTable({ rows, onNote, onCustomer, onThread }: HistoryTableProps) {
  const { t } = useTranslation();
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
          <th scope="col" data-number data-wide>
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
        <HistoryDayRows
          key={day.daysAgo}
          day={day}
          nowMs={todayMs}
          onNote={onNote}
          onCustomer={onCustomer}
          onThread={onThread}
        />
      ))}
    </table>
  );
}
