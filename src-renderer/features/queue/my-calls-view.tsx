import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import type { ConversationView } from "../../../src-shared/ipc/conversations.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import type { WrapUpView } from "../../../src-shared/ipc/wrap-up.ts";
import { useClock } from "../../lib/clock.ts";
import { formatDuration, formatTalk } from "../../lib/format-duration.ts";
import { customerTitle } from "../../lib/format-phone.ts";
import { contactTitle } from "../../lib/visitor-words.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { CallRow } from "../../ui/call-row.tsx";
import { ChannelTile } from "../../ui/channel-tile.tsx";
import { ClockText } from "../../ui/clock-text.tsx";
import { ListHead } from "../../ui/list-head.tsx";
import { Message } from "../../ui/message.tsx";
import { StatusMark, type StatusMarkKind } from "../../ui/status-mark.tsx";
import { MyChat } from "./parts/my-chats.tsx";
import { type CallFace, callFace, myCalls, withoutWrittenUp } from "./queue-model.ts";
import css from "./queue-view.module.css";

const MARKS = {
  dialling: "ring",
  connecting: "ring",
  talking: "talk",
  onHold: "hold",
  ended: "offline",
} as const satisfies Record<CallFace, StatusMarkKind>;

const NONE: readonly ConversationView[] = [];

type MyCallsProps = {
  readonly shownCallId: string | null;
  readonly onShow: (callId: string) => void;
  readonly shownConversationId: string | null;
  readonly onShowConversation: (conversationId: string) => void;
};

/** «Мои»: the operator's own calls and conversations, and what of text they are offered; a click shows one in the centre. */
export function MyCalls({ shownCallId, onShow, shownConversationId, onShowConversation }: MyCallsProps) {
  const { t } = useTranslation();
  const wrapUps = useWorkplace((workplace) => workplace.wrapUps);
  const calls = useWorkplace(useShallow(({ calls: all, wrapUps: over }) => withoutWrittenUp(myCalls(all), over)));
  const conversations = useWorkplace((workplace) => workplace.conversations ?? NONE);
  const count = calls.length + wrapUps.length + conversations.length;
  return (
    <section className={css.mine} aria-label={t("queue.mine")}>
      <ListHead title={t("queue.mine")} count={count} countLabel={t("queue.count", { count })} />
      {count === 0 ? (
        <Message title={t("queue.mineEmpty")} />
      ) : (
        <ul className={css.list}>
          {wrapUps.map((wrapUp) => (
            <li key={wrapUp.interactionId}>
              <MyWrapUp wrapUp={wrapUp} />
            </li>
          ))}
          {calls.map((call) => (
            <li key={call.callId}>
              <MyCall call={call} isShown={call.callId === shownCallId} onShow={onShow} />
            </li>
          ))}
          {conversations.map((conversation) => (
            <li key={conversation.interactionId}>
              <MyChat
                conversation={conversation}
                isShown={conversation.conversationId === shownConversationId}
                onShow={onShowConversation}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function MyCall({ call, isShown, onShow }: { call: CallView; isShown: boolean; onShow: (callId: string) => void }) {
  const { t } = useTranslation();
  const face = callFace(call);
  const customer = contactTitle(t, call);
  const notes = [t(`queue.${face}`), call.isMuted && face === "talking" ? t("queue.muted") : call.queueName];
  return (
    <button
      type="button"
      className={css.row}
      data-face={face}
      data-conversation
      aria-current={isShown || undefined}
      onClick={() => onShow(call.callId)}
    >
      <VisuallyHidden component="span">{t("queue.show")}</VisuallyHidden>
      <CallRow
        tile={
          <ChannelTile
            direction={call.direction}
            label={call.direction === "in" ? t("queue.incoming") : t("queue.outgoing")}
          />
        }
        title={customer}
        note={notes.filter(Boolean).join(" · ")}
        aside={
          <>
            <StatusMark kind={MARKS[face]} size={13} />
            <RowTimer call={call} face={face} />
          </>
        }
      />
    </button>
  );
}

/** The countdown stays in sight in every section. */
function MyWrapUp({ wrapUp }: { wrapUp: WrapUpView }) {
  const { t } = useTranslation();
  const left = useClock((nowMs) => Math.ceil((wrapUp.untilMs - nowMs) / 1000) * 1000);
  return (
    <div className={css.row} data-testid="wrap-up-row">
      <CallRow
        tile={
          <ChannelTile
            direction={wrapUp.direction}
            label={wrapUp.direction === "in" ? t("queue.incoming") : t("queue.outgoing")}
          />
        }
        title={customerTitle(wrapUp.customer)}
        note={[t("wrapUp.row"), wrapUp.queueName].filter(Boolean).join(" · ")}
        aside={left < 0 ? `+${formatDuration(-left)}` : formatDuration(left)}
      />
    </div>
  );
}

function RowTimer({ call, face }: { call: CallView; face: CallFace }) {
  if (face === "ended") {
    const sinceMs = call.answeredAtMs ?? call.endedAtMs ?? call.startedAtMs;
    return formatTalk((call.endedAtMs ?? sinceMs) - sinceMs);
  }
  if (face === "onHold" && call.heldSinceMs !== null) return <ClockText sinceMs={call.heldSinceMs} />;
  if (call.answeredAtMs !== null) return <ClockText sinceMs={call.answeredAtMs} format={formatTalk} />;
  return <ClockText sinceMs={call.startedAtMs} />;
}
