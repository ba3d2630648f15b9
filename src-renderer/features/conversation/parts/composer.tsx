import { Button } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { DRAFT_LIMIT, MESSAGE_TEXT_LIMIT } from "../../../../src-shared/domain/message-limits.ts";
import type { ConversationId, InteractionId } from "../../../../src-shared/ids.ts";
import { useCommand } from "../../../lib/use-command.ts";
import css from "../conversation-view.module.css";
import { useDraft } from "../use-draft.ts";

type ComposerProps = {
  readonly conversationId: ConversationId;
  readonly interactionId: InteractionId;
  /** The operator finished it: nothing more is sent. */
  readonly isOver: boolean;
};

/** What is written next. Enter sends, Shift+Enter begins a line; the draft is kept with every key. */
export function Composer({ conversationId, interactionId, isOver }: ComposerProps) {
  const { t } = useTranslation();
  const command = useCommand();
  const draft = useDraft(conversationId);
  const text = draft.text ?? "";
  const over = text.length - MESSAGE_TEXT_LIMIT;
  const canSend = !isOver && text.trim() !== "" && over <= 0;
  const send = async () => {
    if (!canSend) return;
    draft.clear();
    const messageId = crypto.randomUUID();
    const kept = await command("conversations.send", { conversationId, interactionId, messageId, text });
    // Not kept, so not gone: it is to be written again.
    if (!kept.ok) draft.write(text);
  };
  const handleKey = (event: KeyboardEvent) => {
    // The Enter that ends a composed word is not the person's (IME).
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!event.repeat) void send();
  };
  return (
    <div className={css.composer}>
      <textarea
        className={css.input}
        aria-label={t("conversation.input")}
        placeholder={t("conversation.inputHint")}
        rows={3}
        maxLength={DRAFT_LIMIT}
        value={text}
        readOnly={draft.text === null}
        aria-invalid={over > 0}
        aria-describedby="composer-words"
        onChange={(event) => draft.write(event.currentTarget.value)}
        onKeyDown={handleKey}
      />
      <div className={css.deeds}>
        <span id="composer-words" className={css.words} data-bad={over > 0 || undefined}>
          {over > 0 ? t("conversation.tooLong", { count: over }) : t("conversation.keys")}
        </span>
        <Button disabled={!canSend} onClick={() => void send()}>
          {t("conversation.send")}
        </Button>
      </div>
    </div>
  );
}
