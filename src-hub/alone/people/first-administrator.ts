import { randomBytes } from "node:crypto";
import { Team } from "../../../src-shared/domain/team.ts";
import type { NewEvent } from "../../../src-shared/events/log-event.ts";
import type { NewPerson, PeopleRefusalCode } from "../../../src-shared/people/person.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import { hasTeam, seedTeam } from "../../accounts/team-store.ts";
import type { HubClock } from "../../clock.ts";
import type { HubDatabase } from "../../db/schema.ts";
import { EventLog } from "../../log/event-log.ts";
import type { PasswordHasher } from "../../people/password-hasher.ts";
import { refusalOfPlace } from "../../people/people-rules.ts";
import { insertPerson, isIdTaken, type PersonRecord, readPeople, updatePerson } from "../../people/person-store.ts";
import { readMachineHash, savePlace } from "../../people/place-store.ts";

const MINUTE_MS = 60_000;
const BREAKS = [
  { code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: 30 * MINUTE_MS },
  { code: "rest", name: { ru: "Отдых", en: "Rest" }, limitMs: 10 * MINUTE_MS },
  { code: "technical", name: { ru: "Техническая пауза", en: "Technical pause" }, limitMs: null },
];

export type FirstRefusal = "has-administrator" | PeopleRefusalCode;

type Needs = {
  readonly db: HubDatabase;
  readonly clock: HubClock;
  readonly hasher: Pick<PasswordHasher, "hash">;
  /** For a database that has no team yet; null: a small one is made. */
  readonly team: Team | null;
};

/**
 * Gives a hub its first administrator, before it runs: the caller holds the database alone. Whoever can do this has the
 * database anyway. Refused as soon as anybody can sign in as one. Answers with the password, which is stored nowhere.
 */
export async function makeFirstAdministrator(
  { db, clock, hasher, team }: Needs,
  wanted: Pick<NewPerson, "login" | "name" | "extension">,
): Promise<Result<string, FirstRefusal>> {
  const isEmpty = !(await hasTeam(db));
  if (!isEmpty && (await hasAdministrator(db))) return refused("has-administrator");
  if (isEmpty) await seedTeam(db, team ?? teamOf(wanted));
  const known = (await readPeople(db)).find(({ personId }) => personId === wanted.login);
  if (known && (known.passwordHash !== null || (await readMachineHash(db, known.personId)) !== null))
    return refused("login-taken");
  if (!known && (await isIdTaken(db, wanted.login))) return refused("login-taken");
  const password = randomBytes(15).toString("base64url");
  const passwordHash = await hasher.hash(password);
  const person: PersonRecord = known
    ? { ...known, role: "administrator", isBlocked: false, passwordHash, mustChangePassword: true }
    : { ...blank(wanted), createdAtMs: clock.nowMs(), passwordHash };
  const refusal = await refusalOfPlace(db, person);
  if (refusal !== null) return refused(refusal);
  const log = await EventLog.open(db, clock);
  await log.append([eventOf(known, person)], async (write) => {
    if (known) await updatePerson(write, person);
    else await insertPerson(write, person);
    await savePlace(write, person);
  });
  return accepted(password);
}

async function hasAdministrator(db: HubDatabase): Promise<boolean> {
  for (const { personId, role, isBlocked, passwordHash } of await readPeople(db)) {
    if (role !== "administrator" || isBlocked) continue;
    if (passwordHash !== null || (await readMachineHash(db, personId)) !== null) return true;
  }
  return false;
}

/** One queue, which the administrator answers: everything else is made at the running hub. */
function teamOf({ login, name, extension }: Pick<NewPerson, "login" | "name" | "extension">): Team {
  return Team.parse({
    operators: [{ operatorId: login, name, extension: extension ?? "1000" }],
    lines: [],
    queues: [{ queueId: "main", name: "Общая очередь", number: "700", members: [login] }],
    breakReasons: BREAKS,
  });
}

function blank({
  login,
  name,
  extension,
}: Pick<NewPerson, "login" | "name" | "extension">): Omit<PersonRecord, "createdAtMs" | "passwordHash"> {
  return {
    personId: login,
    name,
    role: "administrator",
    extension,
    groups: [],
    skills: {},
    queues: [],
    isBlocked: false,
    mustChangePassword: true,
    phoneKey: 1,
    totpSecret: null,
    isTotpOn: false,
    totpLastStep: null,
    recoveryHashes: [],
  };
}

function eventOf(known: PersonRecord | undefined, person: PersonRecord): NewEvent {
  const { personId, name, role, extension, groups, skills, queues } = person;
  return known
    ? { type: "person.role-changed", actor: "system", payload: { personId, role, before: known.role } }
    : { type: "person.created", actor: "system", payload: { personId, name, role, extension, groups, skills, queues } };
}
