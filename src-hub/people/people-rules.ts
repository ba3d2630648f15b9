import type { PeopleRefusalCode } from "../../src-shared/people/person.ts";
import type { ReadDb } from "../db/schema.ts";
import { type PersonRecord, readPeople } from "./person-store.ts";
import { hasOtherOperator, isNumberTaken, readQueueIds } from "./place-store.ts";

type Place = Pick<PersonRecord, "personId" | "extension" | "queues">;

/** Whether a person may stand in this place of the team; null: yes. */
export async function refusalOfPlace(db: ReadDb, person: Place): Promise<PeopleRefusalCode | null> {
  const { personId, extension, queues } = person;
  if (extension === null && !(await hasOtherOperator(db, personId))) return "last-operator";
  if (extension !== null && (await isNumberTaken(db, extension, personId))) return "extension-taken";
  const known = await readQueueIds(db);
  return queues.every((queue) => known.includes(queue)) ? null : "unknown-queue";
}

/** Somebody must be left who can let others in; null: somebody is. */
export async function refusalOfRole(
  db: ReadDb,
  before: PersonRecord,
  after: PersonRecord,
): Promise<PeopleRefusalCode | null> {
  if (!mayAdminister(before) || mayAdminister(after)) return null;
  const others = (await readPeople(db)).filter(({ personId }) => personId !== before.personId);
  return others.some(mayAdminister) ? null : "last-administrator";
}

function mayAdminister({ role, isBlocked, passwordHash }: PersonRecord): boolean {
  return role === "administrator" && !isBlocked && passwordHash !== null;
}
