import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { OperatorId } from "../../../src-shared/ids.ts";
import type { PeopleRefusalCode } from "../../../src-shared/people/person.ts";
import { NewPerson, Person, PersonChange } from "../../../src-shared/people/person.ts";
import type { Result } from "../../../src-shared/result.ts";
import { refusedPeople } from "../../people/refusals.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";

const TAGS = ["people"];
const One = z.object({ personId: OperatorId });
const Sought = z.object({
  search: z.string().max(80).optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const Listed = z.object({ total: z.number().int(), people: z.array(Person) });
const WithPassword = z.object({
  person: Person,
  madePassword: z
    .string()
    .nullable()
    .describe("Told this once; the person has to choose another at the first sign-in."),
});
const Standing = Person.extend({ lockedUntilMs: z.number().int().nullable() });
const refusals = { 400: Refusal, 401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal } as const;
const manage = { right: "people.manage" } as const;

export const peopleRoutes: HubRoutes = (app, { people }) => {
  app.get(
    "/people",
    {
      config: { right: "people.read" },
      schema: { summary: "People of the team", tags: TAGS, querystring: Sought, response: { 200: Listed } },
    },
    async ({ query: { search, offset, limit } }) => {
      const room = await people();
      const found = (await room.people.list()).filter((person) => fits(person, search));
      return { total: found.length, people: found.slice(offset, offset + limit) };
    },
  );
  app.post(
    "/people",
    {
      config: manage,
      schema: {
        summary: "Take a person in",
        tags: TAGS,
        body: NewPerson,
        response: { 200: WithPassword, ...refusals },
      },
    },
    async (request) => {
      const room = await people();
      return givenBy(await room.people.create(callerOf(request).personId, request.body));
    },
  );
  app.get(
    "/people/:personId",
    {
      config: { right: "people.read" },
      schema: { summary: "One person", tags: TAGS, params: One, response: { 200: Standing, ...refusals } },
    },
    async ({ params: { personId } }) => {
      const room = await people();
      const person = await room.people.find(personId);
      if (!person) throw refusedPeople("unknown-person");
      return { ...person, lockedUntilMs: await room.lockOut.lockedUntilMs(personId) };
    },
  );
  app.patch(
    "/people/:personId",
    {
      config: manage,
      schema: {
        summary: "Change role, name, extension, groups, skills, queues",
        tags: TAGS,
        params: One,
        body: PersonChange,
        response: { 200: Person, ...refusals },
      },
    },
    async (request) => {
      const room = await people();
      const { personId } = request.params;
      return givenBy(await room.people.change(callerOf(request).personId, personId, request.body));
    },
  );
  app.delete(
    "/people/:personId",
    {
      config: manage,
      schema: {
        summary: "Take a person out of the team",
        description: "What they did stays in the log, and the login is never given again.",
        tags: TAGS,
        params: One,
        response: { 200: z.object({ done: z.literal(true) }), ...refusals },
      },
    },
    async (request) => {
      const { personId } = request.params;
      const actor = callerOf(request).personId;
      if (actor === personId) throw refusedPeople("not-oneself");
      const room = await people();
      givenBy(await room.people.remove(actor, personId));
      return { done: true as const };
    },
  );
};

/** By name, login, extension, group or skill, wherever the words stand in it. */
function fits({ personId, name, extension, groups, skills }: Person, search = ""): boolean {
  const text = [personId, name, extension ?? "", ...groups, ...Object.keys(skills)].join(" ").toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function givenBy<Value>(result: Result<Value, PeopleRefusalCode>): Value {
  if (!result.ok) throw refusedPeople(result.code);
  return result.value;
}
