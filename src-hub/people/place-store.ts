import type { ReadDb, WriteDb } from "../db/schema.ts";
import type { PersonRecord } from "./person-store.ts";

type Place = Pick<PersonRecord, "personId" | "name" | "extension" | "queues">;

/** Gives a person their extension and queues, or takes them away; the secret of a phone stays with its number. */
export async function savePlace(db: WriteDb, { personId, name, extension, queues }: Place): Promise<void> {
  const known = await db.selectFrom("accounts").selectAll().where("operator_id", "=", personId).executeTakeFirst();
  // The digest is made of the number: another number has another, which the caller's phone key gives.
  if (known && known.sip_user !== extension)
    await db.deleteFrom("accounts").where("operator_id", "=", personId).execute();
  if (extension !== null) {
    if (known?.sip_user === extension)
      await db.updateTable("accounts").set({ name }).where("operator_id", "=", personId).execute();
    else await insertAccount(db, personId, name, extension);
  }
  await saveQueues(db, personId, queues);
}

/** The secret a machine made for a person's desktop is good no more, neither at the link nor for the phone. */
export async function forgetMachineSecret(db: WriteDb, personId: string): Promise<void> {
  await db.updateTable("accounts").set({ ha1: null, link_hash: null }).where("operator_id", "=", personId).execute();
}

/** What checks the secret a machine made for a person's desktop. */
export async function readMachineHash(db: ReadDb, personId: string): Promise<string | null> {
  const row = await db
    .selectFrom("accounts")
    .select("link_hash")
    .where("operator_id", "=", personId)
    .executeTakeFirst();
  return row?.link_hash ?? null;
}

export async function readQueueIds(db: ReadDb): Promise<readonly string[]> {
  const rows = await db.selectFrom("queues").select("queue_id").execute();
  return rows.map(({ queue_id }) => queue_id);
}

/** Whether anybody but this person answers calls. */
export async function hasOtherOperator(db: ReadDb, personId: string): Promise<boolean> {
  const rows = await db.selectFrom("accounts").select("operator_id").where("kind", "=", "operator").execute();
  return rows.some(({ operator_id }) => operator_id !== personId);
}

/** Whether a number of the team already leads somewhere. */
export async function isNumberTaken(db: ReadDb, number: string, byOther: string): Promise<boolean> {
  const account = await db
    .selectFrom("accounts")
    .select("operator_id")
    .where((where) => where.or([where("number", "=", number), where("sip_user", "=", number)]))
    .executeTakeFirst();
  if (account && account.operator_id !== byOther) return true;
  const queue = await db.selectFrom("queues").select("queue_id").where("number", "=", number).executeTakeFirst();
  return queue !== undefined;
}

async function insertAccount(db: WriteDb, personId: string, name: string, extension: string): Promise<void> {
  const last = await db
    .selectFrom("accounts")
    .select(({ fn }) => fn.max("position").as("position"))
    .executeTakeFirst();
  await db
    .insertInto("accounts")
    .values({
      sip_user: extension,
      kind: "operator",
      operator_id: personId,
      number: extension,
      name,
      position: Number(last?.position ?? -1) + 1,
      ha1: null,
      link_hash: null,
    })
    .execute();
}

async function saveQueues(db: WriteDb, personId: string, queues: readonly string[]): Promise<void> {
  const known = await db.selectFrom("queue_members").select("queue_id").where("operator_id", "=", personId).execute();
  for (const { queue_id } of known)
    if (!queues.some((queue) => queue === queue_id))
      await db
        .deleteFrom("queue_members")
        .where("operator_id", "=", personId)
        .where("queue_id", "=", queue_id)
        .execute();
  for (const queueId of queues) {
    if (known.some(({ queue_id }) => queue_id === queueId)) continue;
    const last = await db
      .selectFrom("queue_members")
      .select(({ fn }) => fn.max("position").as("position"))
      .where("queue_id", "=", queueId)
      .executeTakeFirst();
    await db
      .insertInto("queue_members")
      .values({ queue_id: queueId, operator_id: personId, position: Number(last?.position ?? -1) + 1 })
      .execute();
  }
}
