import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { OperatorId } from "../../../src-shared/ids.ts";
import { Person } from "../../../src-shared/people/person.ts";
import {
  CodeProof,
  PasswordChanged,
  PasswordChoice,
  PasswordProof,
  RecoveryCodes,
  TotpEnrolment,
} from "../../../src-shared/people/sign-in.ts";
import { refusedPeople, refusedTry } from "../../people/refusals.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";

const TAGS = ["oneself"];
const config = { right: "account.own" } as const;

/** What everybody may do with their own account. */
export const meRoutes: HubRoutes = (app, { people }) => {
  app.get(
    "/me",
    { config: { right: "account.own" }, schema: { summary: "Who I am", tags: TAGS, response: { 200: Person } } },
    async (request) => {
      const room = await people();
      const person = await room.people.find(callerOf(request).personId);
      if (!person) throw refusedPeople("unknown-person");
      return person;
    },
  );
  app.post(
    "/me/password",
    {
      config,
      schema: {
        summary: "Choose another password",
        description: "Ends every session and link; the answer opens a new session for who asked.",
        tags: TAGS,
        body: PasswordChoice,
        response: { 200: PasswordChanged, 400: Refusal, 401: Refusal, 429: Refusal },
      },
    },
    async (request) => {
      const { personId } = callerOf(request);
      const room = await people();
      const { oldPassword, password } = request.body;
      const proof = await room.signIn.proves(personId, oldPassword, request.ip);
      if (!proof.ok) throw refusedTry(proof);
      const changed = await room.people.choosePassword(OperatorId.parse(personId), password);
      if (!changed.ok) throw refusedPeople(changed.code);
      const tokens = await room.sessions.open(OperatorId.parse(personId), "password");
      return { ...changed.value, tokens };
    },
  );
  app.post(
    "/me/totp/enrol",
    {
      config,
      schema: {
        summary: "Set up an authenticator app",
        description: "The secret is shown once, and counts when a code of it was confirmed.",
        tags: TAGS,
        body: PasswordProof,
        response: { 200: TotpEnrolment, 401: Refusal, 409: Refusal },
      },
    },
    async (request) => {
      const { personId } = callerOf(request);
      const room = await people();
      const proof = await room.signIn.proves(personId, request.body.password, request.ip);
      if (!proof.ok) throw refusedTry(proof);
      const enrolled = await room.account.enrolTotp(OperatorId.parse(personId));
      if (!enrolled.ok) throw refusedPeople(enrolled.code);
      return enrolled.value;
    },
  );
  app.post(
    "/me/totp/confirm",
    {
      config,
      schema: {
        summary: "Ask for codes from now on",
        tags: TAGS,
        body: CodeProof,
        response: { 200: RecoveryCodes, 400: Refusal, 409: Refusal },
      },
    },
    async (request) => {
      const room = await people();
      const confirmed = await room.account.confirmTotp(
        OperatorId.parse(callerOf(request).personId),
        request.body.code,
        request.ip,
      );
      if (!confirmed.ok) throw refusedTry(confirmed);
      return confirmed.value;
    },
  );
  app.post(
    "/me/totp/disable",
    {
      config,
      schema: {
        summary: "Ask for no codes any more",
        tags: TAGS,
        body: CodeProof,
        response: { 200: z.object({ done: z.literal(true) }), 400: Refusal },
      },
    },
    async (request) => {
      const personId = OperatorId.parse(callerOf(request).personId);
      const room = await people();
      const disabled = await room.account.disableTotp(personId, request.body.code, request.ip);
      if (!disabled.ok) throw refusedTry(disabled);
      return { done: true as const };
    },
  );
};
