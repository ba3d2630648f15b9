import { VisuallyHidden } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { ReplyView } from "../../../../src-shared/ipc/replies.ts";
import { ToneChip } from "../../../ui/tone-chip.tsx";
import type { ReplyList } from "../use-reply-list.ts";
import css from "./reply-choices.module.css";

const SCOPES = { own: "replies.mine", queue: "replies.ofQueue", company: "replies.ofTeam" } as const;

type ReplyChoicesProps = {
  readonly id: string;
  readonly list: ReplyList;
  /** There is not one reply yet. */
  readonly isEmpty: boolean;
  readonly onManage: () => void;
};

/** The quick replies that the typed word may mean, above the composer; the field keeps the focus, and so the keys. */
export function ReplyChoices({ id, list, isEmpty, onManage }: ReplyChoicesProps) {
  const { t } = useTranslation();
  const { asked, found, marked, onMark, onChoose } = list;
  const markedOption = marked && `${id}-${marked.replyId}`;
  useEffect(() => {
    if (markedOption) document.getElementById(markedOption)?.scrollIntoView({ block: "nearest" });
  }, [markedOption]);
  return (
    <div className={css.panel}>
      <div className={css.head}>
        <span className={css.about}>
          {t("replies.title")}
          {asked.word !== "" && (
            <>
              : <b>{asked.word}</b>
            </>
          )}
        </span>
        <span>{t("replies.keys")}</span>
        <button
          type="button"
          tabIndex={-1}
          className={css.manage}
          onMouseDown={(event) => event.preventDefault()}
          onClick={onManage}
        >
          {t("replies.manage")}
        </button>
      </div>
      <div className={css.list} role="listbox" id={id} aria-label={t("replies.title")}>
        {found.map((reply) => (
          <Choice
            key={reply.replyId}
            id={`${id}-${reply.replyId}`}
            reply={reply}
            isMarked={reply === marked}
            onMark={() => onMark(reply.replyId)}
            onChoose={() => onChoose(reply)}
          />
        ))}
      </div>
      {found.length === 0 && <p className={css.empty}>{t(isEmpty ? "replies.none" : "replies.nothing")}</p>}
      <VisuallyHidden role="status">{t("replies.found", { count: found.length })}</VisuallyHidden>
    </div>
  );
}

type ChoiceProps = {
  readonly id: string;
  readonly reply: ReplyView;
  readonly isMarked: boolean;
  readonly onMark: () => void;
  readonly onChoose: () => void;
};

function Choice({ id, reply, isMarked, onMark, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  const { shortcut, title, text, scope } = reply;
  return (
    <button
      type="button"
      tabIndex={-1}
      id={id}
      className={css.choice}
      role="option"
      aria-selected={isMarked}
      onPointerMove={onMark}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {shortcut !== "" && <span className={css.shortcut}>/{shortcut}</span>}
      <span className={css.words}>
        <span className={css.title}>{title}</span> <span className={css.text}>{text}</span>
      </span>
      <ToneChip tone="plain">{t(SCOPES[scope.kind])}</ToneChip>
    </button>
  );
}
