import * as z from "zod";
import { HELP_ARTICLES } from "../domain/help-articles.ts";
import { NOTICE_MESSAGE_LIMIT, NOTICE_TITLE_LIMIT } from "../domain/notice-limits.ts";
import { CallId } from "../ids.ts";

const EpochMs = z.number().int().nonnegative();
const Seq = z.number().int().positive();
const Concern = z.string().regex(/^[a-z][a-z-]{0,63}$/);

/** What can be done about a notice, by name: the window knows the way. */
export const NoticeAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["sound", "accounts", "check", "missed", "online"]) }),
  z.object({ kind: z.literal("call"), callId: CallId }),
  z.object({ kind: z.literal("article"), articleId: z.enum(HELP_ARTICLES) }),
]);
export type NoticeAction = z.output<typeof NoticeAction>;

/** How grave a notice is: `danger` something went wrong, `warn` something changed by itself, `good`, `calm` to know. */
export const NoticeTone = z.enum(["danger", "warn", "good", "calm"]);
export type NoticeTone = z.output<typeof NoticeTone>;

const Words = z.object({
  tone: NoticeTone,
  title: z.string().max(NOTICE_TITLE_LIMIT),
  message: z.string().max(NOTICE_MESSAGE_LIMIT),
  action: NoticeAction.nullable(),
});

/**
 * A notice of this shift, in the words it was told in. `concern` names what stands until it is over (`endedAtMs` null):
 * there is one of each name. Told again in the same words it is one notice with a higher `count`, and new to the eye.
 */
export const Notice = Words.extend({
  /** Of the last telling; grows by one with each. */
  seq: Seq,
  concern: Concern.nullable(),
  firstAtMs: EpochMs,
  atMs: EpochMs,
  count: z.number().int().positive(),
  isSeen: z.boolean(),
  endedAtMs: EpochMs.nullable(),
});
export type Notice = z.output<typeof Notice>;

/** Requests about notices. The window finds the words, main keeps them: over a reload of the window, and never on a disk. */
export const noticeRequests = {
  /** A concern that stands already in these words is not told again. */
  "notices.tell": {
    input: Words.extend({ concern: Concern.nullable() }),
    output: z.object({ seq: Seq }),
    errors: [],
  },
  /** The concern is over; its notice stays. */
  "notices.settle": { input: z.object({ concern: Concern }), output: z.object({}), errors: [] },
  /** The operator had these tellings before the eyes; one that was told anew since then stays new. */
  "notices.see": { input: z.object({ seqs: z.array(Seq).max(1000) }), output: z.object({}), errors: [] },
  /** Takes away everything that does not stand. */
  "notices.clear": { input: z.object({}), output: z.object({}), errors: [] },
} as const;
