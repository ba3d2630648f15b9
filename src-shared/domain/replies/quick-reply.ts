import * as z from "zod";
import { QueueId, ReplyId } from "../../ids.ts";
import { cleanText } from "../message.ts";
import { PLAIN_TEXT } from "../plain-text.ts";
import { REPLY_SHORTCUT, REPLY_SHORTCUT_LIMIT, REPLY_TEXT_LIMIT, REPLY_TITLE_LIMIT } from "./reply-limits.ts";

/** Who shares a reply that is not one person's: those who answer for a queue, or the whole company. */
export const SharedScope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("queue"), queueId: QueueId }),
  z.object({ kind: z.literal("company") }),
]);
export type SharedScope = z.output<typeof SharedScope>;

/** For whom a reply is; it never changes, since others hold a copy of what was shared. */
export const ReplyScope = z.union([z.object({ kind: z.literal("own") }), SharedScope]);
export type ReplyScope = z.output<typeof ReplyScope>;

/** What is written in a reply. `shortcut`: what is typed behind the `/`, empty: none; `text` may hold blanks (`reply-text.ts`). */
export const ReplyWords = z.object({
  title: z.string().trim().min(1).max(REPLY_TITLE_LIMIT).regex(PLAIN_TEXT),
  shortcut: z.string().trim().max(REPLY_SHORTCUT_LIMIT).regex(REPLY_SHORTCUT),
  text: z.string().max(REPLY_TEXT_LIMIT).transform(cleanText).pipe(z.string().trim().min(1)),
});
export type ReplyWords = z.output<typeof ReplyWords>;

/** A text that is written once and inserted many times. */
export const QuickReply = ReplyWords.extend({ replyId: ReplyId, scope: ReplyScope });
export type QuickReply = z.output<typeof QuickReply>;
