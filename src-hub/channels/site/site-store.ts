import { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import type { HubDatabase, HubSchema, ReadDb, WriteDb } from "../../db/schema.ts";

export type StoredFile = HubSchema["site_files"];

/** The settings of every site that has the chat. */
export async function readSites(db: ReadDb): Promise<readonly SiteSettings[]> {
  const rows = await db.selectFrom("sites").select("body").orderBy("site_key").execute();
  return rows.map(({ body }) => SiteSettings.parse(JSON.parse(body)));
}

export async function removeSite(db: WriteDb, key: string): Promise<void> {
  await db.deleteFrom("sites").where("site_key", "=", key).execute();
}

export async function saveSite(db: HubDatabase | WriteDb, settings: SiteSettings): Promise<void> {
  const body = JSON.stringify(settings);
  await db
    .insertInto("sites")
    .values({ site_key: settings.key, body })
    .onConflict((conflict) => conflict.column("site_key").doUpdateSet({ body }))
    .execute();
}

export async function saveFile(db: HubDatabase, file: StoredFile): Promise<void> {
  await db.insertInto("site_files").values(file).execute();
}

/** A file of this visitor's conversation; nobody else's. */
export async function readFile(db: ReadDb, visitorId: string, fileId: string): Promise<StoredFile | null> {
  const row = await db
    .selectFrom("site_files")
    .selectAll()
    .where("file_id", "=", fileId)
    .where("visitor_id", "=", visitorId)
    .executeTakeFirst();
  return row ?? null;
}
