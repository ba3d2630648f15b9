import { VisuallyHidden } from "@mantine/core";
import { IconAlertCircle, IconCheck, IconChecks, IconClock } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { holdsWords } from "../../../../src-shared/domain/text-search.ts";
import type { ConversationId } from "../../../../src-shared/ids.ts";
import type { ThreadDelivery, ThreadMessage } from "../../../../src-shared/ipc/conversations.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { foldText, textAround } from "../../../lib/fold-text.ts";
import { formatTime } from "../../../lib/format-date.ts";
import { foundPieces } from "../../../lib/found-pieces.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { wordMarks } from "../../../lib/word-marks.ts";
import css from "../conversation-view.module.css";
import { MessageFile } from "./message-files.tsx";

const DELIVERY = {
  waiting: "conversation.waiting",
  sending: "conversation.sending",
  sent: "conversation.sent",
  delivered: "conversation.delivered",
  read: "conversation.read",
  failed: "conversation.notSent",
  refused: "conversation.notTaken",
} as const satisfies Record<ThreadDelivery, string>;

const ICONS = {
  waiting: IconClock,
  sending: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
  refused: IconAlertCircle,
} as const satisfies Record<ThreadDelivery, typeof IconCheck>;

type MessageRowProps = {
  readonly message: ThreadMessage;
  readonly conversationId: ConversationId;
  readonly customer: string;
  /** What is looked for, folded. */
  readonly words: readonly string[];
  /** It is the one that was found and is shown now. */
  readonly isHit: boolean;
  /** It is only read: nothing is sent again. */
  readonly isReadOnly?: boolean | undefined;
};

/** One message: who wrote it, the text as it came, and how far ours got. */
export function MessageRow({ message, conversationId, customer, words, isHit, isReadOnly }: MessageRowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { from, colleague, text, files, isDeleted, isEdited, atMs, delivery } = message;
  const author = { customer, operator: colleague ?? t("conversation.you"), system: t("conversation.system") }[from];
  const isFound =
    words.length > 0 && !isDeleted && holdsWords([text, ...files.map(({ name }) => name)].join("\n"), words);
  const marked = isFound ? words : [];
  const isLost = delivery === "failed" || delivery === "refused";
  const Icon = delivery && ICONS[delivery];
  return (
    <li
      id={`message-${message.messageId}`}
      className={css.message}
      data-from={from}
      data-lost={isLost || undefined}
      aria-current={isHit || undefined}
    >
      <div className={css.bubble}>
        <VisuallyHidden component="span">{author}: </VisuallyHidden>
        {colleague && (
          <span className={css.author} aria-hidden>
            {colleague}
          </span>
        )}
        <span className={css.text} dir="auto">
          {isDeleted ? <em className={css.gone}>{t("conversation.deleted")}</em> : <Words text={text} words={marked} />}
        </span>
        {!isDeleted &&
          files.map((file) => (
            <MessageFile key={file.attachmentId} file={file} name={<Marked text={file.name} words={marked} />} />
          ))}
        <span className={css.meta}>
          {isEdited && !isDeleted && <span>{t("conversation.edited")}</span>}
          <time dateTime={new Date(atMs).toISOString()}>{formatTime(atMs, locale)}</time>
          {delivery && Icon && !isLost && (
            <span className={css.mark} data-read={delivery === "read" || undefined} title={t(DELIVERY[delivery])}>
              <Icon size={14} stroke={1.75} aria-hidden />
              <VisuallyHidden component="span">{t(DELIVERY[delivery])}</VisuallyHidden>
            </span>
          )}
        </span>
      </div>
      {isLost && !isReadOnly && <Lost message={message} conversationId={conversationId} />}
    </li>
  );
}

/** A text as it is written; of a very long one its beginning, more at each press, or where the looked for stands. */
function Words({ text, words }: { readonly text: string; readonly words: readonly string[] }) {
  const { t } = useTranslation();
  const [more, setMore] = useState(0);
  const folded = useMemo(() => foldText(text, more), [text, more]);
  const looked = words.join(" ");
  const found = useMemo(() => (folded === null ? null : foundBeyond(text, folded, looked)), [text, folded, looked]);
  if (found !== null) return <Marked text={found} words={words} />;
  return (
    <>
      <Marked text={folded === null ? text : `${folded}…`} words={words} />
      {(folded !== null || more > 0) && (
        <span className={css.folding}>
          {folded !== null && (
            <button type="button" onClick={() => setMore(more + 1)}>
              {t("conversation.more")}
            </button>
          )}
          {more > 0 && (
            <button type="button" onClick={() => setMore(0)}>
              {t("conversation.fold")}
            </button>
          )}
        </span>
      )}
    </>
  );
}

/** Where a word stands that the folded beginning does not show; null: it shows them all. */
function foundBeyond(text: string, folded: string, looked: string): string | null {
  const hidden = looked.split(" ").filter((word) => word !== "" && !holdsWords(folded, [word]));
  const [first] = hidden.length > 0 ? wordMarks(text, hidden) : [];
  return first ? textAround(text, first.from) : null;
}

/** A text with what is looked for marked in it. */
function Marked({ text, words }: { readonly text: string; readonly words: readonly string[] }) {
  if (words.length === 0) return text;
  return foundPieces(text, wordMarks(text, words)).map((piece) =>
    piece.isFound ? (
      <mark key={piece.from} className={css.foundWord}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}

function Lost({ message, conversationId }: Pick<MessageRowProps, "message" | "conversationId">) {
  const { t } = useTranslation();
  const command = useCommand();
  const { delivery, failure, messageId } = message;
  const why = failure === "delivery-unknown" ? "conversation.maybeSent" : DELIVERY[delivery ?? "failed"];
  return (
    <p className={css.lost}>
      <IconAlertCircle size={14} stroke={1.75} aria-hidden />
      {t(why)}
      <button
        type="button"
        className={css.again}
        onClick={() => void command("conversations.resend", { conversationId, messageId })}
      >
        {t("conversation.again")}
      </button>
    </p>
  );
}
