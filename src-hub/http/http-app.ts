import { STATUS_CODES } from "node:http";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyReply } from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { httpLog } from "../log.ts";
import { guardRoutes } from "./authorise.ts";
import type { HttpNeeds, HubApp } from "./http-needs.ts";
import { notFound, refusalOf } from "./refusals.ts";
import { apiRoutes, rootRoutes } from "./routes/list.ts";

/** Where the public API lies. */
export const API_PREFIX = "/api/v1";

const LARGEST_BODY = 64 * 1024;
/** Requests a minute of one address; a route may have its own (`config: { rateLimit: { max } }`, or `false`). */
const REQUESTS_A_MINUTE = 600;

/** The hub's HTTP: refusals, limits, headers, documents, and the routes of `routes/list.ts`. It listens nowhere by itself. */
export async function createHttpApp(needs: HttpNeeds): Promise<HubApp> {
  const { trustedProxies } = needs.settings;
  const app = Fastify({
    logger: false,
    bodyLimit: LARGEST_BODY,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    // Ids of requests are made here: a caller's own would be text of a stranger in the log.
    requestIdHeader: false,
    genReqId: () => needs.clock.newId(),
    // The hub closes the server itself, after its links.
    forceCloseConnections: false,
    // An address that cannot be decoded never gets to a route or its error handler.
    frameworkErrors: (error, _request, reply) => void answerRefusal(error, reply as unknown as FastifyReply),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, _request, reply) => answerRefusal(error, reply as unknown as FastifyReply));
  app.setNotFoundHandler((_request, reply) => reply.code(notFound.statusCode).send(notFound.refusal));
  logRequests(app, needs);
  guardRoutes(app, API_PREFIX, needs);
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } });
  await app.register(rateLimit, { max: REQUESTS_A_MINUTE, timeWindow: 60_000, hook: "onRequest" });
  await app.register(swagger, {
    openapi: {
      info: { title: "Tandem hub", version: "1", description: "The HTTP API of a Tandem team hub." },
      ...(needs.settings.publicUrl === null ? {} : { servers: [{ url: needs.settings.publicUrl }] }),
    },
    transform: withRight,
  });
  for (const routes of rootRoutes) await app.register(async (scope) => routes(scope.withTypeProvider(), needs));
  for (const routes of apiRoutes)
    await app.register(async (scope) => routes(scope.withTypeProvider(), needs), { prefix: API_PREFIX });
  await app.ready();
  return app;
}

/** The document says which right a route takes. */
const withRight: typeof jsonSchemaTransform = (input) => {
  const { right } = input.route?.config ?? {};
  const { schema, url } = jsonSchemaTransform(input);
  return { schema: right === undefined ? schema : { ...schema, "x-right": right }, url };
};

/** By the pattern of the route, never the address: addresses hold ids and what people typed. */
function logRequests(app: HubApp, { clock }: HttpNeeds): void {
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  app.addHook("onResponse", async (request, reply) => {
    const { method, url } = request.routeOptions;
    const fields = { requestId: request.id, method, route: url, status: reply.statusCode, ms: reply.elapsedTime };
    if (reply.statusCode >= 500) httpLog.warn({ ...fields, atMs: clock.nowMs() }, STATUS_CODES[reply.statusCode] ?? "");
    else httpLog.debug(fields, "answered");
  });
}

function answerRefusal(error: unknown, reply: FastifyReply): FastifyReply {
  const { statusCode, refusal } = refusalOf(error);
  if (refusal.retryAfterMs !== undefined) reply.header("retry-after", String(Math.ceil(refusal.retryAfterMs / 1000)));
  // As text: a refusal is no answer of the route's own schema.
  return reply.code(statusCode).type("application/json").serializer(String).send(JSON.stringify(refusal));
}
