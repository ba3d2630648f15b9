import { isWaiting } from "../../../core/mirror/interaction-roles.ts";
import { foldTexts } from "../fold-texts.ts";
import type { Migration } from "../migration-runner.ts";

/** Contacts of text, which older versions kept in the log only, stand with the others now. */
export const projectTexts: Migration = {
  version: 2510,
  name: "2510-project-texts",
  up(db) {
    const insert = db.prepare(
      "INSERT OR REPLACE INTO interactions (interaction_id, is_waiting, created_at_ms, body) VALUES (?, ?, ?, ?)",
    );
    for (const { text } of foldTexts(db))
      insert.run(text.interactionId, isWaiting(text) ? 1 : 0, text.createdAtMs, JSON.stringify(text));
  },
};
