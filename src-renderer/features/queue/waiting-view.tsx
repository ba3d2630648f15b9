import { IconChevronsUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { WaitingView } from "../../../src-shared/ipc/waiting-view.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { formatTime } from "../../lib/format-date.ts";
import { formatDuration } from "../../lib/format-duration.ts";
import { customerTitle } from "../../lib/format-phone.ts";
import { useCallBackWords } from "../../lib/use-call-back-words.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { CallRow } from "../../ui/call-row.tsx";
import { ChannelTile } from "../../ui/channel-tile.tsx";
import { ClockText } from "../../ui/clock-text.tsx";
import { ListHead } from "../../ui/list-head.tsx";
import { Message } from "../../ui/message.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { CancelOrder } from "./parts/cancel-order.tsx";
import { offerTarget, waitingOrder } from "./queue-model.ts";
import css from "./queue-view.module.css";

/** «Очередь»: who waits, how long, and to whom a contact is being offered. */
export function WaitingList() {
  const { t } = useTranslation();
  const locale = useLocale();
  const waiting = waitingOrder(useWorkplace((workplace) => workplace.waiting));
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
          : waiting.length > 1 && t("queue.byWaiting")}
      </ListHead>
      {isUnknown ? (
        <Message title={t("queue.unknown")}>{t("queue.unknownHint")}</Message>
      ) : waiting.length === 0 ? (
        <Message title={t("queue.waitingEmpty")}>{t("queue.waitingEmptyHint")}</Message>
      ) : (
        <ScrollPane label={t("queue.waiting")} className={css.scroll}>
          <ul className={css.list}>
            {waiting.map((contact) => (
              <li key={contact.interactionId} className={css.row}>
                <Waiting contact={contact} staleAtMs={staleAtMs} />
              </li>
            ))}
          </ul>
        </ScrollPane>
      )}
    </div>
  );
}

function Waiting({ contact, staleAtMs }: { contact: WaitingView; staleAtMs: number | null }) {
  const { t } = useTranslation();
  const operator = useWorkplace((workplace) => workplace.operator);
  const colleagues = useWorkplace((workplace) => workplace.colleagues);
  const target = offerTarget(contact, operator, colleagues);
  const offer = {
    nobody: null,
    you: t("queue.offeredToYou"),
    colleague:
      target.kind === "colleague" && target.name
        ? t("queue.offeredTo", { operator: target.name })
        : t("queue.offeredToColleague"),
  }[target.kind];
  const callBackWords = useCallBackWords();
  const { assignedTo, callBack } = contact;
  const chosen = colleagues.find(({ operatorId }) => operatorId === assignedTo)?.name;
  const assigned =
    assignedTo === operator?.operatorId
      ? assignedTo && t("queue.assignedToYou")
      : chosen && t("queue.assignedTo", { operator: chosen });
  return (
    <CallRow
      tile={
        callBack ? (
          <ChannelTile direction="back" label={t("queue.order")} />
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
      aside={
        // Without the link nobody knows whether they still wait: the timer stands at the time of the data.
        callBack ? (
          // The customer is not on the line, and chose when to be called: their waiting is no minute to count.
          <CancelOrder order={contact} />
        ) : staleAtMs === null ? (
          <ClockText sinceMs={contact.waitingSinceMs} />
        ) : (
          formatDuration(staleAtMs - contact.waitingSinceMs)
        )
      }
    />
  );
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
