import * as z from "zod";
import { ScriptVersion } from "../../src-shared/domain/scripts/script-head.ts";
import { ScriptRun, ScriptStep } from "../../src-shared/domain/scripts/script-run.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import { type InteractionId, ScriptRunId } from "../../src-shared/ids.ts";
import type { HubSchema, ReadDb, WriteDb } from "../db/schema.ts";

const Pins = z.array(ScriptVersion).min(1);

/** A run as it began, and how many steps it has made since. */
export type StoredRun = {
  readonly runId: ScriptRunId;
  readonly interactionId: string;
  readonly pins: readonly ScriptVersion[];
  readonly known: ScriptRun["known"];
  readonly beganAtMs: number;
  readonly steps: number;
};

/** Keeps the runs and their steps as they are told; where a run stands is made of them again. */
export async function saveScriptRuns(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type === "script.run-began") {
      const { runId, interactionId, operatorId, pins, known, atMs } = event.payload;
      const row: HubSchema["script_runs"] = {
        ...{ run_id: runId, interaction_id: interactionId, operator_id: operatorId, began_at_ms: atMs, steps: 0 },
        ...{ pins: JSON.stringify(pins), known: JSON.stringify(known) },
      };
      await db.insertInto("script_runs").values(row).execute();
    }
    if (event.type === "script.stepped") {
      const { runId, index, step } = event.payload;
      const body = JSON.stringify(step);
      await db.insertInto("script_steps").values({ run_id: runId, step_index: index, body }).execute();
      await db.updateTable("script_runs").set({ steps: index }).where("run_id", "=", runId).execute();
    }
  }
}

export async function readScriptRun(db: ReadDb, runId: ScriptRunId): Promise<StoredRun | null> {
  const row = await db.selectFrom("script_runs").selectAll().where("run_id", "=", runId).executeTakeFirst();
  return row ? storedRun(row) : null;
}

/** The run that was begun last in a contact. */
export async function readLastRun(db: ReadDb, interactionId: InteractionId): Promise<StoredRun | null> {
  const row = await db
    .selectFrom("script_runs")
    .selectAll()
    .where("interaction_id", "=", interactionId)
    .orderBy("began_at_ms", "desc")
    .orderBy("run_id", "desc")
    .executeTakeFirst();
  return row ? storedRun(row) : null;
}

export async function readSteps(db: ReadDb, runId: ScriptRunId): Promise<readonly ScriptStep[]> {
  const rows = await db
    .selectFrom("script_steps")
    .select("body")
    .where("run_id", "=", runId)
    .orderBy("step_index")
    .execute();
  return rows.map(({ body }) => ScriptStep.parse(JSON.parse(body)));
}

/** Of contacts whose customer is erased: what was filled in goes, and nobody walks on there. */
export async function forgetScriptRuns(db: WriteDb, interactionIds: readonly InteractionId[]): Promise<void> {
  const runs = db
    .selectFrom("script_runs")
    .select("run_id")
    .where("interaction_id", "in", [...interactionIds]);
  await db.deleteFrom("script_steps").where("run_id", "in", runs).execute();
  await db
    .deleteFrom("script_runs")
    .where("interaction_id", "in", [...interactionIds])
    .execute();
}

function storedRun(row: HubSchema["script_runs"]): StoredRun {
  return {
    runId: ScriptRunId.parse(row.run_id),
    interactionId: row.interaction_id,
    pins: Pins.parse(JSON.parse(row.pins)),
    known: ScriptRun.shape.known.parse(JSON.parse(row.known)),
    beganAtMs: row.began_at_ms,
    steps: row.steps,
  };
}
