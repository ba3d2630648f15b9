import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildProcess, hubAloneBundle, passwordWorkerBundle } from "../../../scripts/build/processes.mjs";
import { outFolder } from "../../../scripts/setup/project.mjs";
import { SECRETS, TEAM } from "../../integration/hub/support/a-hub.ts";
import { HubAlone } from "../../integration/hub/support/alone.ts";
import { TestPostgres } from "../a-postgres.ts";
import { freeTcpPort } from "../asterisk/free-ports.ts";
import { until } from "../until.ts";
import { TestRedis } from "./a-redis.ts";

export const SITE_KEY = "shop-key-1";
/** Marina, Lev, and Anna who administers. */
const CENTRE = {
  ...TEAM,
  operators: [...TEAM.operators, { operatorId: "anna", name: "Анна", extension: "1009", role: "administrator" }],
};
export const CENTRE_SECRETS = { ...SECRETS, anna: "anna-secret-1" };
const SITE = { key: SITE_KEY, name: "Магазин", origins: ["https://shop.example"], queueId: "support" };

/** One node: a process, on a port that stays its own when it is started again. */
export class ClusterNode {
  readonly port: number;
  readonly #make: () => HubAlone;
  hub: HubAlone;

  constructor(port: number, make: () => HubAlone) {
    this.port = port;
    this.#make = make;
    this.hub = make();
  }

  /** Whether it holds the lease now, as it says itself. */
  get leads(): boolean {
    return this.isAlive && this.hub.said("leads");
  }

  /** When it began to lead. */
  get ledAtMs(): number {
    return this.#saidAtMs("leads");
  }

  /** When it found its way to the leader last. */
  get followedAtMs(): number {
    return this.#saidAtMs("follows");
  }

  get isAlive(): boolean {
    return this.hub.child.exitCode === null && this.hub.child.signalCode === null;
  }

  /** How it is, and what it said last. */
  get lastWords(): string {
    const { child, lines, stderr } = this.hub;
    const state = this.isAlive ? "lives" : `ended by ${child.exitCode ?? child.signalCode}`;
    return `${this.port} ${state}: ${lines
      .slice(-6)
      .map((line) => JSON.stringify(line))
      .join(" ")} ${stderr}`;
  }

  async kill(): Promise<void> {
    await this.hub.kill("SIGKILL");
  }

  restart(): void {
    this.hub = this.#make();
  }

  /** How often it said something. */
  count(words: string): number {
    return this.hub.lines.filter((line) => line.words === words).length;
  }

  async ready(): Promise<void> {
    await this.hub.ready();
  }

  async readiness(): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
    const response = await fetch(`http://127.0.0.1:${this.port}/readyz`);
    return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
  }

  #saidAtMs(words: string): number {
    return Number(this.hub.lines.findLast((line) => line.words === words)?.atMs ?? 0);
  }

  async metric(name: string): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${this.port}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
  }
}

/** Nodes of one hub, each a process of the built program, over a real PostgreSQL and a real Redis. */
export class TestCluster implements AsyncDisposable {
  readonly postgres: TestPostgres;
  readonly redis: TestRedis;
  readonly databaseUrl: string;
  readonly nodes: ClusterNode[] = [];
  readonly #folder: string;
  readonly #program: string;

  private constructor(parts: { postgres: TestPostgres; redis: TestRedis; databaseUrl: string; folder: string }) {
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.databaseUrl = parts.databaseUrl;
    this.#folder = parts.folder;
    this.#program = join(parts.folder, hubAloneBundle.out);
  }

  static async start(nodes: number, more: Readonly<Record<string, string>> = {}): Promise<TestCluster> {
    // Below the project: what is not bundled is found from there.
    mkdirSync(outFolder, { recursive: true });
    const folder = mkdtempSync(join(outFolder, "cluster-"));
    const [postgres, redis] = await Promise.all([
      TestPostgres.start(),
      TestRedis.start(),
      ...[hubAloneBundle, passwordWorkerBundle].map((bundle) => buildProcess(bundle, folder)),
    ]);
    const databaseUrl = await postgres.createDatabase();
    const cluster = new TestCluster({ postgres, redis, databaseUrl, folder });
    for (let count = 0; count < nodes; count += 1) await (await cluster.addNode(more)).ready();
    return cluster;
  }

  async addNode(more: Readonly<Record<string, string>> = {}): Promise<ClusterNode> {
    const file = (name: string, content: unknown) => {
      writeFileSync(join(this.#folder, name), JSON.stringify(content));
      return join(this.#folder, name);
    };
    const port = await freeTcpPort();
    const environment = {
      DATABASE_URL: this.databaseUrl,
      REDIS_URL: this.redis.url,
      HUB_PORT: String(port),
      HUB_TEAM_FILE: file("team.json", CENTRE),
      HUB_SECRETS_FILE: file("secrets.json", CENTRE_SECRETS),
      HUB_SITES_FILE: file("sites.json", [SITE]),
      HUB_FILES_FOLDER: join(this.#folder, "files"),
      ...more,
    };
    const node = new ClusterNode(port, () => new HubAlone(environment, [], this.#program));
    this.nodes.push(node);
    return node;
  }

  get leader(): ClusterNode {
    const leader = this.nodes.find((node) => node.leads);
    if (!leader) throw new Error(`nobody leads: ${this.nodes.map((node) => node.lastWords).join("; ")}`);
    return leader;
  }

  /** Those that take links. */
  get serving(): readonly ClusterNode[] {
    return this.nodes.filter((node) => node.isAlive && node.hub.said("listening"));
  }

  /** Those that take links and do not lead. */
  get followers(): readonly ClusterNode[] {
    return this.serving.filter((node) => !node.leads);
  }

  /** One that lives and does not lead. */
  get follower(): ClusterNode {
    const [follower] = this.followers;
    if (!follower) throw new Error("nobody follows");
    return follower;
  }

  async led(): Promise<void> {
    await until(() => this.nodes.some((node) => node.leads), "a node leads");
  }

  query<Row extends object>(statement: string): Promise<readonly Row[]> {
    return this.postgres.query<Row>(this.databaseUrl, statement);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { hub } of this.nodes) await hub[Symbol.asyncDispose]();
    await this.redis[Symbol.asyncDispose]();
    await this.postgres.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
