import { ScriptGraph } from "../../../src-shared/domain/scripts/script.ts";
import { ScriptHead, type ScriptVersion } from "../../../src-shared/domain/scripts/script-head.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import { KeptRun } from "../../../src-shared/link/script-queries.ts";
import type { KnownScript } from "../../core/ports/store.ts";
import type { ReadDb, WriteDb } from "./access.ts";

/** So many versions and walks stay, those kept last; the hub has them all. */
const VERSIONS_KEPT = 1000;
const WALKS_KEPT = 2000;

export const SCRIPTS_SQL = "SELECT is_withdrawn AS isWithdrawn, body FROM script_heads ORDER BY script_id";

export function writeScript(db: WriteDb, event: LogEvent<"script.published"> | LogEvent<"script.withdrawn">): void {
  const { scriptId } = event.payload;
  if (event.type === "script.withdrawn") {
    db.run("UPDATE script_heads SET is_withdrawn = 1 WHERE script_id = ?", scriptId);
    return;
  }
  db.run(
    `INSERT INTO script_heads (script_id, is_withdrawn, body) VALUES (?, 0, ?)
     ON CONFLICT (script_id) DO UPDATE SET is_withdrawn = 0, body = excluded.body`,
    scriptId,
    JSON.stringify(event.payload),
  );
}

export function readScripts(db: ReadDb): readonly KnownScript[] {
  return db
    .all<{ readonly isWithdrawn: number; readonly body: string }>(SCRIPTS_SQL)
    .map(({ isWithdrawn, body }) => ({ head: ScriptHead.parse(JSON.parse(body)), isWithdrawn: isWithdrawn === 1 }));
}

export function readGraph(db: ReadDb, { scriptId, version }: ScriptVersion): ScriptGraph | null {
  const row = db.get<{ readonly body: string }>(
    "SELECT body FROM script_graphs WHERE script_id = ? AND version = ?",
    scriptId,
    version,
  );
  return row ? ScriptGraph.parse(JSON.parse(row.body)) : null;
}

export function writeGraph(db: WriteDb, { scriptId, version }: ScriptVersion, graph: ScriptGraph): void {
  db.transaction(() => {
    db.run(
      "INSERT OR REPLACE INTO script_graphs (script_id, version, body) VALUES (?, ?, ?)",
      scriptId,
      version,
      JSON.stringify(graph),
    );
    db.run("DELETE FROM script_graphs WHERE rowid <= (SELECT max(rowid) FROM script_graphs) - ?", VERSIONS_KEPT);
  });
}

export function readWalk(db: ReadDb, interactionId: InteractionId): KeptRun | null {
  const row = db.get<{ readonly body: string }>(
    "SELECT body FROM script_walks WHERE interaction_id = ?",
    interactionId,
  );
  return row ? KeptRun.parse(JSON.parse(row.body)) : null;
}

/** A new walk of a contact stands last; one that goes on stays where it stood. */
export function writeWalk(db: WriteDb, interactionId: InteractionId, walk: KeptRun): void {
  db.transaction(() => {
    db.run(
      `INSERT INTO script_walks (interaction_id, body) VALUES (?, ?)
       ON CONFLICT (interaction_id) DO UPDATE SET body = excluded.body`,
      interactionId,
      JSON.stringify(walk),
    );
    db.run("DELETE FROM script_walks WHERE rowid <= (SELECT max(rowid) FROM script_walks) - ?", WALKS_KEPT);
  });
}
