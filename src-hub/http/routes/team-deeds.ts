import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { SetStatus, type StatusSetter } from "../../../src-shared/domain/operator-status.ts";
import { InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import type { Result } from "../../../src-shared/result.ts";
import { callerOf } from "../authorise.ts";
import type { HttpNeeds, HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";

const TAGS = ["team"];
const Note = z.string().trim().min(1).max(200).nullable().default(null);
const refusals = { 400: Refusal, 401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal } as const;
const Done = z.object({ done: z.literal(true) });
const done = { done: true } as const;
const OneOperator = z.object({ operatorId: OperatorId });
const OneContact = z.object({ interactionId: InteractionId });

/** What those who lead the team do to others and to contacts that wait; each deed is logged with who did it and why. */
export const teamDeedRoutes: HubRoutes = (app, needs) => {
  const lead = needs.service.administration.supervisor;
  app.post(
    "/operators/:operatorId/status",
    {
      config: { right: "status.set-other" },
      schema: {
        summary: "Set somebody's status; they are told who did it and why",
        tags: TAGS,
        params: OneOperator,
        body: z.object({ chosen: SetStatus, note: Note }),
        response: { 200: Done, ...refusals },
      },
    },
    async (request) => {
      const { chosen, note } = request.body;
      const by = await setter(needs, callerOf(request).personId, note);
      accept(await lead.carryOut((desk) => desk.setStatus(by, request.params.operatorId, chosen)));
      return done;
    },
  );
  app.post(
    "/operators/:operatorId/log-out",
    {
      config: { right: "status.set-other" },
      schema: {
        summary: "Log out somebody who is not there: off line, and every sign-in and link of theirs ends",
        description: "A talk that goes on is left alone. They come back by signing in.",
        tags: TAGS,
        params: OneOperator,
        body: z.object({ note: Note }),
        response: { 200: Done, ...refusals },
      },
    },
    async (request) => {
      const { personId } = callerOf(request);
      const { operatorId } = request.params;
      if (personId === operatorId) throw refusedDeed("not-oneself");
      const by = await setter(needs, personId, request.body.note);
      accept(await lead.carryOut((desk) => desk.setStatus(by, operatorId, { status: "offline" })));
      const { sessions } = await needs.people();
      await sessions.signOutEverywhere(personId, operatorId);
      return done;
    },
  );
  app.post(
    "/contacts/:interactionId/assign",
    {
      config: { right: "contact.reassign" },
      schema: {
        summary: "Give a waiting contact to somebody: it goes to them first",
        tags: TAGS,
        params: OneContact,
        body: z.object({ operatorId: OperatorId, note: Note }),
        response: { 200: Done, ...refusals },
      },
    },
    async (request) => {
      const { operatorId, note } = request.body;
      const by = await setter(needs, callerOf(request).personId, note);
      accept(await lead.carryOut((desk) => desk.assign(by, request.params.interactionId, operatorId)));
      return done;
    },
  );
  app.post(
    "/contacts/:interactionId/priority",
    {
      config: { right: "contact.reassign" },
      schema: {
        summary: "Make a waiting contact more or less important, 0 to 10",
        tags: TAGS,
        params: OneContact,
        body: z.object({ priority: z.number().int().min(0).max(10), note: Note }),
        response: { 200: Done, ...refusals },
      },
    },
    async (request) => {
      const { priority, note } = request.body;
      const by = await setter(needs, callerOf(request).personId, note);
      accept(await lead.carryOut((desk) => desk.setPriority(by, request.params.interactionId, priority)));
      return done;
    },
  );
};

/** Somebody who leads may take no calls, and is no operator of the team then. */
async function setter({ people }: HttpNeeds, personId: string, note: string | null): Promise<StatusSetter> {
  const { people: all } = await people();
  const person = await all.find(OperatorId.parse(personId));
  return { personId, name: person?.name ?? personId, note };
}

const REFUSALS = {
  "unknown-operator": [404, "There is nobody of this id in the team: see GET /operators."],
  "unknown-interaction": [404, "There is no such contact, or it is over: see GET /contacts."],
  "not-waiting": [409, "Nobody waits in this contact any more: it was taken, or never stood in a queue."],
  "unknown-break-reason": [400, "The team has no such break: see GET /settings."],
  "break-limit-reached": [409, "All places for a break are taken: choose another time."],
  "not-oneself": [409, "This is you: sign out instead."],
} as const;

function accept(result: Result<null, keyof typeof REFUSALS>): void {
  if (!result.ok) throw refusedDeed(result.code);
}

function refusedDeed(code: keyof typeof REFUSALS): HttpRefusedError {
  const [status, message] = REFUSALS[code];
  return new HttpRefusedError(status, { code, message, retry: "no" });
}
