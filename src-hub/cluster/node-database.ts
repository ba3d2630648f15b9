import { randomUUID } from "node:crypto";
import { hasTeam } from "../accounts/team-store.ts";
import { isMigrated } from "../db/migrate.ts";
import { migrationList } from "../db/migrations/list.ts";
import type { HubDatabase } from "../db/schema.ts";
import { readMeta, writeMeta, writeMetaOnce } from "../log/meta-store.ts";

/** Whether a leader has made the database what this program wants it to be, with a team and a log in it. */
export async function isDatabaseServed(db: HubDatabase): Promise<boolean> {
  if (!(await isMigrated(db, migrationList("postgres")))) return false;
  return (await hasTeam(db)) && (await readMeta(db, "log-id")) !== null;
}

/** Begins the names of what the nodes of this database keep on Redis: two hubs may share one. */
export async function readPrefix(db: HubDatabase): Promise<string> {
  await writeMetaOnce(db, "cluster-id", randomUUID());
  return `tandem:${(await readMeta(db, "cluster-id")) ?? ""}`;
}

/** The number of the lease that was just taken: greater than any before. */
export async function nextTerm(db: HubDatabase): Promise<number> {
  const term = Number((await readMeta(db, "cluster-term")) ?? 0) + 1;
  await writeMeta(db, "cluster-term", String(term));
  return term;
}
