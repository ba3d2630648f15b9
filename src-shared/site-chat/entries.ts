import * as z from "zod";
import { COMMENT_LIMIT, FILE_LIMIT, FILE_TYPES, NAME_LIMIT, TEXT_LIMIT } from "./site-chat-limits.ts";

/** An id made by a visitor's widget; it grows with time, so that ids sort as they were written. */
export const ClientId = z.string().regex(/^[0-9a-z]{16,40}$/);

/** A number of an entry: 1, 2, 3 … within one visitor's conversation, without gaps. */
export const EntryNumber = z.number().int().positive();

/** A file that lies at the hub. `size` in bytes; `width` and `height` of a picture, when they are known. */
export const SiteFile = z.object({
  fileId: z.string().regex(/^[\w-]{16,64}$/),
  name: z.string().min(1).max(120),
  type: z.enum(FILE_TYPES),
  size: z.number().int().positive().max(FILE_LIMIT),
});
export type SiteFile = z.output<typeof SiteFile>;

const Common = { n: EntryNumber, atMs: z.number().int().nonnegative() };

/**
 * One durable fact of a visitor's conversation, as both sides keep it. Texts are plain: whoever shows them never reads
 * them as HTML. `amended` changes an earlier message by its id; `text` null: it was taken back.
 */
export const SiteEntry = z.discriminatedUnion("kind", [
  z.object({
    ...Common,
    kind: z.literal("message"),
    /** The client's own id for a visitor's message, the hub's for any other. */
    id: z.string().min(1).max(64),
    from: z.enum(["visitor", "operator", "system"]),
    /** The name shown to the visitor; null for the visitor's own and the system's messages. */
    author: z.string().max(NAME_LIMIT).nullable(),
    text: z.string().max(TEXT_LIMIT),
    file: SiteFile.nullable(),
  }),
  z.object({
    ...Common,
    kind: z.literal("amended"),
    of: z.string().max(64),
    text: z.string().max(TEXT_LIMIT).nullable(),
  }),
  /** An operator took the conversation (again). */
  z.object({ ...Common, kind: z.literal("joined"), author: z.string().max(NAME_LIMIT) }),
  z.object({ ...Common, kind: z.literal("ended"), by: z.enum(["visitor", "operator", "system"]) }),
  z.object({
    ...Common,
    kind: z.literal("rated"),
    stars: z.number().int().min(1).max(5),
    comment: z.string().max(COMMENT_LIMIT),
  }),
  /** The offline form was taken in: an answer goes to the contact. */
  z.object({ ...Common, kind: z.literal("form-taken") }),
  /** A call back was ordered; the number is shown masked. `fromMs` null: as soon as possible. */
  z.object({
    ...Common,
    kind: z.literal("call-back-ordered"),
    number: z.string().max(24),
    fromMs: z.number().int().nullable(),
    toMs: z.number().int().nullable(),
  }),
  z.object({ ...Common, kind: z.literal("call-back-cancelled") }),
]);
export type SiteEntry = z.output<typeof SiteEntry>;

/** Where a visitor is and where from; what does not fit is cut by the widget, refused by the hub. */
export const PageVisit = z.object({
  url: z.string().max(2000),
  title: z.string().max(300),
  referrer: z.string().max(2000),
  /** `source`, `medium`, `campaign`, `term`, `content` of the address that first brought the visitor. */
  utm: z.partialRecord(z.enum(["source", "medium", "campaign", "term", "content"]), z.string().max(200)),
});
export type PageVisit = z.output<typeof PageVisit>;
