import Fastify from "fastify";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { HttpSettings } from "../http/http-needs.ts";
import { HttpRefusedError } from "../http/refused-error.ts";
import { refuseStranger } from "../http/routes/metrics.ts";
import { addNodeGauges, type NodeState } from "./node-state.ts";

export type NodePageNeeds = {
  readonly settings: HttpSettings;
  readonly node: NodeState;
  readonly linkedCount: () => number;
  readonly headSeq: () => number;
  /** Whether the database answers. */
  readonly askDatabase: () => Promise<boolean>;
  readonly isServing: () => boolean;
};

/** What a node that does not lead answers itself: how it is. Everything else is the leader's. */
export async function createNodePages(needs: NodePageNeeds) {
  const { settings, node } = needs;
  const { trustedProxies } = settings;
  const app = Fastify({ trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies] });
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addNodeGauges(registry, node);
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge("tandem_linked_desktops", "Desktops linked now", needs.linkedCount);
  gauge("tandem_log_head", "The last number of the log", needs.headSeq);
  app.setErrorHandler((error, _request, reply) =>
    error instanceof HttpRefusedError
      ? reply.code(error.statusCode).send(error.refusal)
      : reply.code(500).send({ code: "fault", message: "The node failed at this request.", retry: "later" }),
  );
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  app.get("/metrics", async (request, reply) => {
    refuseStranger(request, settings);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  app.get("/readyz", async (_request, reply) => {
    const parts = {
      database: await needs.askDatabase(),
      redis: node.isRedisUp,
      leader: node.isLed,
      serves: needs.isServing(),
    };
    if (Object.values(parts).every(Boolean)) return { status: "ready", role: "follows", parts };
    const message = "This node cannot serve now: ask again in a second.";
    return reply.code(503).send({ code: "not-ready", message, retry: "later", role: "follows", parts });
  });
  await app.ready();
  return app;
}
