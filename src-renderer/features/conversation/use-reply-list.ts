import { type KeyboardEvent, useState } from "react";
import type { ReplyView } from "../../../src-shared/ipc/replies.ts";
import { type AskedReply, askedReply, foundReplies, markedReply, stepReply } from "./reply-model.ts";

/** The list of quick replies over a text: open while a word behind a `/` is typed, until Escape or a choice. */
export type ReplyList = {
  readonly asked: AskedReply;
  readonly found: readonly ReplyView[];
  readonly marked: ReplyView | null;
  readonly onMark: (replyId: string) => void;
  readonly onChoose: (reply: ReplyView) => void;
  readonly onClose: () => void;
};

type ReplyListParts = {
  readonly text: string;
  readonly replies: readonly ReplyView[];
  readonly onInsert: (asked: AskedReply, reply: ReplyView) => void;
};

export function useReplyList({ text, replies, onInsert }: ReplyListParts) {
  // Null: the field has not been worked in, or something of it is selected.
  const [caret, setCaret] = useState<number | null>(null);
  const [markedId, setMarkedId] = useState<string | null>(null);
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const place = caret === null || caret > text.length ? null : askedReply(text, caret);
  const isAsked = place !== null && place.from !== closedAt && (replies.length > 0 || place.word === "");
  const asked = isAsked ? place : null;
  const found = asked ? foundReplies(replies, asked.word) : [];
  const marked = markedReply(found, markedId);
  const close = () => setClosedAt(place?.from ?? null);
  const choose = (reply: ReplyView) => {
    if (asked) onInsert(asked, reply);
  };
  const list: ReplyList | null = asked && {
    ...{ asked, found, marked, onClose: close, onChoose: choose },
    onMark: setMarkedId,
  };
  /** True: the key was the list's. */
  const handleKey = (event: KeyboardEvent): boolean => {
    if (!asked || event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
      return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setMarkedId(stepReply(found, markedId, step)?.replyId ?? null);
    else if (event.key === "Escape") close();
    // With nothing found Enter sends nothing: what was meant is hardly what stands there.
    else if (event.key === "Enter") marked && choose(marked);
    else if (event.key === "Tab" && marked) choose(marked);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  /** The caret moved, with what was typed or without. */
  const handleCaret = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) => {
    const at = selectionStart === selectionEnd ? selectionStart : null;
    const next = at === null ? null : askedReply(value, at);
    setCaret(at);
    if (next?.from !== closedAt) setClosedAt(null);
    if (next?.word !== asked?.word) setMarkedId(null);
  };
  return { list, handleKey, handleCaret, handlePlaced: setCaret, handleLeft: () => setCaret(null) };
}
