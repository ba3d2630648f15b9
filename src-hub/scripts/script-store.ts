import { ScriptGraph } from "../../src-shared/domain/scripts/script.ts";
import { ScriptDraft } from "../../src-shared/domain/scripts/script-draft.ts";
import { ScriptHead, type ScriptVersion } from "../../src-shared/domain/scripts/script-head.ts";
import type { PublishedVersion } from "../../src-shared/domain/scripts/script-shelf.ts";
import { ScriptId } from "../../src-shared/ids.ts";
import type { HubDatabase, HubSchema, ReadDb, WriteDb } from "../db/schema.ts";

/** A script with what is published of it and what is being written. `draftRevision` grows by one each time a draft is kept. */
export type StoredScript = {
  readonly scriptId: ScriptId;
  readonly version: number;
  readonly head: ScriptHead | null;
  readonly isWithdrawn: boolean;
  readonly draft: ScriptDraft | null;
  readonly draftRevision: number;
  readonly draftBy: string | null;
  readonly draftAtMs: number | null;
};

/** All scripts, by their ids. */
export async function readScripts(db: ReadDb): Promise<readonly StoredScript[]> {
  const rows = await db.selectFrom("scripts").selectAll().orderBy("script_id").execute();
  return rows.map(storedScript);
}

export async function readScript(db: ReadDb, scriptId: ScriptId): Promise<StoredScript | null> {
  const row = await db.selectFrom("scripts").selectAll().where("script_id", "=", scriptId).executeTakeFirst();
  return row ? storedScript(row) : null;
}

/** Null: there is no such version. */
export async function readGraph(db: ReadDb, { scriptId, version }: ScriptVersion): Promise<ScriptGraph | null> {
  const row = await db
    .selectFrom("script_versions")
    .select("graph")
    .where("script_id", "=", scriptId)
    .where("version", "=", version)
    .executeTakeFirst();
  return row ? ScriptGraph.parse(JSON.parse(row.graph)) : null;
}

/** The newest first. */
export async function readVersions(db: ReadDb, scriptId: ScriptId): Promise<readonly PublishedVersion[]> {
  const rows = await db
    .selectFrom("script_versions")
    .select(["head", "at_ms", "published_by"])
    .where("script_id", "=", scriptId)
    .orderBy("version", "desc")
    .execute();
  return rows.map(({ head, at_ms, published_by }) => {
    return { head: ScriptHead.parse(JSON.parse(head)), atMs: at_ms, publishedBy: published_by };
  });
}

export type KeptDraft = {
  readonly scriptId: ScriptId;
  readonly draft: ScriptDraft;
  readonly by: string;
  readonly atMs: number;
};

/** Keeps a draft, if the one it was made from (`revision`; 0: none) is still the last; else nothing is written and it answers false. */
export async function saveDraft(
  db: HubDatabase,
  { scriptId, draft, by, atMs }: KeptDraft,
  revision: number,
): Promise<boolean> {
  const changes = { draft: JSON.stringify(draft), draft_by: by, draft_at_ms: atMs, draft_revision: revision + 1 };
  if (revision === 0) {
    const row = { script_id: scriptId, version: 0, head: null, is_withdrawn: 0, ...changes };
    const made = await db
      .insertInto("scripts")
      .values(row)
      .onConflict((conflict) => conflict.column("script_id").doNothing())
      .executeTakeFirst();
    if ((made.numInsertedOrUpdatedRows ?? 0n) > 0n) return true;
  }
  const changed = await db
    .updateTable("scripts")
    .set(changes)
    .where("script_id", "=", scriptId)
    .where("draft_revision", "=", revision)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** Keeps a version for good; the draft stays, as the text the next one is made from. */
export async function savePublished(
  db: WriteDb,
  {
    head,
    graph,
    by,
    atMs,
  }: { readonly head: ScriptHead; readonly graph: ScriptGraph; readonly by: string; readonly atMs: number },
): Promise<void> {
  const { scriptId, version } = head;
  const body = JSON.stringify(head);
  await db
    .insertInto("script_versions")
    .values({
      ...{ script_id: scriptId, version, at_ms: atMs, published_by: by },
      graph: JSON.stringify(graph),
      head: body,
    })
    .execute();
  await db
    .updateTable("scripts")
    .set({ version, head: body, is_withdrawn: 0 })
    .where("script_id", "=", scriptId)
    .execute();
}

export async function saveWithdrawn(db: WriteDb, scriptId: ScriptId): Promise<void> {
  await db.updateTable("scripts").set({ is_withdrawn: 1 }).where("script_id", "=", scriptId).execute();
}

function storedScript(row: HubSchema["scripts"]): StoredScript {
  return {
    scriptId: ScriptId.parse(row.script_id),
    version: row.version,
    head: row.head === null ? null : ScriptHead.parse(JSON.parse(row.head)),
    isWithdrawn: row.is_withdrawn === 1,
    draft: row.draft === null ? null : ScriptDraft.parse(JSON.parse(row.draft)),
    draftRevision: row.draft_revision,
    draftBy: row.draft_by,
    draftAtMs: row.draft_at_ms,
  };
}
