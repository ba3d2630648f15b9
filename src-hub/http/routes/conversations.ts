import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { ConversationId, InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import {
  ContactRecord,
  ConversationCard,
  ConversationHits,
  ConversationList,
  ConversationListQuery,
  ConversationPage,
  ConversationSearch,
  PageQuery,
} from "../../../src-shared/link/conversation-queries.ts";
import type { Reader } from "../../text/conversation-access.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";

const TAGS = ["conversations"];
const OneConversation = z.object({ conversationId: ConversationId });
const OneInteraction = z.object({ interactionId: InteractionId });
const refusals = { 400: Refusal, 401: Refusal, 403: Refusal, 404: Refusal } as const;
const handle = { right: "contact.handle" } as const;

/** Conversations as who asks may see them; what they may not see looks as if it were not there. */
export const conversationRoutes: HubRoutes = (app, { service }) => {
  const { conversations } = service;
  app.get(
    "/conversations",
    {
      config: handle,
      schema: {
        summary: "Conversations, the one that was written in last first",
        description:
          "`mine`: whose open contact you have or are offered; `waiting`: what you could take from a queue; `all`: all you may see.",
        tags: TAGS,
        querystring: ConversationListQuery,
        response: { 200: ConversationList, ...refusals },
      },
    },
    async (request) => conversations.list(readerOf(request), request.query),
  );
  app.get(
    "/conversations/:conversationId",
    {
      config: handle,
      schema: {
        summary: "A conversation with all its contacts, their notes and wrap-ups",
        tags: TAGS,
        params: OneConversation,
        response: { 200: ConversationCard, ...refusals },
      },
    },
    async (request) => found(await conversations.card(readerOf(request), request.params.conversationId)),
  );
  app.get(
    "/conversations/:conversationId/messages",
    {
      config: handle,
      schema: {
        summary: "Messages of a conversation, page by page",
        description: "The newest page; `beforeSeq` asks for the one before a number, `afterSeq` for the one after it.",
        tags: TAGS,
        params: OneConversation,
        querystring: PageQuery,
        response: { 200: ConversationPage, ...refusals },
      },
    },
    async (request) => found(await conversations.page(readerOf(request), request.params.conversationId, request.query)),
  );
  app.get(
    "/conversations/:conversationId/search",
    {
      config: handle,
      schema: {
        summary: "Look for words in a conversation, the newest first",
        tags: TAGS,
        params: OneConversation,
        querystring: ConversationSearch,
        response: { 200: ConversationHits, ...refusals },
      },
    },
    async (request) =>
      found(await conversations.search(readerOf(request), request.params.conversationId, request.query)),
  );
  app.get(
    "/interactions/:interactionId",
    {
      config: { right: "customer.read" },
      schema: {
        summary: "A contact on any channel, with its notes and its wrap-up",
        tags: TAGS,
        params: OneInteraction,
        response: { 200: ContactRecord, ...refusals },
      },
    },
    async ({ params }) => found(await conversations.contact(params.interactionId), "unknown-interaction"),
  );
};

function readerOf(request: FastifyRequest): Reader {
  const { personId, role } = callerOf(request);
  return { operatorId: OperatorId.parse(personId), role };
}

const REFUSALS = {
  "unknown-conversation": "There is no such conversation, or it is not yours to read: see /conversations.",
  "unknown-interaction": "There is no such contact.",
} as const;

function found<Value>(value: Value | null, code: keyof typeof REFUSALS = "unknown-conversation"): Value {
  if (value === null) throw new HttpRefusedError(404, { code, message: REFUSALS[code], retry: "no" });
  return value;
}
