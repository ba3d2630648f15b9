import { Button } from "@mantine/core";
import { IconBolt, IconPaperclip } from "@tabler/icons-react";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { DRAFT_LIMIT, MESSAGE_TEXT_LIMIT } from "../../../../src-shared/domain/message-limits.ts";
import { blanksOf, filledReply } from "../../../../src-shared/domain/replies/reply-text.ts";
import type { ConversationView } from "../../../../src-shared/ipc/conversations.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useReplies } from "../../../lib/use-replies.ts";
import css from "../conversation-view.module.css";
import type { useFileTray } from "../file-tray.ts";
import { withReply, withSlash } from "../reply-model.ts";
import { trayProblem } from "../tray-model.ts";
import type { useDraft } from "../use-draft.ts";
import { useReplyList } from "../use-reply-list.ts";
import { useReplyValues } from "../use-reply-values.ts";
import { FileTray } from "./file-tray.tsx";
import { ReplyChoices } from "./reply-choices.tsx";

type ComposerProps = {
  readonly conversation: ConversationView;
  /** The word for the channel. */
  readonly channel: string;
  readonly draft: ReturnType<typeof useDraft>;
  /** The files that go with it. */
  readonly tray: ReturnType<typeof useFileTray>;
  readonly onManageReplies: () => void;
  readonly onTyped: () => void;
  readonly onSent: () => void;
};

/** What is written next. Enter sends, Shift+Enter begins a line, `/` asks for a quick reply; the draft is kept with every key. */
export function Composer({ conversation, channel, draft, tray, onManageReplies, onTyped, onSent }: ComposerProps) {
  const { t } = useTranslation();
  const { conversationId, interactionId, isAnswering } = conversation;
  const command = useCommand();
  const [isAskedToSend, setIsAskedToSend] = useState(false);
  const notReady = trayProblem(tray.files);
  const text = draft.text ?? "";
  const over = text.length - MESSAGE_TEXT_LIMIT;
  // Finished, nothing more is sent.
  const canSend = isAnswering !== true && (text.trim() !== "" || tray.files.length > 0) && over <= 0;
  const { field, write } = useCaretAfter(text, draft.write);
  const known = useReplies(interactionId).replies;
  const valuesNow = useReplyValues(conversation, channel);
  const replies = useReplyList({
    text,
    replies: known,
    onInsert: (asked, reply) => {
      const filled = filledReply(reply.text, valuesNow());
      const done = withReply(text, asked, filled);
      const [blank] = blanksOf(filled);
      write(done.text, blank ? done.from + blank.from : done.upto, blank ? done.from + blank.upto : done.upto);
      replies.handleLeft();
    },
  });
  const [blank] = blanksOf(text);
  const [isAskedToFill, setIsAskedToFill] = useState(false);
  const isUnfilled = isAskedToFill && blank !== undefined;
  const send = async () => {
    if (!canSend) return;
    setIsAskedToSend(notReady !== null);
    if (notReady) return;
    setIsAskedToFill(blank !== undefined);
    if (blank) {
      field.current?.focus();
      field.current?.setSelectionRange(blank.from, blank.upto);
      return;
    }
    draft.clear();
    const { attachmentIds, giveBack } = tray.take();
    onSent();
    const messageId = crypto.randomUUID();
    const message = { conversationId, interactionId, messageId, text, attachmentIds };
    const kept = await command("conversations.send", message);
    if (kept.ok) return;
    // Not kept, so not gone: it is to be written again.
    draft.write(text);
    giveBack();
  };
  const handleKey = (event: KeyboardEvent) => {
    if (replies.handleKey(event)) return;
    // The Enter that ends a composed word is not the person's (IME).
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!event.repeat) void send();
  };
  const askForReply = () => {
    const asked = withSlash(text, field.current?.selectionStart ?? text.length);
    write(asked.text, asked.caret, asked.caret);
    replies.handlePlaced(asked.caret);
  };
  const isHeldBack = isAskedToSend && notReady !== null;
  const problem =
    over > 0
      ? t("conversation.tooLong", { count: over })
      : isHeldBack
        ? t(notReady)
        : isUnfilled && t("conversation.fill", blank);
  return (
    <>
      {replies.list && (
        <ReplyChoices id="reply-choices" list={replies.list} isEmpty={known.length === 0} onManage={onManageReplies} />
      )}
      <div className={css.composer}>
        {tray.files.length > 0 && (
          <FileTray files={tray.files} mayRetry={tray.mayRetry} onRetry={tray.retry} onRemove={tray.remove} />
        )}
        <textarea
          ref={field}
          className={css.input}
          aria-label={t("conversation.input")}
          placeholder={t("conversation.inputHint")}
          rows={3}
          maxLength={DRAFT_LIMIT}
          value={text}
          readOnly={draft.text === null}
          aria-invalid={Boolean(problem)}
          aria-describedby="composer-words"
          aria-autocomplete="list"
          aria-controls={replies.list ? "reply-choices" : undefined}
          aria-activedescendant={replies.list?.marked ? `reply-choices-${replies.list.marked.replyId}` : undefined}
          onChange={(event) => {
            draft.write(event.currentTarget.value);
            replies.handleCaret(event.currentTarget);
            if (event.currentTarget.value.trim() !== "") onTyped();
          }}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            // A table comes as a text and as a picture of it: the text is meant.
            if (files.length === 0 || event.clipboardData.getData("text/plain") !== "") return;
            event.preventDefault();
            tray.add(files);
          }}
          onSelect={(event) => replies.handleCaret(event.currentTarget)}
          onBlur={replies.handleLeft}
          onKeyDown={handleKey}
        />
        <div className={css.deeds}>
          <AttachTool isDisabled={draft.text === null} onChosen={tray.add} />
          <button
            type="button"
            className={css.tool}
            aria-label={t("replies.open")}
            title={t("replies.open")}
            disabled={draft.text === null}
            onMouseDown={(event) => event.preventDefault()}
            onClick={askForReply}
          >
            <IconBolt size={18} stroke={1.5} aria-hidden />
          </button>
          <span
            id="composer-words"
            className={css.words}
            data-bad={Boolean(problem) || undefined}
            role={isUnfilled || isHeldBack ? "alert" : undefined}
          >
            {problem || t("conversation.keys")}
          </span>
          <Button disabled={!canSend} onClick={() => void send()}>
            {t("conversation.send")}
          </Button>
        </div>
      </div>
    </>
  );
}

