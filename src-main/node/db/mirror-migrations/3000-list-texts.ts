import { normaliseAddress } from "../../../../src-shared/domain/phone-number.ts";
import { foldTexts } from "../fold-texts.ts";
import type { Migration } from "../migration-runner.ts";

/** Texts that were had before the history's list held them, stand in it now: for each who had them. */
export const listTexts: Migration = {
  version: 3000,
  name: "3000-list-texts",
  up(db) {
    const insert = db.prepare(
      `INSERT INTO interaction_parts (operator_id, created_at_ms, interaction_id, customer)
       SELECT ?, created_at_ms, interaction_id, ? FROM interactions WHERE interaction_id = ? ON CONFLICT DO NOTHING`,
    );
    for (const { text, parts } of foldTexts(db))
      for (const operatorId of parts)
        insert.run(operatorId, normaliseAddress(text.customer.address), text.interactionId);
  },
};
