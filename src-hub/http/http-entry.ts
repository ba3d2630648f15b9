import type { IncomingMessage, ServerResponse } from "node:http";
import { httpLog } from "../log.ts";
import type { HttpNeeds, HubApp } from "./http-needs.ts";
import { PipelinedRequests } from "./pipelined-requests.ts";

/**
 * The way into the hub's HTTP. The app is loaded on the first request that needs it: a hub inside a desktop may never
 * get one, and must not start the slower for it. `/healthz` is answered here: it says that the process lives.
 */
export class HttpEntry {
  readonly #needs: HttpNeeds;
  readonly #pipelined = new PipelinedRequests();
  #loading: Promise<HubApp> | null = null;

  constructor(needs: HttpNeeds) {
    this.#needs = needs;
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    if (!this.#pipelined.mayBegin(request, response)) return;
    if (request.method === "GET" && request.url === "/healthz") {
      answer(response, 200, { status: "ok" });
      return;
    }
    this.load().then(
      (app) => app.routing(request, response),
      (error: unknown) => {
        httpLog.error({ error }, "the HTTP app cannot be loaded");
        answer(response, 500, { code: "fault", message: "The hub's HTTP cannot be loaded.", retry: "later" });
      },
    );
  }

  /** Loads the app ahead of its first request. */
  load(): Promise<HubApp> {
    this.#loading ??= import("./http-app.ts").then(({ createHttpApp }) => createHttpApp(this.#needs));
    return this.#loading;
  }

  async close(): Promise<void> {
    const app = await this.#loading?.catch(() => null);
    await app?.close();
  }
}

function answer(response: ServerResponse, statusCode: number, body: unknown): void {
  response.writeHead(statusCode, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
