import { randomBytes } from "node:crypto";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import type { NewPerson, PeopleRefusalCode, Person, PersonChange } from "../../src-shared/people/person.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { HubService } from "../service/hub-service.ts";
import type { TeamChange } from "../service/hub-service-needs.ts";
import type { PasswordHasher } from "./password-hasher.ts";
import { isWeakPassword } from "./password-rule.ts";
import { refusalOfPlace, refusalOfRole } from "./people-rules.ts";
import {
  insertPerson,
  isIdTaken,
  markRemoved,
  type PersonRecord,
  readPeople,
  readPerson,
  toPerson,
  updatePerson,
} from "./person-store.ts";
import { forgetMachineSecret, savePlace } from "./place-store.ts";
import { endSessionsOf } from "./session-store.ts";

/** Bytes of a password made by the hub: 120 bits, 20 characters. */
const MADE_PASSWORD_BYTES = 15;

export type PeopleNeeds = {
  readonly db: HubDatabase;
  readonly service: HubService;
  readonly directory: Directory;
  readonly hasher: PasswordHasher;
  readonly clock: HubClock;
};

/** A person, and the password the hub made for them: told this once, stored nowhere. */
export type PersonWithPassword = { readonly person: Person; readonly madePassword: string | null };

type Refused = PeopleRefusalCode;

/** Looks after the people of the team. Every change is a fact in the log with who did it, and counts without a restart. */
export class PeopleService {
  readonly #needs: PeopleNeeds;

  constructor(needs: PeopleNeeds) {
    this.#needs = needs;
  }

  async list(): Promise<readonly Person[]> {
    return (await readPeople(this.#needs.db)).map(toPerson);
  }

  async find(personId: string): Promise<Person | null> {
    const person = await readPerson(this.#needs.db, personId);
    return person && toPerson(person);
  }

  async create(actor: string, wanted: NewPerson): Promise<Result<PersonWithPassword, Refused>> {
    const created = await this.createAll(actor, [wanted]);
    if (!created.ok) return refused(created.code);
    const [person] = created.value;
    if (!person) throw new Error("one person was asked for, none came");
    return accepted(person);
  }

  /** All of them or none; a refusal says which one it is about (`index`). */
  async createAll(
    actor: string,
    wanted: readonly NewPerson[],
  ): Promise<Result<readonly PersonWithPassword[], Refused> & { readonly index?: number }> {
    const weak = wanted.findIndex((person) => person.password !== undefined && isWeakPassword(person.password, person));
    if (weak >= 0) return { ...refused("weak-password"), index: weak };
    const made: { readonly record: PersonRecord; readonly madePassword: string | null }[] = [];
    for (const person of wanted) made.push(await this.#make(person));
    let refusedAt = -1;
    const done = await this.#needs.service.changeTeam<readonly PersonWithPassword[], Refused>(async () => {
      for (const [index, { record }] of made.entries()) {
        const code = await this.#refusalOfNew(
          record,
          made.slice(0, index).map((one) => one.record),
        );
        if (code === null) continue;
        refusedAt = index;
        return refused(code);
      }
      return accepted({
        value: made.map(({ record, madePassword }) => ({ person: toPerson(record), madePassword })),
        events: made.map(({ record }) => createdEvent(actor, record)),
        write: async (db) => {
          for (const { record } of made) {
            await insertPerson(db, record);
            await savePlace(db, record);
          }
        },
      });
    });
    return done.ok ? done : { ...done, index: refusedAt };
  }

  /** What would keep each of them from being taken in, by their place in the list. */
  async problemsOf(wanted: readonly NewPerson[]): Promise<readonly { index: number; code: Refused }[]> {
    const problems: { index: number; code: Refused }[] = [];
    const places = wanted.map((person) => ({ ...person, personId: person.login }));
    for (const [index, person] of places.entries()) {
      const isWeak = person.password !== undefined && isWeakPassword(person.password, person);
      const code = isWeak ? "weak-password" : await this.#refusalOfNew(person, places.slice(0, index));
      if (code !== null) problems.push({ index, code });
    }
    return problems;
  }

  /** What is named changes; a role that is taken away counts from the next command and request on. */
  change(actor: string, personId: string, change: PersonChange): Promise<Result<Person, Refused>> {
    return this.#changeOne(personId, async (before) => {
      const after: PersonRecord = { ...before, ...definedOf(change) };
      const refusal =
        (await refusalOfPlace(this.#needs.db, after)) ?? (await refusalOfRole(this.#needs.db, before, after));
      if (refusal !== null) return refused(refusal);
      // Another number has another digest: the link's secret no longer opens it, the hub's own does.
      return accepted({ after, events: changedEvents(actor, before, after, change) });
    });
  }

  block(actor: string, personId: string): Promise<Result<Person, Refused>> {
    return this.#changeOne(personId, async (before) => {
      const after = { ...before, isBlocked: true, phoneKey: before.phoneKey + 1 };
      const refusal = await refusalOfRole(this.#needs.db, before, after);
      if (refusal !== null) return refused(refusal);
      if (before.isBlocked) return accepted({ after: before, events: [] });
      return accepted({
        after,
        endsSessions: true,
        events: [
          { type: "person.blocked", actor, payload: { personId: before.personId } },
          { type: "person.sessions-ended", actor, payload: { personId: before.personId, why: "blocked" } },
        ],
      });
    });
  }

