import { IconMessages, IconNote, IconPhone } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isVisitor, shownAddress } from "../../../../src-shared/domain/shown-address.ts";
import type { ConversationId } from "../../../../src-shared/ids.ts";
import type { HistoryRow } from "../../../../src-shared/ipc/workplace.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { daysAgo, formatDate, formatShortDate, formatTime } from "../../../lib/format-date.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { formatMos } from "../../../lib/format-quality.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useResultWords } from "../../../lib/use-result-words.ts";
import { contactTitle } from "../../../lib/visitor-words.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { ChannelTile } from "../../../ui/channel-tile.tsx";
import { ResultMark } from "../../../ui/result-mark.tsx";
import type { HistoryDay, ShownRow } from "../history-model.ts";
import css from "../history-view.module.css";
import { useRowKind } from "../use-row-kind.ts";
import { FoundLine } from "./found-line.tsx";
import { OutcomeLine } from "./outcome-line.tsx";

const COLUMNS = 8;

type HistoryDayProps = {
  readonly day: HistoryDay;
  readonly nowMs: number;
  /** The note of an own contact is asked for. */
  readonly onNote: (row: HistoryRow) => void;
  /** The card of the customer of a row is asked for. */
  readonly onCustomer: (row: HistoryRow) => void;
  /** The messages of a text are asked for; `channel` is the word for its channel. */
  readonly onThread: OnThread;
};

export type OnThread = (
  thread: Pick<HistoryRow, "customer"> & { readonly conversationId: ConversationId; readonly channel: string },
) => void;

export function HistoryDayRows({ day, nowMs, onNote, onCustomer, onThread }: HistoryDayProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const date = formatDate(day.atMs, nowMs, locale);
  const name =
    day.daysAgo === 0
      ? t("history.todayDate", { date })
      : day.daysAgo === 1
        ? t("history.yesterdayDate", { date })
        : date;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={COLUMNS} className={css.day}>
          {name}
        </th>
      </tr>
      {day.rows.map((row) => (
        <Row key={row.interactionId} row={row} onNote={onNote} onCustomer={onCustomer} onThread={onThread} />
      ))}
    </tbody>
  );
}

type RowProps = Pick<HistoryDayProps, "onNote" | "onCustomer" | "onThread"> & { readonly row: ShownRow };

function Row({ row, onNote, onCustomer, onThread }: RowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const command = useCommand();
  const resultWords = useResultWords();
  const myId = useWorkplace((workplace) => workplace.operator?.operatorId);
  const customer = contactTitle(t, row);
  const kind = useRowKind()(row);
  const isText = kind.tile === "text";
  const result = resultWords(row.result, row.direction);
  const isAnswered = row.direction === "in" && row.result !== "abandoned";
  const handledAtMs = row.missed?.handledAtMs ?? null;
  const handledAt = (atMs: number): string =>
    daysAgo(atMs, row.atMs) === 0 ? formatTime(atMs, locale) : formatShortDate(atMs, row.atMs, locale);
  const isColleague = isAnswered && row.operatorName !== null && row.operatorId !== myId;
  return (
    <tr className={css.row}>
      <td data-number-left>{formatTime(row.atMs, locale)}</td>
      <td>
        <span className={css.cell}>
          <ChannelTile direction={kind.tile} label={kind.words} small />
          <span className={css.direction}>{kind.words}</span>
        </span>
      </td>
      <td className={css.who}>
        <button
          type="button"
          className={css.name}
          aria-label={t("customer.open", { customer })}
          onClick={() => onCustomer(row)}
        >
          {customer}
        </button>
        {(row.visit || (row.customer.name && !isText)) && (
          <span className={css.number}>{row.visit?.page ?? shownAddress(row.customer.address)}</span>
        )}
        {row.outcome && <OutcomeLine outcome={row.outcome} />}
        {row.found?.map((found) => (
          <FoundLine key={`${found.in} ${found.text}`} found={found} />
        ))}
      </td>
      <td data-wide>{row.queueName ?? <None />}</td>
      <td>
        <span className={css.cell}>
          <ResultMark tone={handledAtMs === null ? result.tone : "neutral"} />
          {result.words}
        </span>
        {handledAtMs !== null && !isColleague && (
          <span className={css.by}>{t("history.handledAt", { time: handledAt(handledAtMs) })}</span>
        )}
        {isColleague && row.operatorName && (
          <span className={css.by}>{t("history.answeredBy", { operator: row.operatorName })}</span>
        )}
      </td>
      <td data-number data-wide>
        {formatDuration(row.waitMs)}
      </td>
      <td data-number>
        {row.talkMs === null ? <None /> : formatDuration(row.talkMs)}
        {row.quality && (
          <span className={css.quality} title={t("quality.ofTalkHint", { mos: formatMos(row.quality.minMos, locale) })}>
            {t("quality.ofTalk", { mos: formatMos(row.quality.mos, locale) })}
          </span>
        )}
      </td>
      <td className={css.action}>
        {row.operatorId === myId && row.result !== null && (
          <button
            type="button"
            className={css.dial}
            aria-label={t("wrapUp.writeNoteOf", { customer })}
            title={t("wrapUp.writeNote")}
            onClick={() => onNote(row)}
          >
            <IconNote size={17} stroke={1.5} aria-hidden="true" />
          </button>
        )}
        {row.text && (
          <button
            type="button"
            className={css.dial}
            aria-label={t("history.readOf", { customer })}
            title={t("history.read")}
            onClick={() => row.text && onThread({ ...row.text, customer: row.customer, channel: kind.words })}
          >
            <IconMessages size={17} stroke={1.5} aria-hidden="true" />
          </button>
        )}
        {!isText && !isVisitor(row.customer.address) && (
          <button
            type="button"
            className={css.dial}
            aria-label={t("history.callBackTo", { customer })}
            title={t("history.callBack")}
            onClick={() => void command("calls.dial", { target: row.customer.address })}
          >
            <IconPhone size={17} stroke={1.5} aria-hidden="true" />
          </button>
        )}
      </td>
    </tr>
  );
}

/** A dash for the eye, a word for a reader. */
function None() {
  const { t } = useTranslation();
  return (
    <span className={css.none} role="img" aria-label={t("history.none")}>
      –
    </span>
  );
}
