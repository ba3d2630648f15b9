import { createServer as createPlainServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { openDatabase } from "../db/open-database.ts";
import type { HubDatabase } from "../db/schema.ts";
import { HubStartError } from "../hub-start-error.ts";
import { hubLog } from "../log.ts";

export type StandByNeeds = {
  readonly url: string;
  readonly onLost: (error: Error) => void;
  /** Whether to wait for a hub that serves the same database. */
  readonly waitsForHub: boolean;
  /** How long a server that does not answer is waited for. */
  readonly serverWaitMs: number;
  readonly listen: { readonly host: string; readonly port: number };
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly signal: AbortSignal;
};

const TRY_EVERY_MS = 250;

/**
 * Opens the database, waiting where that may help. Meanwhile the hub's port answers: `/healthz` that the process lives,
 * everything else 503, so that a balancer sends nobody here. Null: told to stop before it got the database.
 */
export async function openWhenFree(needs: StandByNeeds): Promise<HubDatabase | null> {
  const untilMs = Date.now() + needs.serverWaitMs;
  let server: Server | null = null;
  let told = "";
  try {
    while (!needs.signal.aborted)
      try {
        return await openDatabase({ url: needs.url, onLost: needs.onLost, ...(server ? { lockWaitMs: 0 } : {}) });
      } catch (error) {
        if (!mayPass(error, needs, untilMs)) throw error;
        server ??= await answerStandBy(needs);
        if (told !== error.code) hubLog.warn({ code: error.code }, "waits for the database");
        told = error.code;
        await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
      }
    return null;
  } finally {
    await close(server);
  }
}

function mayPass(error: unknown, needs: StandByNeeds, untilMs: number): error is HubStartError {
  if (!(error instanceof HubStartError)) return false;
  if (error.code === "database-taken") return needs.waitsForHub;
  return error.code === "database-unreachable" && Date.now() < untilMs;
}

function answerStandBy({ listen, tls }: StandByNeeds): Promise<Server> {
  const answer: RequestListener = (request, response) => {
    const isHealth = request.method === "GET" && request.url === "/healthz";
    const message = "This hub waits for its database: ask again later.";
    response.writeHead(isHealth ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(isHealth ? { status: "ok" } : { code: "stand-by", message, retry: "later" }));
  };
  // Without a listener for upgrades Node drops them.
  const server = tls ? createSecureServer(tls, answer) : createPlainServer(answer);
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => reject(new HubStartError("port-taken", "the port cannot be had", { cause })));
    server.listen(listen.port, listen.host, () => {
      hubLog.info({ port: listen.port }, "stands by");
      resolve(server);
    });
  });
}

function close(server: Server | null): Promise<void> {
  return new Promise((resolve) => {
    if (!server) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
