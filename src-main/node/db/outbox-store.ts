import { CommandId } from "../../../src-shared/ids.ts";
import type { LinkCommandName } from "../../../src-shared/link/link-contract.ts";
import type { OutboxCommand, OutboxStore } from "../../core/ports/store.ts";
import type { ReadDb, WriteDb } from "./access.ts";

type OutboxRow = {
  readonly command_id: string;
  readonly name: string;
  readonly input: string;
  readonly made_at_ms: number;
  readonly login: string | null;
};

export function createOutboxStore(db: WriteDb): OutboxStore {
  return {
    add: ({ commandId, name, input, madeAtMs, login }) => {
      db.run(
        "INSERT INTO outbox (command_id, name, input, made_at_ms, login) VALUES (?, ?, ?, ?, ?)",
        commandId,
        name,
        JSON.stringify(input),
        madeAtMs,
        login,
      );
    },
    pending: () => readPending(db),
    remove: (commandId) => {
      db.run("DELETE FROM outbox WHERE command_id = ?", commandId);
    },
  };
}

// Oldest first by the order of adding: a clock that was set back must not reorder what a person did.
function readPending(db: ReadDb): readonly OutboxCommand[] {
  const sql = "SELECT command_id, name, input, made_at_ms, login FROM outbox ORDER BY position";
  return db.all<OutboxRow>(sql).map((row) => ({
    commandId: CommandId.parse(row.command_id),
    // A name of another version goes to the hub as it is: its refusal is told to the operator, a throw here is not.
    name: row.name as LinkCommandName,
    input: JSON.parse(row.input) as unknown,
    madeAtMs: row.made_at_ms,
    login: row.login,
  }));
}
