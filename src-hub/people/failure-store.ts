import type { FailureRecord } from "../../src-shared/domain/lock-out.ts";
import type { HubDatabase, ReadDb } from "../db/schema.ts";

/** Where wrong passwords are counted, by subject. */
export interface FailureBook {
  read(subject: string): Promise<FailureRecord | null>;
  save(subject: string, record: FailureRecord): Promise<void>;
  forget(subject: string): Promise<void>;
  /** Forgets what was over before a time. */
  prune(beforeMs: number): Promise<void>;
}

/** The hub's database as the book: a restart forgives nothing, and all nodes read the same. */
export function failureBook(db: HubDatabase): FailureBook {
  return {
    read: (subject) => readFailures(db, subject),
    save: (subject, record) => saveFailures(db, subject, record),
    forget: (subject) => forgetFailures(db, subject),
    prune: (beforeMs) => pruneFailures(db, beforeMs),
  };
}

async function readFailures(db: ReadDb, subject: string): Promise<FailureRecord | null> {
  const row = await db.selectFrom("sign_in_failures").selectAll().where("subject", "=", subject).executeTakeFirst();
  return row ? { failures: row.failures, lastAtMs: row.last_at_ms, lockedUntilMs: row.locked_until_ms } : null;
}

async function saveFailures(db: HubDatabase, subject: string, record: FailureRecord): Promise<void> {
  const changes = {
    failures: record.failures,
    last_at_ms: record.lastAtMs,
    locked_until_ms: record.lockedUntilMs,
  };
  await db
    .insertInto("sign_in_failures")
    .values({ subject, ...changes })
    .onConflict((conflict) => conflict.column("subject").doUpdateSet(changes))
    .execute();
}

async function forgetFailures(db: HubDatabase, subject: string): Promise<void> {
  await db.deleteFrom("sign_in_failures").where("subject", "=", subject).execute();
}

/** Forgets what happened long ago. */
async function pruneFailures(db: HubDatabase, beforeMs: number): Promise<void> {
  await db
    .deleteFrom("sign_in_failures")
    .where("last_at_ms", "<", beforeMs)
    .where("locked_until_ms", "<", beforeMs)
    .execute();
}
