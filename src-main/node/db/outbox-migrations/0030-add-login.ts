import type { Migration } from "../migration-runner.ts";

/** Whose command it is: an operator who starts at this desktop must not send what another left behind. */
export const addLogin: Migration = {
  version: 30,
  name: "0030-add-login",
  up(db) {
    db.exec("ALTER TABLE outbox ADD COLUMN login TEXT");
  },
};
