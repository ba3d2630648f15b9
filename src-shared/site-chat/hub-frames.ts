import * as z from "zod";
import { EntryNumber, SiteEntry } from "./entries.ts";
import { SiteCallState } from "./site-call.ts";
import { SiteCallBack } from "./site-call-back.ts";
import { SITE_REFUSALS } from "./site-chat-limits.ts";

/** How it stands with the conversation now; always whole, the last one counts. Lost with the socket, said anew at welcome. */
export const SiteStatus = z.object({
  /** `idle`: nothing is open; `waiting`: in the queue; `talking`: an operator has it. */
  phase: z.enum(["idle", "waiting", "talking"]),
  /** Whether a message would be answered in the chat: it is working time and somebody of the queue is on the line. */
  isStaffed: z.boolean(),
  /** When working time begins, or null when it is now or not known. */
  opensAtMs: z.number().int().nullable(),
  /** Who has the conversation. */
  operator: z.string().max(80).nullable(),
  /** Place in the queue, from 1. */
  position: z.number().int().positive().nullable(),
  /** Whether the conversation that ended may still be rated. */
  mayRate: z.boolean(),
  /** Whether a call from the page would be taken now: the site has calls, the queue is open, somebody is there. */
  canCall: z.boolean().optional(),
  /** The call-back that was ordered here and did not come yet. */
  callBack: SiteCallBack.optional(),
});
export type SiteStatus = z.output<typeof SiteStatus>;

/** How far the operator's side has the visitor's messages: up to and with these entries. */
export const SiteMarks = z.object({ delivered: z.number().int().nonnegative(), read: z.number().int().nonnegative() });
export type SiteMarks = z.output<typeof SiteMarks>;

/** What the site's settings let the widget show. Texts are of the visitor's language; null: the widget's own words. */
export const SiteFace = z.object({
  title: z.string().max(60).nullable(),
  greeting: z.string().max(400).nullable(),
  away: z.string().max(400).nullable(),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable(),
  hasFiles: z.boolean(),
  hasRating: z.boolean(),
  /** Address of the rules of personal data, shown at the forms; https only. */
  privacyUrl: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable(),
  /** Times at which a call back can be ordered; null: the site has no such orders. */
  callBackWindows: z
    .array(z.object({ fromMs: z.number().int(), toMs: z.number().int() }))
    .max(40)
    .nullable(),
});
export type SiteFace = z.output<typeof SiteFace>;

/** Everything the hub may say to a widget. */
export const HubFrame = z.discriminatedUnion("t", [
  /**
   * The answer to hello. `entries` follow `after` without a gap when `isWhole`, else they are the newest page and the
   * widget forgets what it held. `hasOlder`: there is history before the first of them.
   */
  z.object({
    t: z.literal("welcome"),
    v: z.number().int().positive(),
    /** Kept by the widget for its next hello and for files; a newer one replaces it. */
    token: z.string().max(300),
    hubTimeMs: z.number().int(),
    isWhole: z.boolean(),
    hasOlder: z.boolean(),
    entries: z.array(SiteEntry),
    status: SiteStatus,
    marks: SiteMarks,
    face: SiteFace,
  }),
  /** New entries, in order; the first one follows the last one sent. */
  z.object({ t: z.literal("entries"), entries: z.array(SiteEntry).min(1) }),
  z.object({ t: z.literal("older"), entries: z.array(SiteEntry), hasOlder: z.boolean() }),
  /** The command with this id is safe at the hub. `n`: the entry that came of it. */
  z.object({ t: z.literal("done"), id: z.string().max(64), n: EntryNumber.nullable() }),
  /**
   * No. With an id: that command; without: the socket's last frame. `retry` "later": the same may be sent again after
   * `afterMs`; "no": never.
   */
  z.object({
    t: z.literal("refused"),
    id: z.string().max(64).nullable(),
    code: z.enum(SITE_REFUSALS),
    retry: z.enum(["now", "later", "no"]),
    afterMs: z.number().int().nonnegative(),
  }),
  z.object({ t: z.literal("status"), status: SiteStatus }),
  z.object({ t: z.literal("marks"), marks: SiteMarks }),
  /** How it stands with the visitor's call from the site; said at each change. */
  z.object({ t: z.literal("call"), call: SiteCallState }),
  z.object({ t: z.literal("typing"), on: z.boolean() }),
  z.object({ t: z.literal("pong") }),
]);
export type HubFrame = z.output<typeof HubFrame>;

/** The answer to a file sent by POST; a refusal has the shape of the API's, with one of our codes where it is ours. */
export const FileReply = z.object({ fileId: z.string().max(64) });
export type FileReply = z.output<typeof FileReply>;
