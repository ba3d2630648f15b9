import { SiteEntry } from "../../../src-shared/site-chat/entries.ts";
import { DurableVisitorFrame } from "../../../src-shared/site-chat/visitor-frames.ts";
import type { HubDatabase, HubSchema, ReadDb, WriteDb } from "../../db/schema.ts";

/** A visitor who has written, as stored. Numbers are of entries; `told_n`: handed to the hub's intake up to there. */
export type VisitorRow = HubSchema["site_visitors"];

/** An entry before it has its number. `entryId` makes it happen once. */
export type NewEntry = {
  readonly entryId: string;
  readonly side: "visitor" | "operator" | "system";
  readonly make: (n: number, atMs: number) => SiteEntry;
  /** What the visitor asked for, as long as the hub's intake has not got it. */
  readonly source?: DurableVisitorFrame;
};

export type UntoldEntry = { readonly entry: SiteEntry; readonly source: DurableVisitorFrame | null };

export async function readVisitor(db: ReadDb, visitorId: string): Promise<VisitorRow | null> {
  const row = await db.selectFrom("site_visitors").selectAll().where("visitor_id", "=", visitorId).executeTakeFirst();
  return row ?? null;
}

/** Visitors with something the intake has not taken yet. */
export async function readUntold(db: ReadDb): Promise<readonly VisitorRow[]> {
  return db.selectFrom("site_visitors").selectAll().whereRef("told_n", "<", "last_n").execute();
}

export async function saveVisitor(db: WriteDb, row: VisitorRow): Promise<void> {
  await db
    .insertInto("site_visitors")
    .values(row)
    .onConflict((conflict) => conflict.column("visitor_id").doUpdateSet(row))
    .execute();
}

/** Changes what is named, and nothing else of the row. */
export async function changeVisitor(db: HubDatabase, visitorId: string, change: Partial<VisitorRow>): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await db.updateTable("site_visitors").set(change).where("visitor_id", "=", visitorId).execute();
}

/** The number of a visitor's newest entry; 0: there is none. */
export async function readLastNumber(db: ReadDb, visitorId: string): Promise<number> {
  const row = await db
    .selectFrom("site_entries")
    .select("n")
    .where("visitor_id", "=", visitorId)
    .orderBy("n", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.n ?? 0;
}

/** The number an entry has already, when it came before. */
export async function readEntryNumber(db: ReadDb, visitorId: string, entryId: string): Promise<number | null> {
  const row = await db
    .selectFrom("site_entries")
    .select("n")
    .where("visitor_id", "=", visitorId)
    .where("entry_id", "=", entryId)
    .executeTakeFirst();
  return row?.n ?? null;
}

export async function insertEntry(db: WriteDb, visitorId: string, added: NewEntry, entry: SiteEntry): Promise<void> {
  const { entryId, side } = added;
  const { n, atMs, kind } = entry;
  const body = JSON.stringify(entry);
  const sourceText = added.source ? JSON.stringify(added.source) : null;
  await db
    .insertInto("site_entries")
    .values({ visitor_id: visitorId, n, entry_id: entryId, side, kind, at_ms: atMs, body, source: sourceText })
    .execute();
}

/** The first entries after a number. */
export async function readEntriesAfter(db: ReadDb, visitorId: string, n: number, limit: number): Promise<SiteEntry[]> {
  const rows = await db
    .selectFrom("site_entries")
    .select("body")
    .where("visitor_id", "=", visitorId)
    .where("n", ">", n)
    .orderBy("n")
    .limit(limit)
    .execute();
  return rows.map(({ body }) => SiteEntry.parse(JSON.parse(body)));
}

/** The first entry after a number, with what the visitor asked for. */
export async function readUntoldEntry(db: ReadDb, visitorId: string, n: number): Promise<UntoldEntry | null> {
  const row = await db
    .selectFrom("site_entries")
    .select(["body", "source"])
    .where("visitor_id", "=", visitorId)
    .where("n", ">", n)
    .orderBy("n")
    .executeTakeFirst();
  if (!row) return null;
  const source = row.source === null ? null : DurableVisitorFrame.parse(JSON.parse(row.source));
  return { entry: SiteEntry.parse(JSON.parse(row.body)), source };
}

/** The last entries before a number, in their order. */
export async function readEntriesBefore(db: ReadDb, visitorId: string, n: number, limit: number): Promise<SiteEntry[]> {
  const rows = await db
    .selectFrom("site_entries")
    .select("body")
    .where("visitor_id", "=", visitorId)
    .where("n", "<", n)
    .orderBy("n", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ body }) => SiteEntry.parse(JSON.parse(body))).reverse();
}

/** The id of the operator's last message up to a number. */
export async function readOperatorEntryId(db: ReadDb, visitorId: string, upto: number): Promise<string | null> {
  const row = await db
    .selectFrom("site_entries")
    .select("entry_id")
    .where("visitor_id", "=", visitorId)
    .where("side", "=", "operator")
    .where("kind", "=", "message")
    .where("n", "<=", upto)
    .orderBy("n", "desc")
    .executeTakeFirst();
  return row?.entry_id ?? null;
}
