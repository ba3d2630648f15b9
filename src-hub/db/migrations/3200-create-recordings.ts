import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

const PAGE = 1000;

type Logged = { readonly seq: number; readonly at_ms: number; readonly payload: string };
type Told = {
  readonly interactionId: string;
  readonly operatorId: string | null;
  readonly recording: string;
  readonly state: string;
  readonly durationMs?: number;
};

/** Recordings of talks, one a side: what the log tells of each file, by the number it was first told under. */
export function createRecordings(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const table = db.schema
        .createTable("recordings")
        .addColumn("recording_id", wideInteger(engine), (column) => column.primaryKey())
        .addColumn("name", "text", (column) => column.notNull().unique())
        .addColumn("interaction_id", "text", (column) => column.notNull())
        .addColumn("operator_id", "text")
        .addColumn("started_at_ms", wideInteger(engine), (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("duration_ms", wideInteger(engine));
      await strict(engine, table).execute();
      for (const [name, columns] of [
        ["recordings_by_contact", ["interaction_id"]],
        ["recordings_by_operator", ["operator_id", "interaction_id"]],
        ["recordings_by_time", ["started_at_ms"]],
      ] as const)
        await db.schema
          .createIndex(name)
          .on("recordings")
          .columns([...columns])
          .execute();
      await takeFromLog(db);
    },
  };
}

/** What was recorded before there was a table of it. */
async function takeFromLog(db: Kysely<unknown>): Promise<void> {
  for (let afterSeq = 0; ; ) {
    const { rows } = await sql<Logged>`select seq, at_ms, payload from events
      where type = 'call.recording-changed' and seq > ${afterSeq} order by seq limit ${PAGE}`.execute(db);
    for (const { seq, at_ms, payload } of rows) {
      const { recording, interactionId, operatorId, state, durationMs = null } = JSON.parse(payload) as Told;
      await sql`insert into recordings (recording_id, name, interaction_id, operator_id, started_at_ms, state, duration_ms)
        values (${seq}, ${recording}, ${interactionId}, ${operatorId}, ${at_ms}, ${state}, ${durationMs})
        on conflict (name) do update set state = excluded.state, duration_ms = excluded.duration_ms`.execute(db);
    }
    const last = rows.at(-1)?.seq;
    if (last === undefined) return;
    afterSeq = Number(last);
  }
}
