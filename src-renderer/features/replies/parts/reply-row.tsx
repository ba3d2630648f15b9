import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ReplyView } from "../../../../src-shared/ipc/replies.ts";
import { ToneChip } from "../../../ui/tone-chip.tsx";
import css from "../replies-view.module.css";

type ReplyRowProps = { readonly reply: ReplyView; readonly onEdit: () => void; readonly onRemove: () => void };

/** A quick reply: its command and title, how it begins, and for whom it is when others share it. */
export function ReplyRow({ reply, onEdit, onRemove }: ReplyRowProps) {
  const { t } = useTranslation();
  const { title, shortcut, text, scope, queueName, isEditable } = reply;
  return (
    <li className={css.row} aria-label={title}>
      <div className={css.about}>
        <div className={css.head}>
          <span className={css.title}>{title}</span>
          {shortcut !== "" && <span className={css.shortcut}>/{shortcut}</span>}
          {scope.kind === "queue" && <ToneChip tone="plain">{queueName ?? t("replies.ofQueue")}</ToneChip>}
          {scope.kind === "company" && <ToneChip tone="plain">{t("replies.ofTeam")}</ToneChip>}
        </div>
        <p className={css.text} dir="auto">
          {text}
        </p>
      </div>
      {isEditable && (
        <div className={css.actions}>
          <Button variant="subtle" size="sm" aria-label={t("replies.editOf", { title })} onClick={onEdit}>
            {t("replies.edit")}
          </Button>
          <Button variant="subtle" size="sm" aria-label={t("replies.removeOf", { title })} onClick={onRemove}>
            {t("replies.takeAway")}
          </Button>
        </div>
      )}
    </li>
  );
}
