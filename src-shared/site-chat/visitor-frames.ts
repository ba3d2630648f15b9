import * as z from "zod";
import { ClientId, EntryNumber, PageVisit, SiteFile } from "./entries.ts";
import { COMMENT_LIMIT, CONTACT_LIMIT, FORM_TEXT_LIMIT, NAME_LIMIT, TEXT_LIMIT } from "./site-chat-limits.ts";

/** The first frame on a socket. `after`: the last entry the widget holds, 0 for none. Without a right token a new visitor is made. */
export const VisitorHello = z.object({
  t: z.literal("hello"),
  v: z.number().int().positive(),
  token: z.string().max(300).nullable(),
  after: z.number().int().nonnegative(),
  lang: z.enum(["ru", "en"]),
  page: PageVisit,
});
export type VisitorHello = z.output<typeof VisitorHello>;

/**
 * What must not be lost and not be doubled: the widget keeps each in its outbox until `done` or a final refusal, and
 * sends one at a time; the hub executes an id once, however often it comes.
 */
export const DurableVisitorFrame = z.discriminatedUnion("t", [
  z.object({
    t: z.literal("message"),
    id: ClientId,
    text: z.string().max(TEXT_LIMIT),
    fileId: SiteFile.shape.fileId.optional(),
  }),
  z.object({ t: z.literal("end"), id: ClientId }),
  z.object({
    t: z.literal("rate"),
    id: ClientId,
    stars: z.number().int().min(1).max(5),
    comment: z.string().max(COMMENT_LIMIT),
  }),
  /** Nobody is on the line: how the visitor can be reached, and what about. */
  z.object({
    t: z.literal("form"),
    id: ClientId,
    name: z.string().max(NAME_LIMIT),
    contact: z.string().min(3).max(CONTACT_LIMIT),
    text: z.string().min(1).max(FORM_TEXT_LIMIT),
  }),
  /** «Перезвоните мне». `fromMs` and `toMs` are one of the windows the hub offered; null: as soon as possible. */
  z.object({
    t: z.literal("call-back"),
    id: ClientId,
    number: z.string().min(5).max(32),
    name: z.string().max(NAME_LIMIT),
    fromMs: z.number().int().nullable(),
    toMs: z.number().int().nullable(),
    page: PageVisit,
    /** The visitor's own, IANA; absent: an older widget. */
    timeZone: z.string().min(1).max(64).optional(),
  }),
  /** The call-back is not wanted any more. */
  z.object({ t: z.literal("call-back-cancel"), id: ClientId }),
]);
export type DurableVisitorFrame = z.output<typeof DurableVisitorFrame>;

/** What may be lost: a mark of the moment, or a question the widget asks again by itself. */
export const PassingVisitorFrame = z.discriminatedUnion("t", [
  z.object({ t: z.literal("typing"), on: z.boolean() }),
  /** The widget holds everything up to and with this entry: what the operator wrote is delivered. */
  z.object({ t: z.literal("have"), n: EntryNumber }),
  /** The visitor saw everything up to and with this entry. */
  z.object({ t: z.literal("read"), n: EntryNumber }),
  /** The page of entries that ends right before this one. */
  z.object({ t: z.literal("history"), before: EntryNumber }),
  /** The visitor went to another page of the site. */
  z.object({ t: z.literal("page"), page: PageVisit }),
  z.object({ t: z.literal("ping") }),
]);
export type PassingVisitorFrame = z.output<typeof PassingVisitorFrame>;

/** Everything a widget may say. */
export const VisitorFrame = z.union([VisitorHello, DurableVisitorFrame, PassingVisitorFrame]);
export type VisitorFrame = z.output<typeof VisitorFrame>;
