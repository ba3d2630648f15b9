import * as z from "zod";
import { NO_NOTES, type OperatorNotes as Notes, type OperatorNotesStore } from "../../core/ports/operator-notes.ts";
import type { WriteDb } from "./access.ts";
import { jsonSetting } from "./json-setting.ts";

const OperatorNotes = z.object({
  lastDialled: z.string().max(128).nullable().catch(null),
  missedSeenMs: z.number().int().nonnegative().nullable().catch(null),
  answersOnRequest: z.boolean().catch(false),
  notCalledBack: z.array(z.string().max(64)).max(50).catch([]),
});

/** One setting a login: other operators of this desktop have their own. */
export function createOperatorNotesStore(db: WriteDb): OperatorNotesStore {
  const of = (login: string) => jsonSetting<Notes>(db, `notes:${login}`, OperatorNotes, NO_NOTES);
  return { read: (login) => of(login).read(), write: (login, notes) => of(login).write(notes) };
}
