import type { HubDatabase, ReadDb, WriteDb } from "../db/schema.ts";

/** What lies outside the database: the bytes of a file of a conversation, by its id; a recording at the PBX, by its name. */
export type Removal = { readonly kind: "file" | "recording"; readonly ref: string };

/** Notes what is to be removed, in the transaction that forgets it. */
export async function addRemovals(db: WriteDb, removals: readonly Removal[], atMs: number): Promise<void> {
  for (const { kind, ref } of removals)
    await db
      .insertInto("removals")
      .values({ kind, ref, asked_at_ms: atMs })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** What is still to be removed: files first, the oldest first. */
export async function readRemovals(db: ReadDb, limit: number): Promise<readonly Removal[]> {
  const rows = await db
    .selectFrom("removals")
    .select(["kind", "ref"])
    .orderBy("kind")
    .orderBy("asked_at_ms")
    .orderBy("ref")
    .limit(limit)
    .execute();
  return rows.map(({ kind, ref }) => ({ kind: kind === "file" ? "file" : "recording", ref }));
}

/** It is gone. */
export async function settleRemoval(db: HubDatabase, { kind, ref }: Removal): Promise<void> {
  await db.deleteFrom("removals").where("kind", "=", kind).where("ref", "=", ref).execute();
}
