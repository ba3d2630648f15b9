import { Button, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConversationView } from "../../../../src-shared/ipc/conversations.ts";
import { useClock } from "../../../lib/clock.ts";
import { useIsCustomerTyping } from "../../../lib/conversation-marks.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import { shownCount } from "../../../lib/shown-count.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useReasonWords } from "../../../lib/use-reason-words.ts";
import { CallRow } from "../../../ui/call-row.tsx";
import { ChannelTile } from "../../../ui/channel-tile.tsx";
import { ClockText } from "../../../ui/clock-text.tsx";
import { HandOverBrief } from "../../../ui/hand-over-card.tsx";
import css from "../queue-view.module.css";

type MyChatProps = {
  readonly conversation: ConversationView;
  readonly isShown: boolean;
  readonly onShow: (conversationId: string) => void;
};

/** A conversation of the operator's, or one they are offered. */
export function MyChat(props: MyChatProps) {
  return props.conversation.offer ? <Offered {...props} /> : <Led {...props} />;
}

function Led({ conversation, isShown, onShow }: MyChatProps) {
  const { t } = useTranslation();
  const { conversationId, customer, queueName, unread, sinceMs } = conversation;
  const isTyping = useIsCustomerTyping(conversationId);
  return (
    <button
      type="button"
      className={css.row}
      data-conversation
      aria-current={isShown || undefined}
      onClick={() => onShow(conversationId)}
    >
      <VisuallyHidden component="span">{t("queue.show")}</VisuallyHidden>
      <CallRow
        tile={<ChannelTile direction="text" label={t("queue.text")} />}
        title={customerTitle(customer)}
        note={isTyping ? t("queue.typing") : [t("queue.writing"), queueName].filter(Boolean).join(" · ")}
        aside={
          unread > 0 ? (
            <span className={css.unread} role="img" aria-label={t("queue.unread", { count: unread })}>
              {shownCount(unread)}
            </span>
          ) : (
            <ClockText sinceMs={sinceMs} />
          )
        }
      />
    </button>
  );
}

function Offered({ conversation, onShow }: MyChatProps) {
  const { t } = useTranslation();
  const command = useCommand();
  const { conversationId, interactionId, customer, queueName, offer, isAnswering, handOver } = conversation;
  const left = useClock((nowMs) => Math.max(0, Math.ceil(((offer?.untilMs ?? nowMs) - nowMs) / 1000) * 1000));
  const reason = useReasonWords()({ reasons: offer?.reasons ?? [] });
  if (!offer) return null;
  const asked = { interactionId, offerId: offer.offerId };
  const accept = async () => {
    const kept = await command("conversations.accept", asked);
    if (kept.ok) onShow(conversationId);
  };
  const who = customerTitle(customer);
  return (
    <section className={css.offer} aria-label={t("queue.offerOf", { customer: who })}>
      <div className={css.row}>
        <CallRow
          tile={<ChannelTile direction="text" label={t("queue.text")} />}
          title={who}
          note={[t("queue.offered"), queueName].filter(Boolean).join(" · ")}
          aside={formatDuration(left)}
        />
      </div>
      <div className={css.offerCard}>
        {reason && <p className={css.why}>{reason}</p>}
        <HandOverBrief handOver={handOver} />
      </div>
      <div className={css.offerDeeds}>
        <Button size="xs" disabled={isAnswering === true} onClick={() => void accept()}>
          {t("queue.accept")}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={isAnswering === true}
          onClick={() => void command("conversations.refuse", asked)}
        >
          {t("queue.refuse")}
        </Button>
      </div>
    </section>
  );
}