function AttachTool({
  isDisabled,
  onChosen,
}: {
  readonly isDisabled: boolean;
  readonly onChosen: (files: File[]) => void;
}) {
  const { t } = useTranslation();
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        data-attach
        onChange={({ currentTarget }) => {
          onChosen([...(currentTarget.files ?? [])]);
          // The same file may be chosen once more.
          currentTarget.value = "";
        }}
      />
      <button
        type="button"
        className={css.tool}
        aria-label={t("conversation.attach")}
        title={t("conversation.attach")}
        disabled={isDisabled}
        onClick={() => chooser.current?.click()}
      >
        <IconPaperclip size={18} stroke={1.5} aria-hidden />
      </button>
    </>
  );
}

/** Writes a text and puts the caret where it belongs once it is drawn. */
function useCaretAfter(text: string, onWrite: (text: string) => void) {
  const field = useRef<HTMLTextAreaElement>(null);
  const wanted = useRef<{ readonly text: string; readonly from: number; readonly upto: number } | null>(null);
  useLayoutEffect(() => {
    if (wanted.current?.text !== text) return;
    field.current?.focus();
    field.current?.setSelectionRange(wanted.current.from, wanted.current.upto);
    wanted.current = null;
  }, [text]);
  const write = (written: string, from: number, upto: number) => {
    wanted.current = { text: written, from, upto };
    onWrite(written);
  };
  return { field, write };
}
