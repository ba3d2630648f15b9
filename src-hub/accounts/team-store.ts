import type { QueueRules } from "../../src-shared/domain/distribution/queue-rules.ts";
import { Team } from "../../src-shared/domain/team.ts";
import type { TeamSettings } from "../../src-shared/domain/team-settings.ts";
import type { QueueId } from "../../src-shared/ids.ts";
import type { HubDatabase, ReadDb, WriteDb } from "../db/schema.ts";
import { readMeta, writeMeta } from "../log/meta-store.ts";
import { readTopics, saveTopics } from "../log/topic-store.ts";
import { insertPerson, type PersonRecord, readPeople } from "../people/person-store.ts";

/** Puts the team into an empty hub; a hub that has a team keeps its own. */
export async function seedTeam(db: HubDatabase, team: Team): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const known = await transaction.selectFrom("accounts").select("sip_user").limit(1).executeTakeFirst();
    if (known) return;
    await insertAccounts(transaction, team);
    await insertPeople(transaction, team);
    await insertQueues(transaction, team);
    await writeMeta(transaction, "missed-offers-limit", String(team.missedOffersLimit));
    if (team.topics) await saveTopics(transaction, { version: 1, settings: team.topics });
    await writeMeta(transaction, "auto-answer", JSON.stringify(team.autoAnswer));
    const { declinedOffersLimit, maxOnBreak, maxOnBreakOfGroups } = team;
    const statusRules = { declinedOffersLimit, maxOnBreak, maxOnBreakOfGroups };
    await writeMeta(transaction, "status-rules", JSON.stringify(statusRules));
  });
}

/** Whether anybody was ever put into this hub. */
export async function hasTeam(db: ReadDb): Promise<boolean> {
  return (await db.selectFrom("accounts").select("sip_user").limit(1).executeTakeFirst()) !== undefined;
}

/** The team as it is stored. */
export async function readTeam(db: ReadDb): Promise<Team> {
  const accounts = await db.selectFrom("accounts").selectAll().orderBy("position").execute();
  const queues = await db.selectFrom("queues").selectAll().orderBy("position").execute();
  const members = await db.selectFrom("queue_members").selectAll().orderBy("position").execute();
  const people = new Map((await readPeople(db)).map((person) => [String(person.personId), person]));
  const reasons = await db.selectFrom("break_reasons").selectAll().orderBy("position").execute();
  const missedOffersLimit = await readMeta(db, "missed-offers-limit");
  const autoAnswer = await readMeta(db, "auto-answer");
  const statusRules = await readMeta(db, "status-rules");
  const { settings: topics } = await readTopics(db);
  const stored: unknown = autoAnswer === null ? undefined : JSON.parse(autoAnswer);
  return Team.parse({
    operators: [
      ...accounts
        .filter((account) => account.kind === "operator")
        .map(({ operator_id, name, sip_user, workload }) => ({
          operatorId: operator_id,
          name,
          extension: sip_user,
          ...standingOf(people.get(operator_id ?? "")),
          workload: documentOf(workload),
        })),
      // Without a phone; who is blocked has no name here to keep for anybody's call.
      ...[...people.values()]
        .filter(({ extension, isBlocked }) => extension === null && !isBlocked)
        .map((person) => ({ operatorId: person.personId, name: person.name, extension: "", ...standingOf(person) })),
    ],
    lines: accounts
      .filter((account) => account.kind === "line")
      .map(({ sip_user, name, number }) => ({ login: sip_user, name, number })),
    queues: queues.map((queue) => ({
      queueId: queue.queue_id,
      name: queue.name,
      number: queue.number,
      members: members.filter((member) => member.queue_id === queue.queue_id).map((member) => member.operator_id),
      ringTimeoutMs: queue.ring_timeout_ms,
      wrapUpMs: queue.wrap_up_ms,
      wrapUp: queue.wrap_up_policy === null ? undefined : (JSON.parse(queue.wrap_up_policy) as unknown),
      maxOnBreak: queue.max_on_break ?? undefined,
      rules: documentOf(queue.rules),
    })),
    breakReasons: reasons.map(({ code, name_ru, name_en, limit_ms }) => ({
      code,
      name: { ru: name_ru, en: name_en },
      limitMs: limit_ms,
    })),
    missedOffersLimit: missedOffersLimit === null ? undefined : Number(missedOffersLimit),
    autoAnswer: stored,
    // What goes without saying is not said.
    ...(topics.topics.length > 0 || topics.required.length > 0 ? { topics } : {}),
    // A hub from before these rules has none kept: the defaults hold.
    ...(statusRules === null ? {} : (JSON.parse(statusRules) as object)),
  });
}

