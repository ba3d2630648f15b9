import { IconChevronsUp } from "@tabler/icons-react";
import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { WaitingView } from "../../../src-shared/ipc/waiting-view.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { formatTime } from "../../lib/format-date.ts";
import { formatDuration } from "../../lib/format-duration.ts";
import { customerTitle } from "../../lib/format-phone.ts";
import { useCallBackWords } from "../../lib/use-call-back-words.ts";
import { useRowsInSight } from "../../lib/use-rows-in-sight.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { CallRow } from "../../ui/call-row.tsx";
import { ChannelTile } from "../../ui/channel-tile.tsx";
import { ClockText } from "../../ui/clock-text.tsx";
import { ListHead } from "../../ui/list-head.tsx";
import { Message } from "../../ui/message.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { CancelOrder } from "./parts/cancel-order.tsx";
import { TakeContact } from "./parts/take-contact.tsx";
import { TermTime } from "./parts/term-time.tsx";
import { offerTarget, waitingOrder } from "./queue-model.ts";
import css from "./queue-view.module.css";

/** As the style sheet has it. */
const ROW_HEIGHT = 54;

/** «Очередь»: who waits, how much time is left to answer, and to whom a contact is being offered. */
export function WaitingList({ onTaken }: Pick<RowsProps, "onTaken">) {
  const { t } = useTranslation();
  const locale = useLocale();
  const all = useWorkplace((workplace) => workplace.waiting);
  const waiting = useMemo(() => waitingOrder(all), [all]);
  const link = useWorkplace((workplace) => workplace.link);
  const staleAtMs = link.state === "online" ? null : link.dataAtMs;
  const isUnknown = link.state !== "online" && link.dataAtMs === null;
  return (
    <div className={css.waiting} data-stale={staleAtMs !== null || undefined}>
      <ListHead
        title={t("queue.waiting")}
        {...(isUnknown ? {} : { count: waiting.length, countLabel: t("queue.count", { count: waiting.length }) })}
      >
        {staleAtMs !== null
          ? t("queue.dataAt", { time: formatTime(staleAtMs, locale) })
          : waiting.length > 1 && t("queue.byTerm")}
      </ListHead>
      {isUnknown ? (
        <Message title={t("queue.unknown")}>{t("queue.unknownHint")}</Message>
      ) : waiting.length === 0 ? (
        <Message title={t("queue.waitingEmpty")}>{t("queue.waitingEmptyHint")}</Message>
      ) : (
        <Rows waiting={waiting} staleAtMs={staleAtMs} onTaken={onTaken} />
      )}
    </div>
  );
}

type RowsProps = {
  readonly waiting: readonly WaitingView[];
  readonly staleAtMs: number | null;
  /** A text was taken, and is to be shown. */
  readonly onTaken: (conversationId: string) => void;
};

/** Only the rows in sight are drawn: a queue of hundreds costs what one of twenty does. */
function Rows({ waiting, staleAtMs, onTaken }: RowsProps) {
  const { t } = useTranslation();
  const { pane, from, until } = useRowsInSight(waiting.length, ROW_HEIGHT);
  return (
    <ScrollPane ref={pane} label={t("queue.waiting")} className={css.scroll}>
      <ul className={`${css.list} ${css.rows}`} style={{ height: waiting.length * ROW_HEIGHT }}>
        {waiting.slice(from, until).map((contact, index) => (
          <li
            key={contact.interactionId}
            className={css.place}
            style={{ transform: `translateY(${(from + index) * ROW_HEIGHT}px)` }}
            aria-posinset={from + index + 1}
            aria-setsize={waiting.length}
          >
            <WaitingRow contact={contact} staleAtMs={staleAtMs} onTaken={onTaken} />
          </li>
        ))}
      </ul>
    </ScrollPane>
  );
}

type WaitingRowProps = Omit<RowsProps, "waiting"> & { readonly contact: WaitingView };

// Each change of the queue brings all of it anew: a row whose contact is as it was is not drawn again.
const WaitingRow = memo(
  Waiting,
  (before: WaitingRowProps, now: WaitingRowProps) =>
    before.staleAtMs === now.staleAtMs && JSON.stringify(before.contact) === JSON.stringify(now.contact),
);

function Waiting({ contact, staleAtMs, onTaken }: WaitingRowProps) {
  const { t } = useTranslation();
  const operator = useWorkplace((workplace) => workplace.operator);
  const colleagues = useWorkplace((workplace) => workplace.colleagues);
  const isText = contact.isText === true;
  const target = offerTarget(contact, operator, colleagues);
  const offer = {
    nobody: null,
    you: t(isText ? "queue.writesYou" : "queue.offeredToYou"),
    colleague:
      target.kind === "colleague" && target.name
        ? t(isText ? "queue.writesTo" : "queue.offeredTo", { operator: target.name })
        : t(isText ? "queue.writesColleague" : "queue.offeredToColleague"),
  }[target.kind];
  const callBackWords = useCallBackWords();
  const { assignedTo, callBack } = contact;
  const chosen = colleagues.find(({ operatorId }) => operatorId === assignedTo)?.name;
  const assigned =
    assignedTo === operator?.operatorId
      ? assignedTo && t("queue.assignedToYou")
      : chosen && t("queue.assignedTo", { operator: chosen });
  return (
    <div className={css.row}>
      <CallRow
        tile={
          callBack ? (
            <ChannelTile direction="back" label={t("queue.order")} />
          ) : isText ? (
            <ChannelTile direction="text" label={t("queue.text")} />
          ) : (
            <ChannelTile direction="in" label={t("queue.incoming")} />
          )
        }
        title={customerTitle(contact.customer)}
        note={
          <>
            {contact.isRaised && <Raised />}
            {[callBack ? callBackWords(callBack, "short") : null, contact.queueName, offer ?? assigned]
              .filter(Boolean)
              .join(" · ")}
          </>
        }
        aside={<Aside contact={contact} staleAtMs={staleAtMs} onTaken={onTaken} />}
      />
    </div>
  );
}

/** How long it waits, and what can be done about it here. */
function Aside({ contact, staleAtMs, onTaken }: WaitingRowProps) {
  // The customer is not on the line, and chose when to be called: their waiting is no minute to count.
  if (contact.callBack) return <CancelOrder order={contact} />;
  return (
    <span className={css.aside}>
      <Waited contact={contact} staleAtMs={staleAtMs} />
      <TakeContact contact={contact} onTaken={onTaken} />
    </span>
  );
}

// Without the link nobody knows whether they still wait: the timer stands at the time of the data.
function Waited({ contact, staleAtMs }: Omit<WaitingRowProps, "onTaken">) {
  if (contact.term) return <TermTime term={contact.term} standsAtMs={staleAtMs} />;
  if (staleAtMs === null) return <ClockText sinceMs={contact.waitingSinceMs} />;
  return formatDuration(staleAtMs - contact.waitingSinceMs);
}

/** Somebody who leads the team made it more important. */
function Raised() {
  const { t } = useTranslation();
  return (
    <span className={css.raised}>
      <IconChevronsUp size={13} stroke={2} aria-hidden />
      {t("queue.raised")}
      {" · "}
    </span>
  );
}
