import * as z from "zod";
import type { HubRoutes } from "../http-needs.ts";
import { Readiness } from "../readiness.ts";

const Parts = z.object({
  database: z.boolean().describe("It answers."),
  log: z.boolean().describe("An event could be written."),
  telephony: z.boolean().describe("Calls can be carried."),
  serves: z.boolean().describe("False while the hub drains before it stops."),
  redis: z.boolean().optional().describe("With several nodes: they are reached. The leader is ready without."),
});
const Ready = z.object({ status: z.literal("ready"), parts: Parts });
const NotReady = z.object({
  code: z.literal("not-ready"),
  message: z.string(),
  retry: z.literal("later"),
  parts: Parts,
});

/** `/healthz` itself is answered before the app (http-entry.ts); it is here for whoever asks otherwise than by GET. */
export const healthRoutes: HubRoutes = (app, needs) => {
  const readiness = new Readiness(needs);
  app.get(
    "/healthz",
    {
      config: { rateLimit: false },
      schema: {
        summary: "The process lives",
        tags: ["operation"],
        response: { 200: z.object({ status: z.literal("ok") }) },
      },
    },
    async () => ({ status: "ok" as const }),
  );
  app.get(
    "/readyz",
    {
      config: { rateLimit: false },
      schema: { summary: "The hub can serve", tags: ["operation"], response: { 200: Ready, 503: NotReady } },
    },
    async (_request, reply) => {
      const parts = await readiness.look();
      const { database, log, telephony, serves } = parts;
      if (database && log && telephony && serves) return { status: "ready" as const, parts };
      const message = "The hub cannot serve now: ask again in a second.";
      return reply.code(503).send({ code: "not-ready", message, retry: "later", parts });
    },
  );
};
