import * as z from "zod";
import { OperatorId } from "../ids.ts";
import { cleanText } from "./message.ts";

/** The longest name, tag and note of a customer, characters; and how many tags and notes one has. */
export const CUSTOMER_NAME_LIMIT = 128;
export const CUSTOMER_TAG_LIMIT = 40;
export const CUSTOMER_NOTE_LIMIT = 1000;
export const CUSTOMER_TAGS = 20;
export const CUSTOMER_NOTES = 50;

const line = (limit: number) => z.string().transform(cleanText).pipe(z.string().trim().min(1).max(limit));
/** Made by the desktop, so that a repeat never doubles a note. */
const NoteId = z.string().regex(/^[\w.-]{1,64}$/);

/** One change of what is written about a customer. */
export const CustomerChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("named"), name: line(CUSTOMER_NAME_LIMIT) }),
  /** The name that contacts bring counts again. */
  z.object({ kind: z.literal("unnamed") }),
  z.object({ kind: z.literal("tagged"), tag: line(CUSTOMER_TAG_LIMIT) }),
  z.object({ kind: z.literal("untagged"), tag: line(CUSTOMER_TAG_LIMIT) }),
  z.object({ kind: z.literal("noted"), noteId: NoteId, text: line(CUSTOMER_NOTE_LIMIT) }),
  z.object({ kind: z.literal("note-removed"), noteId: NoteId }),
]);
export type CustomerChange = z.output<typeof CustomerChange>;

/** What the team wrote about a customer; times are the hub's. */
export const CustomerProfile = z.object({
  name: z.string().nullable(),
  tags: z.array(z.string()),
  notes: z.array(
    z.object({ noteId: NoteId, operatorId: OperatorId, atMs: z.number().int().nonnegative(), text: z.string() }),
  ),
});
export type CustomerProfile = z.output<typeof CustomerProfile>;

export const BLANK_PROFILE: CustomerProfile = { name: null, tags: [], notes: [] };

/** Why a change cannot be made; null: it can. */
export function changeRefusal(
  { tags, notes }: CustomerProfile,
  change: CustomerChange,
  by: string,
): "too-many-tags" | "too-many-notes" | "not-own-note" | null {
  if (change.kind === "tagged")
    return tags.length >= CUSTOMER_TAGS && !hasTag(tags, change.tag) ? "too-many-tags" : null;
  if (change.kind !== "noted" && change.kind !== "note-removed") return null;
  const known = notes.find(({ noteId }) => noteId === change.noteId);
  if (known) return known.operatorId === by ? null : "not-own-note";
  return change.kind === "noted" && notes.length >= CUSTOMER_NOTES ? "too-many-notes" : null;
}

/** The profile after a change; made again it changes nothing. */
export function changedProfile(
  profile: CustomerProfile,
  change: CustomerChange,
  { by, atMs }: { readonly by: OperatorId; readonly atMs: number },
): CustomerProfile {
  const { tags, notes } = profile;
  switch (change.kind) {
    case "named":
      return { ...profile, name: change.name };
    case "unnamed":
      return { ...profile, name: null };
    case "tagged":
      return hasTag(tags, change.tag) ? profile : { ...profile, tags: [...tags, change.tag] };
    case "untagged":
      return { ...profile, tags: tags.filter((tag) => !isSameTag(tag, change.tag)) };
    case "noted": {
      const note = { noteId: change.noteId, operatorId: by, atMs, text: change.text };
      return { ...profile, notes: [...notes.filter(({ noteId }) => noteId !== change.noteId), note] };
    }
    case "note-removed":
      return { ...profile, notes: notes.filter(({ noteId }) => noteId !== change.noteId) };
    default:
      return profile;
  }
}

function hasTag(tags: readonly string[], tag: string): boolean {
  return tags.some((one) => isSameTag(one, tag));
}

function isSameTag(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
