import type { DraftStore } from "../../core/ports/draft-store.ts";
import type { WriteDb } from "./access.ts";

/** One setting a login and conversation: no other name begins with `draft:`. */
export function createDraftStore(db: WriteDb): DraftStore {
  const nameOf = (login: string, conversationId: string) => `draft:${login}:${conversationId}`;
  return {
    read: (login, conversationId) => {
      const name = nameOf(login, conversationId);
      return db.get<{ readonly value: string }>("SELECT value FROM preferences WHERE name = ?", name)?.value ?? "";
    },
    write: (login, conversationId, text) => {
      const name = nameOf(login, conversationId);
      if (text === "") db.run("DELETE FROM preferences WHERE name = ?", name);
      else
        db.run(
          "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          name,
          text,
        );
    },
  };
}
