import type { Message } from "../../src-shared/domain/fold-message.ts";
import type { RetentionKind } from "../../src-shared/domain/retention.ts";
import { entryWithoutText, eventWithoutExpired } from "../../src-shared/domain/without-expired.ts";
import type { EventType, LogEvent } from "../../src-shared/events/log-event.ts";
import { SiteEntry } from "../../src-shared/site-chat/entries.ts";
import type { ReadDb, WriteDb } from "../db/schema.ts";
import { rewriteEvents } from "./event-store.ts";
import { forgetRecordings } from "./recording-store.ts";
import { addRemovals } from "./removal-store.ts";

/** Where a piece of the log ends: up to which number its events are old enough, and whether that was all of them. */
export type DuePiece = { readonly uptoSeq: number; readonly events: readonly DueEvent[] };
type DueEvent = { readonly seq: number; readonly type: string };

/** The events after a number that were logged before a moment: at most `span`, by number and type alone. */
export async function readDuePiece(
  db: ReadDb,
  { afterSeq, span, beforeMs }: { readonly afterSeq: number; readonly span: number; readonly beforeMs: number },
): Promise<DuePiece> {
  const rows = await db
    .selectFrom("events")
    .select(["seq", "at_ms", "type"])
    .where("seq", ">", afterSeq)
    .where("seq", "<=", afterSeq + span)
    .orderBy("seq")
    .execute();
  const end = rows.findIndex(({ at_ms }) => at_ms >= beforeMs);
  const due = end < 0 ? rows : rows.slice(0, end);
  return { uptoSeq: due.at(-1)?.seq ?? afterSeq, events: due };
}

/** Which events hold something of a kind. */
export const TYPES_OF: Readonly<Record<Exclude<RetentionKind, "customers">, ReadonlySet<string>>> = {
  messages: new Set<EventType>(["message.received", "message.sent", "message.edited", "message.edit-asked"]),
  recordings: new Set<EventType>(["call.recording-changed"]),
  quality: new Set<EventType>(["call.quality-measured"]),
};

/** Takes what is over its time out of these events and of what was made of them. */
export async function expireEvents(
  db: WriteDb,
  kind: Exclude<RetentionKind, "customers">,
  events: readonly LogEvent[],
  { atMs, beforeMs }: { readonly atMs: number; readonly beforeMs: number },
): Promise<void> {
  if (kind === "recordings") {
    const names = events.flatMap((event) => (event.type === "call.recording-changed" ? [event.payload.recording] : []));
    const removals = [...new Set(names)].map((ref) => ({ kind: "recording" as const, ref }));
    await addRemovals(db, removals, atMs);
    await forgetRecordings(db, names);
    return;
  }
  await rewriteEvents(
    db,
    events.map((event) => eventWithoutExpired(event, kind)),
  );
  if (kind === "quality") await expireQuality(db, events);
  else await expireMessages(db, events, { atMs, beforeMs });
}

async function expireQuality(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) {
    const { type, payload } = eventWithoutExpired(event, "quality");
    if (type !== "call.quality-measured") continue;
    await db
      .updateTable("call_quality")
      .set({ body: JSON.stringify(payload.quality) })
      .where("interaction_id", "=", payload.interactionId)
      .where("operator_id", "=", payload.operatorId)
      .where("at_ms", "=", event.atMs)
      .execute();
  }
}

async function expireMessages(
  db: WriteDb,
  events: readonly LogEvent[],
  { atMs, beforeMs }: { readonly atMs: number; readonly beforeMs: number },
): Promise<void> {
  const written = events.flatMap((event) =>
    event.type === "message.received" || event.type === "message.sent" ? [event.payload] : [],
  );
  const files = written.flatMap(({ attachments }) => attachments.map(({ attachmentId }) => attachmentId));
  if (written.length === 0) return;
  const ids = written.map(({ messageId }) => messageId);
  const rows = await db.selectFrom("messages").selectAll().where("message_id", "in", ids).execute();
  const blank = rows.map((row) => {
    const message: Message = { ...(JSON.parse(row.body) as Message), text: "", attachments: [] };
    return { ...row, body: JSON.stringify(message) };
  });
  if (blank.length > 0)
    await db
      .insertInto("messages")
      .values(blank)
      .onConflict((conflict) =>
        conflict.column("message_id").doUpdateSet(({ ref }) => ({ body: ref("excluded.body") })),
      )
      .execute();
  if (files.length > 0) {
    await db.deleteFrom("attachments").where("attachment_id", "in", files).execute();
    const removals = files.map((ref) => ({ kind: "file" as const, ref }));
    await addRemovals(db, removals, atMs);
  }
  await expireMailboxes(db, [...new Set(written.map(({ conversationId }) => conversationId))], beforeMs);
}

/** The site chat keeps a mailbox of its own for its visitors. */
async function expireMailboxes(db: WriteDb, conversationIds: readonly string[], beforeMs: number): Promise<void> {
  const visitors = await db
    .selectFrom("conversations")
    .innerJoin("site_visitors", "site_visitors.visitor_id", "conversations.external_id")
    .select("site_visitors.visitor_id")
    .where("conversations.conversation_id", "in", conversationIds)
    .execute();
  for (const { visitor_id } of visitors) {
    const entries = await db
      .selectFrom("site_entries")
      .select(["n", "body"])
      .where("visitor_id", "=", visitor_id)
      .where("at_ms", "<", beforeMs)
      .execute();
    for (const { n, body } of entries) {
      const blank = JSON.stringify(entryWithoutText(SiteEntry.parse(JSON.parse(body))));
      if (blank === body) continue;
      await db
        .updateTable("site_entries")
        .set({ body: blank, source: null })
        .where("visitor_id", "=", visitor_id)
        .where("n", "=", n)
        .execute();
    }
    await db.deleteFrom("site_files").where("visitor_id", "=", visitor_id).where("at_ms", "<", beforeMs).execute();
  }
}
