import { io, type Socket } from "socket.io-client";
import {
  LINK_CONTRACT_VERSION,
  LINK_PATH,
  type LinkFrame,
  type LinkHello,
  LinkRefusalCode,
  LinkReply,
  LinkTeam,
  LinkWelcome,
} from "../../../src-shared/link/link-contract.ts";
import {
  type LinkAnswer,
  LinkEphemeral,
  LinkQueries,
  type LinkQueryInput,
  type LinkQueryName,
  type LinkQueryOutput,
  QueryReply,
} from "../../../src-shared/link/link-queries.ts";
import { accepted } from "../../../src-shared/result.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { HubLinkAccount } from "../../core/ports/hub-link.ts";
import type { MirrorPosition, OutboxCommand } from "../../core/ports/store.ts";
import type { SocketWay } from "../network/socket-way.ts";
import { readFrame } from "./read-frame.ts";

/** A network that comes back during a try answers the next one: TCP itself would repeat its SYN after 1, 3 and 7 s. */
const CONNECT_TIMEOUT_MS = 3000;
const WELCOME_TIMEOUT_MS = 8000;
/** A try younger than this was made on the network of now. */
const FRESH_TRY_MS = 500;
const REPLY_TIMEOUT_MS = 10_000;
const PING_EVERY_MS = 2000;
/** Silent for so long, the link counts as dead; three pings were lost by then. */
const SILENT_MS = 5000;
/** How soon it must answer when there is a reason to doubt it. */
const PROOF_MS = 1000;

/**
 * Why a connection is over: `refused` by the hub with a code (`replaced`: the operator moved the work to another desktop,
 * and two that take turns would go on for ever), or lost; `code` then says when the hub broke the contract.
 */
export type ConnectionEnd =
  | { readonly kind: "refused"; readonly code: LinkRefusalCode | "replaced" }
  | {
      readonly kind: "lost";
      readonly code: "bad-welcome" | "bad-team" | "bad-frame" | "desktop-fault" | null;
      readonly cause: unknown;
    };

export type ConnectionListener = {
  onWelcome(welcome: LinkWelcome): void;
  onTeam(team: LinkTeam): void;
  onWord(word: LinkEphemeral): void;
  onFrame(frame: LinkFrame): void;
  /** Once, and nothing after it. */
  onEnd(end: ConnectionEnd): void;
};

/** One life of the link, from the connect to its end. socket.io's own reconnection is off: `SocketHubLink` decides. */
export class LinkConnection {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #listener: ConnectionListener;
  readonly #stopWelcomeTimer: () => void;
  #stopPingTimer: (() => void) | null = null;
  #stopProof: (() => void) | null = null;
  #wire: Pingable | null = null;
  readonly #madeAtMs: number;
  #heardAtMs: number;
  #isOver = false;

  constructor(
    account: HubLinkAccount,
    hello: MirrorPosition & { readonly takeOver: boolean; readonly token?: string },
    clock: Clock,
    listener: ConnectionListener,
    way: SocketWay | null,
  ) {
    this.#clock = clock;
    this.#listener = listener;
    this.#heardAtMs = this.#madeAtMs = clock.nowMs();
    const auth: LinkHello = {
      contractVersion: LINK_CONTRACT_VERSION,
      login: account.login,
      ...(hello.token === undefined ? { secret: account.secret } : { token: hello.token }),
      logId: hello.logId,
      lastSeq: hello.lastSeq,
      unpacks: true,
      channels: ["voice", "text"],
      ...(account.desktopId !== undefined && { desktopId: account.desktopId }),
      ...(hello.takeOver && { takeOver: true }),
    };
    const options: Parameters<typeof io>[1] = {
      path: LINK_PATH,
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      timeout: CONNECT_TIMEOUT_MS,
      auth,
    };
    // On Node engine.io hands agent and certificates on to `ws`; its types know the browser's options only.
    this.#socket = io(account.url, Object.assign({}, options, way?.(account.url)));
    this.#stopWelcomeTimer = clock.after(WELCOME_TIMEOUT_MS, () => this.#end(lost(null, "no welcome in time")));
    this.#listen();
  }

  /** When the hub was last heard, by this machine's clock; its heartbeats count. */
  get heardAtMs(): number {
    return this.#heardAtMs;
  }

  resume(lastSeq: number): void {
    this.#socket.emit("resume", { lastSeq });
  }

  async send(command: Pick<OutboxCommand, "commandId" | "name" | "input">): Promise<LinkReply | null> {
    try {
      const reply: unknown = await this.#socket.timeout(REPLY_TIMEOUT_MS).emitWithAck("command", command);
      return LinkReply.safeParse(reply).data ?? null;
    } catch {
      // The connection went away or the hub was silent: whether the command arrived is unknown, so it is sent again.
      return null;
    }
  }

