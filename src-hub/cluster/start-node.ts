import { createServer, type Server } from "node:http";
import { systemClock } from "../clock.ts";
import { bringLeasedUpToDate, openLeased, openShared, takeLease } from "../db/open-postgres.ts";
import type { PostgresLease } from "../db/postgres-lease.ts";
import type { HubDatabase } from "../db/schema.ts";
import { LOCAL_HTTP } from "../http/http-needs.ts";
import { HubLife } from "../http/hub-life.ts";
import { type Hub, type HubSettings, startHub } from "../hub.ts";
import { HubStartError } from "../hub-start-error.ts";
import { clusterLog, hubLog } from "../log.ts";
import { openHubKey } from "../people/hub-key.ts";
import type { ToAll, ToNode } from "./bus-messages.ts";
import { FollowedLog } from "./followed-log.ts";
import { LeaderDesk } from "./leader-desk.ts";
import { LeaderLine } from "./leader-line.ts";
import { NodeBus } from "./node-bus.ts";
import { isDatabaseServed, nextTerm, readPrefix } from "./node-database.ts";
import { NodeFront } from "./node-front.ts";
import { NodeLinks } from "./node-links.ts";
import type { NodeState } from "./node-state.ts";
import { RedisSession } from "./redis-session.ts";
import { SeatBook } from "./seat-book.ts";

const LOOK_EVERY_MS = 100;

export type NodeOptions = {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** How long servers that do not answer are waited for at the start. */
  readonly waitMs: number;
  /** Asked for when this node begins to lead. */
  readonly hub: () => Promise<Omit<HubSettings, "node">>;
  readonly settings: Pick<HubSettings, "listen" | "tls" | "http" | "secretKey" | "passwordCost">;
  readonly phoneServer?: string;
  /** Told to stop while it still waits for its database. */
  readonly signal: AbortSignal;
  readonly onFault: (error: unknown) => void;
};

/** A node that runs. */
export type RunningNode = { readonly port: number; drain(withinMs: number): Promise<void>; stop(): Promise<void> };

/** One of several nodes of a hub (ADR 33): takes links at once, and leads when nobody else does. Null: told to stop. */
export async function startNode(options: NodeOptions): Promise<RunningNode | null> {
  const first = await openRedis(options.redisUrl, options.waitMs);
  try {
    const node = new Node(options);
    return await node.start(first);
  } catch (error) {
    first.close();
    throw error;
  }
}

class Node implements NodeState {
  readonly #options: NodeOptions;
  readonly #clock = systemClock;
  readonly #nodeId = systemClock.newId();
  readonly #life = new HubLife();
  readonly #db: HubDatabase;
  #lease: PostgresLease | null = null;
  #core: { readonly hub: Hub; readonly http: Server; readonly desk: LeaderDesk } | null = null;
  #parts: Parts | null = null;
  #isStopped = false;

