import type { Selectable } from "kysely";
import { Role } from "../../src-shared/domain/rights.ts";
import { GroupCode, Skills } from "../../src-shared/domain/skill.ts";
import { OperatorId, QueueId } from "../../src-shared/ids.ts";
import type { Person } from "../../src-shared/people/person.ts";
import type { HubDatabase, HubSchema, ReadDb, WriteDb } from "../db/schema.ts";

/** A person with what checks them: never leaves the hub. */
export type PersonRecord = Omit<Person, "hasPassword" | "hasTotp"> & {
  readonly passwordHash: string | null;
  /** Raised when the secret of the person's phone must be another one. */
  readonly phoneKey: number;
  /** Sealed; there from the moment it was shown, and asked for once `isTotpOn`. */
  readonly totpSecret: string | null;
  readonly isTotpOn: boolean;
  /** The time step of the last code taken: no code counts twice. */
  readonly totpLastStep: number | null;
  readonly recoveryHashes: readonly string[];
};

/** Everybody who was not removed, by id. */
export async function readPeople(db: ReadDb): Promise<readonly PersonRecord[]> {
  const rows = await db.selectFrom("people").selectAll().where("is_removed", "=", 0).orderBy("person_id").execute();
  const extensions = await db.selectFrom("accounts").select(["operator_id", "sip_user"]).execute();
  const members = await db
    .selectFrom("queue_members")
    .select(["operator_id", "queue_id"])
    .orderBy("queue_id")
    .execute();
  const extensionOf = new Map(extensions.map(({ operator_id, sip_user }) => [operator_id, sip_user]));
  const queuesOf = new Map<string, string[]>();
  for (const { operator_id, queue_id } of members)
    queuesOf.set(operator_id, [...(queuesOf.get(operator_id) ?? []), queue_id]);
  return rows.map((row) => toRecord(row, extensionOf.get(row.person_id) ?? null, queuesOf.get(row.person_id) ?? []));
}

/** Null: nobody has this id, or they were removed. */
export async function readPerson(db: ReadDb, personId: string): Promise<PersonRecord | null> {
  const row = await db
    .selectFrom("people")
    .selectAll()
    .where("person_id", "=", personId)
    .where("is_removed", "=", 0)
    .executeTakeFirst();
  if (!row) return null;
  const account = await db
    .selectFrom("accounts")
    .select("sip_user")
    .where("operator_id", "=", personId)
    .executeTakeFirst();
  const members = await db
    .selectFrom("queue_members")
    .select("queue_id")
    .where("operator_id", "=", personId)
    .orderBy("queue_id")
    .execute();
  return toRecord(
    row,
    account?.sip_user ?? null,
    members.map(({ queue_id }) => queue_id),
  );
}

/** Whether anybody has, or ever had, this id: ids stay with their facts in the log. */
export async function isIdTaken(db: ReadDb, personId: string): Promise<boolean> {
  const row = await db.selectFrom("people").select("person_id").where("person_id", "=", personId).executeTakeFirst();
  return row !== undefined;
}

export async function insertPerson(db: WriteDb, person: PersonRecord): Promise<void> {
  await db
    .insertInto("people")
    .values({ person_id: person.personId, is_removed: 0, created_at_ms: person.createdAtMs, ...columnsOf(person) })
    .execute();
}

export async function updatePerson(db: WriteDb, person: PersonRecord): Promise<void> {
  await db.updateTable("people").set(columnsOf(person)).where("person_id", "=", person.personId).execute();
}

/** The id stays taken; everything that would let them in goes. */
export async function markRemoved(db: WriteDb, personId: string): Promise<void> {
  const nothing = { password_hash: null, totp_secret: null, totp_is_on: 0, recovery_hashes: "[]" };
  await db
    .updateTable("people")
    .set({ is_removed: 1, is_blocked: 1, ...nothing })
    .where("person_id", "=", personId)
    .execute();
}

