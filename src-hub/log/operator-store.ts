import type { Selectable } from "kysely";
import * as z from "zod";
import {
  foldPresence,
  newPresence,
  type OperatorPresence,
  type PresenceEvent,
} from "../../src-shared/domain/operator-presence.ts";
import { ChosenStatus, OperatorStatus, StatusActor, StatusSetter } from "../../src-shared/domain/operator-status.ts";
import { PassedOnTalk } from "../../src-shared/domain/wrap-up.ts";
import { OperatorId } from "../../src-shared/ids.ts";
import type { HubSchema, ReadDb, WriteDb } from "../db/schema.ts";

/** Every operator's standing as the log left it. */
export async function readPresences(db: ReadDb): Promise<readonly OperatorPresence[]> {
  const rows = await db.selectFrom("operator_states").selectAll().orderBy("operator_id").execute();
  return rows.map(toPresence);
}

/** Folds events into the rows of the operators they are about. */
export async function saveOperatorEvents(db: WriteDb, events: readonly PresenceEvent[]): Promise<void> {
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
      ...(row.set_by !== null && { setBy: StatusSetter.parse(JSON.parse(row.set_by)) }),
      ...(row.next_status !== null && { next: ChosenStatus.parse(JSON.parse(row.next_status)) }),
      ...(row.is_overrun === 1 && { isOverrun: true as const }),
      ...(row.passed_on !== null && { passedOn: z.array(PassedOnTalk).parse(JSON.parse(row.passed_on)) }),
    },
    isPhoneRegistered: row.phone_registered === 1,
    isDesktopLinked: row.desktop_linked === 1,
    desktopGoneSinceMs: null,
    missedInRow: 0,
    declinedInRow: 0,
    extendedInShiftMs: row.extended_in_shift_ms,
  };
}

async function savePresence(db: WriteDb, presence: OperatorPresence, lastSeq: number): Promise<void> {
  const { status, reason, limitMs, sinceMs, by, setBy, next, isOverrun, passedOn } = presence.state;
  const changes = {
    status,
    reason,
    limit_ms: limitMs,
    since_ms: sinceMs,
    changed_by: by,
    set_by: setBy ? JSON.stringify(setBy) : null,
    next_status: next ? JSON.stringify(next) : null,
    is_overrun: isOverrun ? 1 : 0,
    passed_on: passedOn ? JSON.stringify(passedOn) : null,
    extended_in_shift_ms: presence.extendedInShiftMs,
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
