import type { Selectable } from "kysely";
import { foldPresence, newPresence, type OperatorPresence } from "../../src-shared/domain/operator-presence.ts";
import { OperatorStatus, StatusActor } from "../../src-shared/domain/operator-status.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import { OperatorId } from "../../src-shared/ids.ts";
import type { HubSchema, ReadDb, WriteDb } from "../db/schema.ts";

/** The facts of the log that are about an operator. */
export type OperatorEvent = Extract<LogEvent, { type: `operator.${string}` }>;

/** Every operator's standing as the log left it. */
export async function readPresences(db: ReadDb): Promise<readonly OperatorPresence[]> {
  const rows = await db.selectFrom("operator_states").selectAll().orderBy("operator_id").execute();
  return rows.map(toPresence);
}

/** Folds events into the rows of the operators they are about. */
export async function saveOperatorEvents(db: WriteDb, events: readonly OperatorEvent[]): Promise<void> {
  for (const event of events) {
    const { operatorId } = event.payload;
    const row = await db
      .selectFrom("operator_states")
      .selectAll()
      .where("operator_id", "=", operatorId)
      .executeTakeFirst();
    const before = row ? toPresence(row) : newPresence(operatorId, event.atMs);
    await savePresence(db, foldPresence(before, event), event.seq);
  }
}

function toPresence(row: Selectable<HubSchema["operator_states"]>): OperatorPresence {
  const operatorId = OperatorId.parse(row.operator_id);
  return {
    operatorId,
    state: {
      operatorId,
      status: OperatorStatus.parse(row.status),
      reason: row.reason,
      limitMs: row.limit_ms,
      sinceMs: row.since_ms,
      by: StatusActor.parse(row.changed_by),
    },
    isPhoneRegistered: row.phone_registered === 1,
    isDesktopLinked: row.desktop_linked === 1,
    desktopGoneSinceMs: null,
    missedInRow: 0,
  };
}

async function savePresence(db: WriteDb, presence: OperatorPresence, lastSeq: number): Promise<void> {
  const changes = {
    status: presence.state.status,
    reason: presence.state.reason,
    limit_ms: presence.state.limitMs,
    since_ms: presence.state.sinceMs,
    changed_by: presence.state.by,
    phone_registered: presence.isPhoneRegistered ? 1 : 0,
    desktop_linked: presence.isDesktopLinked ? 1 : 0,
    last_seq: lastSeq,
  };
  await db
    .insertInto("operator_states")
    .values({ operator_id: presence.operatorId, ...changes })
    .onConflict((conflict) => conflict.column("operator_id").doUpdateSet(changes))
    .execute();
}