  async ask<N extends LinkQueryName>(name: N, input: LinkQueryInput<N>): Promise<LinkAnswer<N> | null> {
    try {
      const raw: unknown = await this.#socket.timeout(REPLY_TIMEOUT_MS).emitWithAck("query", { name, input });
      const reply = QueryReply.safeParse(raw);
      if (!reply.success) return null;
      if (!reply.data.ok) return reply.data;
      const value = LinkQueries[name].output.safeParse(reply.data.value);
      // It was parsed by the schema of this very name.
      return value.success ? accepted(value.data as LinkQueryOutput<N>) : null;
    } catch {
      return null;
    }
  }

  /** Asks for a sign of life; the end comes when none arrives in time. */
  prove(): void {
    if (this.#wire === null) {
      if (this.#clock.nowMs() - this.#madeAtMs >= FRESH_TRY_MS)
        this.#end(lost(null, "network changed while connecting"));
      return;
    }
    const askedAtMs = this.#clock.nowMs();
    this.#stopProof?.();
    this.#stopProof = this.#clock.after(PROOF_MS, () => {
      if (this.#heardAtMs < askedAtMs) this.#end(lost(null, "silent after a change of the network"));
    });
    this.#wire.ping();
  }

  /** Ends and tells: what was connected is not believed any more. */
  drop(): void {
    this.#end(lost(null, "dropped"));
  }

  /** Ends without telling the listener. */
  close(): void {
    this.#isOver = true;
    this.#stopProof?.();
    this.#stopWelcomeTimer();
    this.#stopPingTimer?.();
    this.#socket.disconnect();
  }

  #listen(): void {
    const socket = this.#socket;
    const { engine } = socket.io;
    const heard = () => {
      this.#heardAtMs = this.#clock.nowMs();
    };
    engine.on("packet", heard);
    engine.on("open", () => {
      heard();
      const wire = pingable(engine.transport);
      wire?.on("pong", heard);
      this.#wire = wire;
      this.#watch(wire);
    });
    socket.on("connect_error", (error: Error & { data?: unknown }) => {
      const code = LinkRefusalCode.safeParse((error.data as { code?: unknown } | undefined)?.code);
      this.#end(code.success ? { kind: "refused", code: code.data } : lost(null, error));
    });
    socket.on("replaced", () => this.#end({ kind: "refused", code: "replaced" }));
    socket.on("disconnect", (reason) => this.#end(lost(null, reason)));
    socket.on("welcome", (raw: unknown) => {
      this.#stopWelcomeTimer();
      const welcome = LinkWelcome.safeParse(raw);
      if (!welcome.success) this.#end(lost("bad-welcome", welcome.error));
      else this.#deliver(() => this.#listener.onWelcome(welcome.data));
    });
    socket.on("team-changed", (raw: unknown) => {
      const team = LinkTeam.safeParse(raw);
      if (!team.success) this.#end(lost("bad-team", team.error));
      else this.#deliver(() => this.#listener.onTeam(team.data));
    });
    // A word of a kind this desktop does not know is a newer hub's.
    socket.on("ephemeral", (raw: unknown) => {
      const word = LinkEphemeral.safeParse(raw);
      if (word.success) this.#deliver(() => this.#listener.onWord(word.data));
    });
    socket.on("events", (raw: unknown, acknowledge: (() => void) | undefined) => {
      const frame = readFrame(raw);
      if (!frame.success) this.#end(lost("bad-frame", frame.error));
      else if (this.#deliver(() => this.#listener.onFrame(frame.data))) acknowledge?.();
    });
  }

  /**
   * Pings of our own (RFC 6455 §5.5.2), because the heartbeat of socket.io is paced by the hub, and a desktop must notice
   * a dead hub in seconds whatever pace a hub was given.
   */
  #watch(wire: Pingable | null): void {
    if (this.#isOver) return;
    // A clock that was set back must not keep a dead link alive for as long.
    this.#heardAtMs = Math.min(this.#heardAtMs, this.#clock.nowMs());
    if (this.#clock.nowMs() - this.#heardAtMs >= SILENT_MS) {
      this.#end(lost(null, "silent"));
      return;
    }
    wire?.ping();
    const nextMs = Math.min(PING_EVERY_MS, this.#heardAtMs + SILENT_MS - this.#clock.nowMs());
    this.#stopPingTimer = this.#clock.after(nextMs, () => this.#watch(wire));
  }

  /** False, and the end, when the desktop itself could not take it: what was not applied must not be acknowledged. */
  #deliver(work: () => void): boolean {
    if (this.#isOver) return false;
    try {
      work();
      return !this.#isOver;
    } catch (cause) {
      this.#end(lost("desktop-fault", cause));
      return false;
    }
  }

  #end(end: ConnectionEnd): void {
    if (this.#isOver) return;
    this.close();
    this.#listener.onEnd(end);
  }
}

type Pingable = { ping(): void; on(event: "pong", listener: () => void): unknown };

/** The `ws` socket under engine.io's WebSocket transport; its types do not show it. */
function pingable(transport: object): Pingable | null {
  const wire = (transport as { readonly ws?: Partial<Pingable> }).ws;
  return wire && typeof wire.ping === "function" && typeof wire.on === "function" ? (wire as Pingable) : null;
}

function lost(code: Extract<ConnectionEnd, { kind: "lost" }>["code"], cause: unknown): ConnectionEnd {
  return { kind: "lost", code, cause };
}
