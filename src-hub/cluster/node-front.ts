import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { LINK_PATH } from "../../src-shared/link/link-contract.ts";
import { SITE_CHAT_PATH } from "../../src-shared/site-chat/site-chat-limits.ts";
import type { HttpSettings } from "../http/http-needs.ts";
import type { HubLife } from "../http/hub-life.ts";
import { closeHttp, connectionsOf, listen, SIP_PATH, serverOf } from "../hub.ts";
import { hubLog } from "../log.ts";
import { refuseUpgrade } from "../telephony/embedded/refuse-upgrade.ts";
import { forwardRequest, forwardUpgrade } from "./forward.ts";
import { createNodePages, type NodePageNeeds } from "./node-pages.ts";
import type { Tunnel } from "./tunnel.ts";

const OWN_PAGES = /^\/(?:readyz|metrics)(?:\?|$)/;

export type NodeFrontNeeds = {
  readonly listen: { readonly host: string; readonly port: number };
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly settings: HttpSettings;
  readonly life: HubLife;
  /** Where links are taken; it listens nowhere itself. */
  readonly links: Server;
  /** Where the hub takes its connections, when this node leads. */
  readonly core: () => Server | null;
  /** A connection led to the leader; null: nobody leads. */
  readonly connect: (remoteAddress: string) => Tunnel | null;
  /** Whether a link can be served now. */
  readonly takesLinks: () => boolean;
  readonly pages: Omit<NodePageNeeds, "settings" | "isServing">;
};

/** A node's door: links it takes itself, its health it tells itself, everything else is the leader's, here or elsewhere. */
export class NodeFront {
  readonly port: number;
  readonly #server: Server;
  readonly #connections: ReadonlySet<Socket>;

  private constructor(server: Server, connections: ReadonlySet<Socket>, port: number) {
    this.#server = server;
    this.#connections = connections;
    this.port = port;
  }

  static async open(needs: NodeFrontNeeds): Promise<NodeFront> {
    const { settings, life, core, connect } = needs;
    const pages = await createNodePages({ ...needs.pages, settings, isServing: () => life.phase === "serves" });
    const server = serverOf(needs.tls ? { tls: needs.tls } : {});
    const connections = connectionsOf(server);
    server.on("request", (request, response) => {
      const hub = core();
      if (request.method === "GET" && request.url === "/healthz") {
        response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
        response.end(JSON.stringify({ status: "ok" }));
      } else if (hub) hub.emit("request", request, response);
      else if (OWN_PAGES.test(request.url ?? "")) pages.routing(request, response);
      else forwardRequest(connect, request, response);
    });
    server.on("upgrade", (request, socket, head) => upgrade(needs, { request, socket, head }));
    const port = await listen(server, needs.listen);
    hubLog.info({ port }, "listening");
    return new NodeFront(server, connections, port);
  }

  async stop(): Promise<void> {
    await closeHttp(this.#server, this.#connections);
  }
}

function upgrade({ links, core, connect, takesLinks }: NodeFrontNeeds, { request, socket, head }: Upgrade): void {
  // Split, not `new URL`: the address is anybody's, and an invalid one must not throw here.
  const [path = ""] = (request.url ?? "").split("?");
  if (path.startsWith(`${LINK_PATH}/`)) {
    // So that a balancer asks the next node.
    if (takesLinks()) links.emit("upgrade", request, socket, head);
    else refuseUpgrade(socket, "503 Service Unavailable");
    return;
  }
  const hub = core();
  if (path !== SIP_PATH && path !== SITE_CHAT_PATH) refuseUpgrade(socket, "404 Not Found");
  else if (hub) hub.emit("upgrade", request, socket, head);
  else forwardUpgrade(connect, request, socket, head);
}

type Upgrade = { readonly request: IncomingMessage; readonly socket: Duplex; readonly head: Buffer };
