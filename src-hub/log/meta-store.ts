import type { HubDatabase, ReadDb, WriteDb } from "../db/schema.ts";

/** What the hub keeps about itself: the id of its log, the last sign of life, and the team's settings. */
export type MetaName =
  | "file-link-secret"
  | "log-id"
  | "alive-at-ms"
  | "missed-offers-limit"
  | "auto-answer"
  | "hub-key"
  | "status-rules"
  | "customer-mark-key"
  | "retention"
  | "retention-cursors"
  | "settings-version"
  | "topics"
  | "site-chat-secrets"
  | "cluster-id"
  | "cluster-term";

export async function readMeta(db: ReadDb, name: MetaName): Promise<string | null> {
  const row = await db.selectFrom("meta").select("value").where("name", "=", name).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeMeta(db: HubDatabase | WriteDb, name: MetaName, value: string): Promise<void> {
  await db
    .insertInto("meta")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}

/** Writes a value unless there is one. */
export async function writeMetaOnce(db: HubDatabase | WriteDb, name: MetaName, value: string): Promise<void> {
  await db
    .insertInto("meta")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
}
