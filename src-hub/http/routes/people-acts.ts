import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { OperatorId } from "../../../src-shared/ids.ts";
import { Person } from "../../../src-shared/people/person.ts";
import type { People } from "../../people/people.ts";
import { refusedPeople } from "../../people/refusals.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";

const One = z.object({ personId: OperatorId });
const Done = z.object({ person: Person, madePassword: z.string().optional() });

type Act = {
  readonly summary: string;
  /** Whether an administrator may do it to themselves. */
  readonly toOneself: boolean;
  readonly perform: (room: People, actor: string, personId: OperatorId) => Promise<z.output<typeof Done>>;
};

/** What is done to one person, by the last part of the address. */
const ACTS: Readonly<Record<string, Act>> = {
  block: {
    summary: "Let a person in no more: sessions and links end at once, talks that go on are left alone",
    toOneself: false,
    perform: async (room, actor, personId) => personOf(await room.people.block(actor, personId)),
  },
  unblock: {
    summary: "Let a blocked person in again",
    toOneself: true,
    perform: async (room, actor, personId) => personOf(await room.people.unblock(actor, personId)),
  },
  "reset-password": {
    summary: "Make a new password, told this once; sessions and links end at once",
    toOneself: false,
    perform: async (room, actor, personId) => {
      const reset = await room.people.resetPassword(actor, personId);
      if (!reset.ok) throw refusedPeople(reset.code);
      const { person, madePassword } = reset.value;
      await room.lockOut.clear(personId);
      return { person, ...(madePassword === null ? {} : { madePassword }) };
    },
  },
  "reset-totp": {
    summary: "Ask a person for no codes any more: their phone is lost",
    toOneself: false,
    perform: async (room, actor, personId) => {
      const disabled = await room.account.resetTotp(actor, personId);
      if (!disabled.ok) throw refusedPeople("unknown-person");
      return found(room, personId);
    },
  },
  "sign-out": {
    summary: "End all sessions and links of a person",
    toOneself: true,
    perform: async (room, actor, personId) => {
      const done = await found(room, personId);
      await room.sessions.signOutEverywhere(actor, personId);
      return done;
    },
  },
  "clear-lock": {
    summary: "Forget the wrong passwords of a login",
    toOneself: true,
    perform: async (room, actor, personId) => {
      const done = await found(room, personId);
      await room.clearLock(actor, personId);
      return done;
    },
  },
};

export const peopleActRoutes: HubRoutes = (app, { people }) => {
  for (const [name, { summary, toOneself, perform }] of Object.entries(ACTS))
    app.post(
      `/people/:personId/${name}`,
      {
        config: { right: "people.manage" },
        schema: {
          summary,
          tags: ["people"],
          params: One,
          response: { 200: Done, 401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal },
        },
      },
      async (request) => {
        const { personId } = request.params;
        const actor = callerOf(request).personId;
        if (actor === personId && !toOneself) throw refusedPeople("not-oneself");
        return perform(await people(), actor, personId);
      },
    );
};

async function found(room: People, personId: OperatorId): Promise<z.output<typeof Done>> {
  const person = await room.people.find(personId);
  if (!person) throw refusedPeople("unknown-person");
  return { person };
}

function personOf(result: Awaited<ReturnType<People["people"]["block"]>>): z.output<typeof Done> {
  if (!result.ok) throw refusedPeople(result.code);
  return { person: result.value };
}
