import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { HubFrame } from "../../../src-shared/site-chat/hub-frames.ts";
import { CloseCode, FRAME_LIMIT, SITE_CHAT_PATH } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { isOriginAllowed } from "../../../src-shared/site-chat/site-settings.ts";
import { refuseUpgrade } from "../../telephony/embedded/refuse-upgrade.ts";
import type { SiteDesk } from "./site-desk.ts";
import type { SiteRun } from "./site-run.ts";
import { VisitorSession } from "./visitor-session.ts";

/** Sockets of one address: an office behind one address has many, one machine that takes all does not get them. */
const MOST_SOCKETS_AN_ADDRESS = 200;
const MOST_SOCKETS = 20_000;
/** Closing is answered, or the socket is dropped. */
const CLOSE_WITHIN_MS = 2000;

export type SiteServerNeeds = {
  readonly http: Server;
  readonly desk: SiteDesk;
  /** Who asks, behind proxies that are believed. */
  readonly addressOf: (request: IncomingMessage) => string;
};

/** The WebSocket end of the site chat (`src-shared/site-chat`). */
export class SiteServer {
  readonly #needs: SiteServerNeeds;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: FRAME_LIMIT, perMessageDeflate: false });
  readonly #sessions = new Map<WebSocket, VisitorSession>();
  readonly #countOf = new Map<string, number>();
  #isDraining = false;
  readonly #handleUpgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => void;

  constructor(needs: SiteServerNeeds) {
    this.#needs = needs;
    this.#handleUpgrade = (request, stream, head) => this.#upgrade(request, stream, head);
    needs.http.on("upgrade", this.#handleUpgrade);
  }

  /** Tells every widget to come back later, and whoever does so here to come later still. */
  drain(): void {
    this.#isDraining = true;
    for (const session of [...this.#sessions.values()]) session.goAway();
  }

  /** Sends the widgets of one site away. */
  sendAway(siteKey: string): void {
    for (const session of [...this.#sessions.values()]) if (session.siteKey === siteKey) session.goAway();
  }

  stop(): void {
    this.#needs.http.off("upgrade", this.#handleUpgrade);
    this.drain();
    this.#sockets.close();
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const [path = "", query = ""] = (request.url ?? "").split("?");
    if (path !== SITE_CHAT_PATH) return;
    const address = this.#needs.addressOf(request);
    const hasRoom =
      !this.#isDraining &&
      this.#sessions.size < MOST_SOCKETS &&
      (this.#countOf.get(address) ?? 0) < MOST_SOCKETS_AN_ADDRESS;
    if (!this.#needs.desk.limits.take("upgrade", address)) {
      refuseUpgrade(stream, "429 Too Many Requests");
      return;
    }
    if (!hasRoom) {
      refuseUpgrade(stream, "503 Service Unavailable");
      return;
    }
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on("error", () => socket.terminate());
      const site = this.#needs.desk.site(new URLSearchParams(query).get("key"));
      if (!site) {
        bar(socket, "unknown-site");
        return;
      }
      if (isOriginAllowed(site.settings, request.headers.origin)) this.#serve(socket, site, address);
      else bar(socket, "origin-not-allowed");
    });
  }

  #serve(socket: WebSocket, site: SiteRun, address: string): void {
    const wire = {
      send: (text: string) => socket.send(text),
      get bufferedBytes() {
        return socket.bufferedAmount;
      },
      close: (code: number) => close(socket, code),
    };
    const session = new VisitorSession(wire, this.#needs.desk, site, address);
    this.#sessions.set(socket, session);
    this.#countOf.set(address, (this.#countOf.get(address) ?? 0) + 1);
    socket.on("message", (data, isBinary) =>
      session.hear(isBinary || !Buffer.isBuffer(data) ? "" : data.toString("utf8")),
    );
    socket.once("close", () => {
      session.dispose();
      this.#sessions.delete(socket);
      const left = (this.#countOf.get(address) ?? 1) - 1;
      if (left > 0) this.#countOf.set(address, left);
      else this.#countOf.delete(address);
    });
  }
}

/** A browser cannot read why an upgrade failed: the refusal is said on the socket, then it is closed. */
function bar(socket: WebSocket, code: "unknown-site" | "origin-not-allowed"): void {
  const frame: HubFrame = { t: "refused", id: null, code, retry: "no", afterMs: 0 };
  socket.send(JSON.stringify(frame));
  close(socket, CloseCode.notAllowed);
}

function close(socket: WebSocket, code: number): void {
  // Nothing more of it is read; a peer that floods would otherwise go on until it answers the close.
  socket.removeAllListeners("message");
  socket.pause();
  socket.close(code);
  setTimeout(() => socket.terminate(), CLOSE_WITHIN_MS).unref();
}
