import type { ReplyView } from "../../../src-shared/ipc/replies.ts";
import { findByWords } from "../../lib/word-search.ts";

/** Where a reply is asked for: from its `/` up to the caret, and the word in between. */
export type AskedReply = { readonly from: number; readonly upto: number; readonly word: string };

/** What is asked for where the caret stands: a `/` that begins a word; null: nothing. */
export function askedReply(text: string, caret: number): AskedReply | null {
  const found = /(?:^|\s)\/([^\s/]*)$/.exec(text.slice(0, caret));
  if (!found) return null;
  const word = found[1] ?? "";
  return { from: caret - word.length - 1, upto: caret, word };
}

/** Those that the word may mean: by the shortcut first, then by the title, then by the text. Nothing typed: all. */
export function foundReplies(replies: readonly ReplyView[], word: string): readonly ReplyView[] {
  const findable = replies.map((reply) => {
    const { shortcut, title, text } = reply;
    return { reply, title: `${shortcut} ${title}`, words: [text] };
  });
  return findByWords(findable, word).map(({ reply }) => reply);
}

/** Which one is marked: the one that was, while it is there; else the first. */
export function markedReply(found: readonly ReplyView[], markedId: string | null): ReplyView | null {
  return found.find(({ replyId }) => replyId === markedId) ?? found[0] ?? null;
}

/** The one `step` places on, round the ends. */
export function stepReply(found: readonly ReplyView[], markedId: string | null, step: number): ReplyView | null {
  const marked = markedReply(found, markedId);
  if (marked === null) return null;
  return found.at((found.indexOf(marked) + step) % found.length) ?? null;
}

/** The text with a reply in the place of what asked for it; the caret comes behind it. */
export function withReply(text: string, { from, upto }: AskedReply, filled: string) {
  return { text: text.slice(0, from) + filled + text.slice(upto), from, upto: from + filled.length };
}

/** The text with a `/` that begins a word where the caret stands, and the caret behind it. */
export function withSlash(text: string, caret: number): { readonly text: string; readonly caret: number } {
  const before = text.slice(0, caret);
  const slash = before === "" || /\s$/.test(before) ? "/" : " /";
  return { text: before + slash + text.slice(caret), caret: caret + slash.length };
}