/** A new hash of the same password; lost when the password was changed meanwhile. */
export async function saveRehash(db: HubDatabase, before: PersonRecord, passwordHash: string): Promise<void> {
  await db
    .updateTable("people")
    .set({ password_hash: passwordHash })
    .where("person_id", "=", before.personId)
    .where("password_hash", before.passwordHash === null ? "is" : "=", before.passwordHash)
    .execute();
}

/** What a code came to: the step of the clock it was of, or the recovery codes that are left. */
type CodeUse =
  | { readonly kind: "totp"; readonly step: number }
  | { readonly kind: "recovery-code"; readonly left: readonly string[] };

/** Marks a code as taken; false: it was, a moment ago. */
export async function saveCodeUse(db: HubDatabase, before: PersonRecord, use: CodeUse): Promise<boolean> {
  const change = db.updateTable("people").where("person_id", "=", before.personId);
  const { numUpdatedRows } = await (use.kind === "totp"
    ? change
        .set({ totp_last_step: use.step })
        .where((where) => where.or([where("totp_last_step", "is", null), where("totp_last_step", "<", use.step)]))
    : change
        .set({ recovery_hashes: JSON.stringify(use.left) })
        .where("recovery_hashes", "=", JSON.stringify(before.recoveryHashes))
  ).executeTakeFirst();
  return numUpdatedRows === 1n;
}

export type TotpState = {
  readonly sealed: string | null;
  readonly isOn: boolean;
  readonly lastStep: number | null;
  readonly recoveryHashes: readonly string[];
};

export async function saveTotp(db: WriteDb, personId: string, totp: TotpState): Promise<void> {
  await db
    .updateTable("people")
    .set({
      totp_secret: totp.sealed,
      totp_is_on: totp.isOn ? 1 : 0,
      totp_last_step: totp.lastStep,
      recovery_hashes: JSON.stringify(totp.recoveryHashes),
    })
    .where("person_id", "=", personId)
    .execute();
}

/** A person as the API shows them. */
export function toPerson(record: PersonRecord): Person {
  const { personId, name, role, extension, groups, skills, queues, isBlocked, mustChangePassword, createdAtMs } =
    record;
  const place = { personId, name, role, extension, groups, skills, queues };
  const [hasPassword, hasTotp] = [record.passwordHash !== null, record.isTotpOn];
  return { ...place, isBlocked, hasPassword, mustChangePassword, hasTotp, createdAtMs };
}

function columnsOf(person: PersonRecord) {
  return {
    name: person.name,
    role: person.role,
    groups: JSON.stringify(person.groups),
    skills: JSON.stringify(person.skills),
    is_blocked: person.isBlocked ? 1 : 0,
    password_hash: person.passwordHash,
    must_change_password: person.mustChangePassword ? 1 : 0,
    phone_key: person.phoneKey,
    totp_secret: person.totpSecret,
    totp_is_on: person.isTotpOn ? 1 : 0,
    totp_last_step: person.totpLastStep,
    recovery_hashes: JSON.stringify(person.recoveryHashes),
  };
}

function toRecord(
  row: Selectable<HubSchema["people"]>,
  extension: string | null,
  queues: readonly string[],
): PersonRecord {
  return {
    personId: OperatorId.parse(row.person_id),
    name: row.name,
    role: Role.parse(row.role),
    extension,
    groups: GroupCode.array().parse(JSON.parse(row.groups)),
    skills: Skills.parse(JSON.parse(row.skills)),
    queues: QueueId.array().parse(queues),
    isBlocked: row.is_blocked === 1,
    mustChangePassword: row.must_change_password === 1,
    createdAtMs: row.created_at_ms,
    passwordHash: row.password_hash,
    phoneKey: row.phone_key,
    totpSecret: row.totp_secret,
    isTotpOn: row.totp_is_on === 1,
    totpLastStep: row.totp_last_step,
    recoveryHashes: (JSON.parse(row.recovery_hashes) as unknown[]).map(String),
  };
}
