import * as z from "zod";
import { NO_NOTES, type OperatorNotes as Notes, type OperatorNotesStore } from "../../core/ports/operator-notes.ts";
import type { WriteDb } from "./access.ts";

const OperatorNotes = z.object({
  lastDialled: z.string().max(128).nullable().catch(null),
  missedSeenMs: z.number().int().nonnegative().nullable().catch(null),
  answersOnRequest: z.boolean().catch(false),
  notCalledBack: z.array(z.string().max(64)).max(50).catch([]),
});

/** Beside the preferences, one row a login: other operators of this desktop have their own. */
export function createOperatorNotesStore(db: WriteDb): OperatorNotesStore {
  return {
    read(login) {
      const row = db.get<{ value: string }>("SELECT value FROM preferences WHERE name = ?", nameOf(login));
      return row ? parse(row.value) : NO_NOTES;
    },
    write: (login, notes) =>
      db.transaction(() =>
        db.run(
          "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          nameOf(login),
          JSON.stringify(OperatorNotes.parse(notes)),
        ),
      ),
  };
}

function nameOf(login: string): string {
  return `notes:${login}`;
}

function parse(text: string): Notes {
  try {
    return OperatorNotes.safeParse(JSON.parse(text)).data ?? NO_NOTES;
  } catch {
    return NO_NOTES;
  }
}
