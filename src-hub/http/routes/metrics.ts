import { timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import type { HttpSettings, HubRoutes } from "../http-needs.ts";
import { HubMetrics } from "../hub-metrics.ts";
import { HttpRefusedError } from "../refused-error.ts";

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

export const metricsRoutes: HubRoutes = (app, needs) => {
  const metrics = new HubMetrics(needs);
  app.addHook("onClose", async () => metrics.stop());
  app.get(
    "/metrics",
    {
      config: { rateLimit: false },
      schema: {
        summary: "Numbers for Prometheus",
        description: "By the metrics token (Authorization: Bearer), or from this machine when no token is set.",
        tags: ["operation"],
        response: { 200: z.string(), 403: Refusal },
      },
    },
    async (request, reply) => {
      refuseStranger(request, needs.settings);
      reply.type(metrics.contentType).serializer(String);
      return metrics.text();
    },
  );
};

/** Metrics are for who has the token; without one, for this machine. */
export function refuseStranger(request: FastifyRequest, { metricsToken, trustedProxies }: HttpSettings): void {
  if (metricsToken !== null ? bearsToken(request, metricsToken) : isLocal(request, trustedProxies)) return;
  const message =
    metricsToken === null
      ? "The metrics are for this machine only: set a metrics token to read them from elsewhere."
      : "Send the metrics token as Authorization: Bearer.";
  throw new HttpRefusedError(403, { code: "metrics-forbidden", message, retry: "no" });
}

function bearsToken(request: FastifyRequest, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** A proxy that nobody told the hub of makes everybody look local: its own header gives it away. */
function isLocal(request: FastifyRequest, trustedProxies: readonly string[]): boolean {
  const isForwarded = request.headers["x-forwarded-for"] !== undefined || request.headers.forwarded !== undefined;
  return LOOPBACK.test(request.ip) && (trustedProxies.length > 0 || !isForwarded);
}