  unblock(actor: string, personId: string): Promise<Result<Person, Refused>> {
    return this.#changeOne(personId, async (before) =>
      accepted({
        after: { ...before, isBlocked: false },
        events: before.isBlocked ? [{ type: "person.unblocked", actor, payload: { personId: before.personId } }] : [],
      }),
    );
  }

  async remove(actor: string, personId: string): Promise<Result<null, Refused>> {
    const { db, service, clock } = this.#needs;
    return service.changeTeam<null, Refused>(async () => {
      const before = await readPerson(db, personId);
      if (!before) return refused("unknown-person");
      const gone = { ...before, isBlocked: true, extension: null, queues: [] };
      const refusal = (await refusalOfPlace(db, gone)) ?? (await refusalOfRole(db, before, gone));
      if (refusal !== null) return refused(refusal);
      return accepted({
        value: null,
        events: [{ type: "person.removed", actor, payload: { personId: before.personId } }],
        write: async (transaction) => {
          await savePlace(transaction, gone);
          await markRemoved(transaction, personId);
          await endSessionsOf(transaction, personId, clock.nowMs());
        },
      });
    });
  }

  /** An administrator's way: the hub makes a password, tells it once, and asks for another at the next sign-in. */
  async resetPassword(actor: string, personId: string): Promise<Result<PersonWithPassword, Refused>> {
    const madePassword = makePassword();
    const changed = await this.#setPassword(actor, personId, madePassword, true);
    return changed.ok ? accepted({ person: changed.value, madePassword }) : changed;
  }

  /** The person's own way; who asks has shown the old one. */
  async choosePassword(personId: OperatorId, password: string): Promise<Result<Person, Refused>> {
    const person = await readPerson(this.#needs.db, personId);
    if (!person) return refused("unknown-person");
    if (isWeakPassword(password, { login: personId, name: person.name })) return refused("weak-password");
    return this.#setPassword(personId, personId, password, false);
  }

  async #setPassword(actor: string, personId: string, password: string, isReset: boolean) {
    const passwordHash = await this.#needs.hasher.hash(password);
    return this.#changeOne(personId, async (before) =>
      accepted({
        after: { ...before, passwordHash, mustChangePassword: isReset, phoneKey: before.phoneKey + 1 },
        endsSessions: true,
        forgetsSecret: true,
        events: [
          { type: "person.password-changed", actor, payload: { personId: before.personId, isReset } },
          { type: "person.sessions-ended", actor, payload: { personId: before.personId, why: "password-changed" } },
        ],
      }),
    );
  }

  #changeOne(
    personId: string,
    decide: (before: PersonRecord) => Promise<Result<OneChange, Refused>>,
  ): Promise<Result<Person, Refused>> {
    const { db, service, clock } = this.#needs;
    return service.changeTeam<Person, Refused>(async (): Promise<Result<TeamChange<Person>, Refused>> => {
      const before = await readPerson(db, personId);
      if (!before) return refused("unknown-person");
      const decided = await decide(before);
      if (!decided.ok) return decided;
      const { after, events, endsSessions = false, forgetsSecret = false } = decided.value;
      return accepted({
        value: toPerson(after),
        events,
        write: async (transaction) => {
          await updatePerson(transaction, after);
          await savePlace(transaction, after);
          if (forgetsSecret) await forgetMachineSecret(transaction, personId);
          if (endsSessions) await endSessionsOf(transaction, personId, clock.nowMs());
        },
      });
    });
  }

  async #make({ login, password, ...place }: NewPerson) {
    const madePassword = password === undefined ? makePassword() : null;
    const record: PersonRecord = {
      ...place,
      personId: login,
      isBlocked: false,
      mustChangePassword: madePassword !== null,
      createdAtMs: this.#needs.clock.nowMs(),
      passwordHash: await this.#needs.hasher.hash(password ?? madePassword ?? ""),
      phoneKey: 1,
      totpSecret: null,
      isTotpOn: false,
      totpLastStep: null,
      recoveryHashes: [],
    };
    return { record, madePassword };
  }

  async #refusalOfNew(record: NewPlace, before: readonly NewPlace[]): Promise<Refused | null> {
    const { db } = this.#needs;
    if ((await isIdTaken(db, record.personId)) || before.some(({ personId }) => personId === record.personId))
      return "login-taken";
    const isTwice = before.some(({ extension }) => extension !== null && extension === record.extension);
    return isTwice ? "extension-taken" : refusalOfPlace(db, record);
  }
}

type NewPlace = Pick<PersonRecord, "personId" | "extension" | "queues">;

type OneChange = {
  readonly after: PersonRecord;
  readonly events: readonly NewEvent[];
  readonly endsSessions?: boolean;
  /** The secret a machine made goes with the old password. */
  readonly forgetsSecret?: boolean;
};

function makePassword(): string {
  return randomBytes(MADE_PASSWORD_BYTES).toString("base64url");
}

function definedOf(change: PersonChange): Partial<PersonRecord> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function createdEvent(
  actor: string,
  { personId, name, role, extension, groups, skills, queues }: PersonRecord,
): NewEvent {
  return { type: "person.created", actor, payload: { personId, name, role, extension, groups, skills, queues } };
}

function changedEvents(actor: string, before: PersonRecord, after: PersonRecord, change: PersonChange): NewEvent[] {
  const { personId } = before;
  const { role: _role, ...place } = change;
  const events: NewEvent[] = [];
  if (Object.keys(place).length > 0)
    events.push({ type: "person.changed", actor, payload: { personId, ...definedOf(place) } });
  if (after.role !== before.role)
    events.push({ type: "person.role-changed", actor, payload: { personId, role: after.role, before: before.role } });
  return events;
}