/** What goes without saying is not said: older desktops and tests of the wire see what they always saw. */
function standingOf(person: PersonRecord | undefined) {
  return {
    ...(person && person.role !== "operator" && { role: person.role }),
    ...(person && person.groups.length > 0 && { groups: person.groups }),
    ...(person && Object.keys(person.skills).length > 0 && { skills: person.skills }),
  };
}

/** How a queue distributes from now on. */
export async function saveQueueRules(db: WriteDb, queueId: QueueId, rules: QueueRules): Promise<void> {
  await db
    .updateTable("queues")
    .set({ rules: JSON.stringify(rules) })
    .where("queue_id", "=", queueId)
    .execute();
}

/** Everything that may be changed of a team while it serves. */
export async function saveTeamSettings(db: WriteDb, settings: TeamSettings): Promise<void> {
  const { missedOffersLimit, declinedOffersLimit, maxOnBreak, maxOnBreakOfGroups, breakReasons, queues } = settings;
  await writeMeta(db, "missed-offers-limit", String(missedOffersLimit));
  await writeMeta(db, "status-rules", JSON.stringify({ declinedOffersLimit, maxOnBreak, maxOnBreakOfGroups }));
  await db.deleteFrom("break_reasons").execute();
  await insertBreakReasons(db, breakReasons);
  for (const { queueId, name, ringTimeoutMs, wrapUpMs, wrapUp, maxOnBreak: ofQueue, rules } of queues)
    await db
      .updateTable("queues")
      .set({
        name,
        ring_timeout_ms: ringTimeoutMs,
        wrap_up_ms: wrapUpMs,
        wrap_up_policy: JSON.stringify(wrapUp),
        max_on_break: ofQueue,
        rules: JSON.stringify(rules),
      })
      .where("queue_id", "=", queueId)
      .execute();
}

/** The version of the team's settings: it grows with each change, so that nobody overwrites what they have not seen. */
export async function readSettingsVersion(db: ReadDb): Promise<number> {
  return Number((await readMeta(db, "settings-version")) ?? 1);
}

export function saveSettingsVersion(db: WriteDb, version: number): Promise<void> {
  return writeMeta(db, "settings-version", String(version));
}

async function insertBreakReasons(db: WriteDb, reasons: Team["breakReasons"]): Promise<void> {
  for (const [position, { code, name, limitMs }] of reasons.entries())
    await db
      .insertInto("break_reasons")
      .values({ code, name_ru: name.ru, name_en: name.en, limit_ms: limitMs, position })
      .execute();
}

async function insertAccounts(db: WriteDb, team: Team): Promise<void> {
  const withPhone = team.operators.filter(({ extension }) => extension !== "");
  const operators = withPhone.map(({ operatorId, name, extension, workload }, position) => ({
    sip_user: extension,
    kind: "operator" as const,
    operator_id: operatorId,
    number: extension,
    name,
    position,
    ha1: null,
    link_hash: null,
    workload: workload ? JSON.stringify(workload) : null,
  }));
  const lines = team.lines.map(({ login, name, number }, position) => ({
    sip_user: login,
    kind: "line" as const,
    operator_id: null,
    number,
    name,
    position: operators.length + position,
    ha1: null,
    link_hash: null,
    workload: null,
  }));
  for (const account of [...operators, ...lines]) await db.insertInto("accounts").values(account).execute();
}

async function insertPeople(db: WriteDb, team: Team): Promise<void> {
  for (const { operatorId, name, extension, role = "operator", groups = [], skills = {} } of team.operators)
    await insertPerson(db, {
      personId: operatorId,
      name,
      extension: extension === "" ? null : extension,
      role,
      groups,
      skills,
      queues: [],
      isBlocked: false,
      mustChangePassword: false,
      createdAtMs: 0,
      passwordHash: null,
      phoneKey: 1,
      totpSecret: null,
      isTotpOn: false,
      totpLastStep: null,
      recoveryHashes: [],
    });
}

async function insertQueues(db: WriteDb, team: Team): Promise<void> {
  for (const [position, queue] of team.queues.entries()) {
    const { queueId, name, number, ringTimeoutMs, wrapUpMs, wrapUp, maxOnBreak, members } = queue;
    await db
      .insertInto("queues")
      .values({
        queue_id: queueId,
        name,
        number,
        ring_timeout_ms: ringTimeoutMs,
        wrap_up_ms: wrapUpMs,
        position,
        wrap_up_policy: wrapUp ? JSON.stringify(wrapUp) : null,
        max_on_break: maxOnBreak ?? null,
        rules: queue.rules ? JSON.stringify(queue.rules) : null,
      })
      .execute();
    for (const [place, operatorId] of members.entries())
      await db
        .insertInto("queue_members")
        .values({ queue_id: queueId, operator_id: operatorId, position: place })
        .execute();
  }
  await insertBreakReasons(db, team.breakReasons);
}

/** A stored document; undefined where none is, so that the contract's own default counts. */
function documentOf(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}
