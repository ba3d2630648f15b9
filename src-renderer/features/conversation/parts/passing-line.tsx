import { IconArrowsExchange } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ConversationView } from "../../../../src-shared/ipc/conversations.ts";
import { useClock } from "../../../lib/clock.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { useCommand } from "../../../lib/use-command.ts";
import css from "../conversation-view.module.css";

/** A colleague is asked to take the conversation over; it can be taken back until they do. */
export function PassingLine({ interactionId, passing }: Pick<ConversationView, "interactionId" | "passing">) {
  const { t } = useTranslation();
  const command = useCommand();
  const left = useClock((nowMs) => formatDuration(Math.max(0, (passing?.untilMs ?? nowMs) - nowMs)));
  if (!passing) return null;
  return (
    <div className={css.passing} role="status">
      <IconArrowsExchange size={16} stroke={1.5} aria-hidden />
      <span className={css.foundWords}>{t("textTransfer.passing", { party: passing.party, left })}</span>
      <button
        type="button"
        className={css.again}
        onClick={() => void command("conversations.take-back", { interactionId })}
      >
        {t("textTransfer.takeBack")}
      </button>
    </div>
  );
}