  constructor(options: NodeOptions) {
    // A node that was told to stop closes what it still asked by: that is no fault of it.
    const onFault = (error: unknown) => {
      if (this.#isStopped) hubLog.info({ error }, "cut short by the stop");
      else options.onFault(error);
    };
    this.#options = { ...options, onFault };
    this.#db = openShared(options.databaseUrl);
  }

  async start(first: RedisSession): Promise<RunningNode | null> {
    const { databaseUrl } = this.#options;
    this.#lease = await this.#takeLeaseNow();
    if (this.#lease) await bringLeasedUpToDate(databaseUrl);
    else void this.#waitForLease();
    let hub = this.#lease ? await this.#startHub() : null;
    while (!hub && !(await isDatabaseServed(this.#db))) {
      if (this.#options.signal.aborted) return null;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      // Meanwhile it may be this node's to make it so.
      if (this.#lease) hub = await this.#startHub();
    }
    const parts = await this.#openParts(first);
    this.#parts = parts;
    if (hub) await this.#lead(hub, parts);
    else if (this.#lease) await this.#promote();
    const { port } = parts.front;
    return { port, drain: (withinMs) => this.#drain(withinMs), stop: () => this.#stop() };
  }

  /** The lease if it is free; null: another node leads. */
  async #takeLeaseNow(): Promise<PostgresLease | null> {
    const { databaseUrl, waitMs, onFault } = this.#options;
    const untilMs = Date.now() + waitMs;
    for (;;)
      try {
        return await takeLease(databaseUrl, "no", onFault);
      } catch (error) {
        const mayPass = error instanceof HubStartError && error.code === "database-unreachable";
        if (!mayPass || Date.now() >= untilMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
  }

  get leads(): boolean {
    return this.#core !== null;
  }

  get isRedisUp(): boolean {
    return this.#parts?.bus.isUp === true;
  }

  get isLed(): boolean {
    return this.leads || this.#parts?.bus.isLed === true;
  }

  get nodeCount(): number | null {
    return this.#core?.desk.nodeCount ?? null;
  }

  get askedCount(): number {
    return this.#parts?.line.askedCount ?? 0;
  }

  get waitingCount(): number {
    return this.#parts?.line.waitingCount ?? 0;
  }

  get tunnelCount(): number {
    return this.#parts?.line.tunnelCount ?? 0;
  }

  get behindCount(): number {
    const { bus, log } = this.#parts ?? {};
    const headSeq = this.#core?.hub.log.headSeq ?? bus?.saidHeadSeq ?? 0;
    return Math.max(0, headSeq - (log?.headSeq ?? headSeq));
  }

  async #openParts(first: RedisSession): Promise<Parts> {
    const { redisUrl, settings, phoneServer, onFault } = this.#options;
    const { http = LOCAL_HTTP, secretKey, passwordCost } = settings;
    const [db, clock, life] = [this.#db, this.#clock, this.#life];
    const hubKey = await openHubKey(
      secretKey === undefined ? { kind: "database", db } : { kind: "given", hex: secretKey },
    );
    const log = await FollowedLog.open(db, onFault);
    const line = new LeaderLine({
      clock,
      whenReplaced: (operatorId, linkId) => this.#parts?.links.server.replace(operatorId, linkId),
      whenTold: (operatorId, word) => this.#parts?.links.server.tell(operatorId, word),
    });
    const links = await NodeLinks.open({
      ...{ db, log, line, hubKey, clock, life, settings: http, onFault },
      ...(passwordCost && { passwordCost }),
      ...(phoneServer !== undefined && { phoneServer }),
    });
    log.onRenewed(() => links.server.disconnectAll());
    const bus = new NodeBus(
      {
        url: redisUrl,
        prefix: await readPrefix(db),
        nodeId: this.#nodeId,
        clock,
        whenLed: (way) => {
          if (this.#core) return;
          line.lead(way);
          // What was said to all before this node listened is in the database.
          if (way) Promise.all([log.catchUp(), links.readTeam()]).catch(onFault);
        },
        whenAll: (message) => this.#hearAll(message, log, links),
        whenNode: (message, bytes) => line.hear(message, bytes),
        whenBeat: () => line.beat(),
        onFault,
      },
      first,
    );
    const front = await NodeFront.open({
      listen: settings.listen,
      tls: settings.tls,
      settings: http,
      life,
      links: links.http,
      core: () => this.#core?.http ?? null,
      connect: (address) => line.connect(address),
      takesLinks: () => life.phase === "serves" && line.isOpen,
      pages: {
        node: this,
        linkedCount: () => links.server.linkedCount,
        headSeq: () => log.headSeq,
        askDatabase: () => answers(db),
      },
    });
    return { log, line, links, bus, front };
  }

  #hearAll(message: ToAll, log: FollowedLog, links: NodeLinks): void {
    switch (message.kind) {
      case "leads":
        log.heardHead(message.headSeq, message.logId);
        return;
      case "events":
        log.heard(message.events);
        return;
      case "team":
        links.readTeam().catch(this.#options.onFault);
        return;
      case "forget":
        log.forgetRecent();
    }
  }

  /** Whoever leads dies: this node takes its place as soon as the database is free. */
  async #waitForLease(): Promise<void> {
    const { databaseUrl, onFault } = this.#options;
    try {
      const lease = await takeLease(databaseUrl, "yes", onFault);
      if (this.#isStopped) {
        await lease?.end();
        return;
      }
      clusterLog.info({}, "takes the lease");
      await bringLeasedUpToDate(databaseUrl);
      this.#lease = lease;
      // A node that only just starts leads as soon as it stands.
      if (this.#parts) await this.#promote();
    } catch (error) {
      onFault(error);
    }
  }

  async #promote(): Promise<void> {
    const parts = this.#parts;
    if (!parts || this.#core) return;
    await this.#lead(await this.#startHub(), parts);
  }

  async #startHub(): Promise<Started> {
    const settings = await this.#options.hub();
    const http = createServer();
    const link = {
      server: () => this.#parts?.links.server,
      get linkedCount() {
        return this.server()?.linkedCount ?? 0;
      },
      stop: async () => this.#parts?.links.stop(),
    };
    // The hub's own, which it closes: this node's other sessions outlive the lease.
    const database = openLeased(this.#options.databaseUrl);
    const hub = await startHub({ ...settings, database, node: { http, link, state: this } });
    return { hub, http };
  }

  async #lead({ hub, http }: Started, { bus, line, log, links }: Parts): Promise<void> {
    const { onFault } = this.#options;
    const { service } = hub;
    const seats = new SeatBook(service);
    const desk = new LeaderDesk({
      service,
      log: hub.log,
      seats,
      clock: this.#clock,
      whenConnected: (connection) => http.emit("connection", connection),
    });
    this.#core = { hub, http, desk };
    service.onEphemeral((operatorId, word) => seats.tell(operatorId, word));
    const sayToAll = (message: ToAll) => {
      this.#hearAll(message, log, links);
      bus.publish(message);
    };
    hub.log.onAppended((events) => sayToAll({ kind: "events", events: [...events] }));
    hub.log.onForgotten(() => sayToAll({ kind: "forget" }));
    hub.directory.onReplaced(() => sayToAll({ kind: "team" }));
    const term = await nextTerm(this.#db);
    const head = () => ({ headSeq: hub.log.headSeq, logId: hub.log.logId });
    bus.lead({ term, head, hear: (way, message, bytes) => desk.hear(way, message, bytes) });
    // To itself a node needs no Redis.
    const own = { nodeId: this.#nodeId, inbox: `own:${term}`, send: (answer: ToNode) => line.hear(answer, null) };
    line.lead({ send: (message) => desk.hear(own, message, null, true) });
    await Promise.all([log.catchUp(), links.readTeam()]).catch(onFault);
    clusterLog.info({ term, nodeId: this.#nodeId }, "leads");
  }

  async #drain(withinMs: number): Promise<void> {
    this.#life.drain();
    await this.#core?.hub.drain(withinMs);
  }

  async #stop(): Promise<void> {
    this.#isStopped = true;
    const { line, links, bus, front } = this.#parts ?? {};
    if (this.#core) {
      this.#core.desk.stop();
      await this.#core.hub.stop();
    } else await links?.stop();
    line?.close();
    await front?.stop();
    bus?.stop();
    await this.#db.destroy();
    await this.#lease?.end();
    hubLog.info({}, "stopped");
  }
}

type Started = { readonly hub: Hub; readonly http: Server };

type Parts = {
  readonly log: FollowedLog;
  readonly line: LeaderLine;
  readonly links: NodeLinks;
  readonly bus: NodeBus;
  readonly front: NodeFront;
};

async function openRedis(url: string, waitMs: number): Promise<RedisSession> {
  const untilMs = Date.now() + waitMs;
  for (;;)
    try {
      return await RedisSession.open(url);
    } catch (cause) {
      if (Date.now() >= untilMs) throw new HubStartError("redis-unreachable", "Redis does not answer", { cause });
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
}

async function answers(db: HubDatabase): Promise<boolean> {
  try {
    await db.selectFrom("meta").select("name").limit(1).execute();
    return true;
  } catch {
    // The question is only whether it answers; who asks tells it.
    return false;
  }
}
