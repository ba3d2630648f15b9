import type { EventType, LogEvent } from "../../src-shared/events/log-event.ts";
import { PERSON_EVENTS } from "../../src-shared/events/person-events.ts";
import type { ReadDb } from "../db/schema.ts";
import { readEventsAt } from "./personal-data-store.ts";

/** Numbers of the log that one page looks at, at most: on a file in this process others wait meanwhile. */
const SCANNED_AT_ONCE = 20_000;
/** What people do to others, to settings and to data; a status only where somebody else set it. */
export const AUDITED: readonly EventType[] = [
  ...(Object.keys(PERSON_EVENTS) as (keyof typeof PERSON_EVENTS)[]),
  "settings.changed",
  "topics.changed",
  "queue.rules-changed",
  "customer.exported",
  "customer.erased",
  "customer.routing-changed",
  "data.expired",
  "recording.listened",
  "interaction.assigned",
  "interaction.priority-changed",
  "operator.status-changed",
];

export type AuditQuestion = {
  readonly beforeSeq: number;
  readonly limit: number;
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly actor: string | undefined;
  readonly kinds: readonly EventType[];
  /** Found in the facts themselves: what stands for a customer, or a person's id. */
  readonly about: string | undefined;
};

/** Newest first; `nextBeforeSeq` asks for what lies before, null: there is nothing. A page may be short of the limit. */
export async function readAudit(
  db: ReadDb,
  { beforeSeq, limit, fromMs, toMs, actor, kinds, about }: AuditQuestion,
): Promise<{ readonly events: readonly LogEvent[]; readonly nextBeforeSeq: number | null }> {
  const afterSeq = Math.max(0, beforeSeq - 1 - SCANNED_AT_ONCE);
  let query = db
    .selectFrom("events")
    .select(["seq", "at_ms"])
    .where("seq", ">", afterSeq)
    .where("seq", "<", beforeSeq)
    .where("type", "in", [...kinds])
    .where((where) =>
      where.or([where("type", "!=", "operator.status-changed"), where("payload", "like", '%"setBy":{%')]),
    );
  if (fromMs !== undefined) query = query.where("at_ms", ">=", fromMs);
  if (toMs !== undefined) query = query.where("at_ms", "<", toMs);
  if (actor !== undefined) query = query.where("actor", "=", actor);
  if (about !== undefined) query = query.where("payload", "like", `%"${about.replaceAll(/[%_\\"]/g, "")}"%`);
  const rows = await query.orderBy("seq", "desc").limit(limit).execute();
  const events = await readEventsAt(
    db,
    rows.map(({ seq }) => seq),
  );
  const reached = rows.length === limit ? (rows.at(-1)?.seq ?? 0) : afterSeq + 1;
  return { events: [...events].reverse(), nextBeforeSeq: reached > 1 ? reached : null };
}
