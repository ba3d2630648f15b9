import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { OperatorId } from "../../../src-shared/ids.ts";
import { RefreshRequest, SignedIn, SignIn, TokenPair } from "../../../src-shared/people/sign-in.ts";
import { refusedPeople, refusedTry } from "../../people/refusals.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";

const TAGS = ["sign-in"];
const Done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;

export const signInRoutes: HubRoutes = (app, { people }) => {
  app.post(
    "/sign-in",
    {
      // Anyone: this is where a person becomes somebody.
      config: { right: "anyone" },
      schema: {
        summary: "Sign in by login and password",
        description: "Answers `code-needed` when the person also has an authenticator app: send `code` then.",
        tags: TAGS,
        body: SignIn,
        response: { 200: SignedIn, 401: Refusal, 403: Refusal, 429: Refusal, 503: Refusal },
      },
    },
    async (request) => {
      const { signIn } = await people();
      const signedIn = await signIn.signIn(request.body, request.ip);
      if (!signedIn.ok) throw refusedTry(signedIn);
      return signedIn.value;
    },
  );
  app.post(
    "/token/refresh",
    {
      // Anyone: the token in the body says who asks.
      config: { right: "anyone" },
      schema: {
        summary: "Renew a pair of tokens",
        description:
          "Each refresh token is good once; one that comes again ends its whole session, unless the same `nextToken` comes with it.",
        tags: TAGS,
        body: RefreshRequest,
        response: { 200: TokenPair, 401: Refusal },
      },
    },
    async (request) => {
      const { sessions } = await people();
      const renewed = await sessions.renew(request.body.refreshToken, request.body.nextToken);
      if (!renewed.ok) throw refusedPeople(renewed.code);
      return renewed.value;
    },
  );
  app.post(
    "/sign-out",
    {
      config: { right: "account.own" },
      schema: { summary: "End this session, and its link", tags: TAGS, response: { 200: Done, 401: Refusal } },
    },
    async (request) => {
      const { personId, sessionId } = callerOf(request);
      const { sessions } = await people();
      if (sessionId !== null) await sessions.signOut(OperatorId.parse(personId), sessionId);
      return DONE;
    },
  );
  app.post(
    "/sign-out-everywhere",
    {
      config: { right: "account.own" },
      schema: {
        summary: "End all sessions of oneself, and all links",
        tags: TAGS,
        response: { 200: Done, 401: Refusal },
      },
    },
    async (request) => {
      const { personId } = callerOf(request);
      const { sessions } = await people();
      await sessions.signOutEverywhere(personId, OperatorId.parse(personId));
      return DONE;
    },
  );
};
