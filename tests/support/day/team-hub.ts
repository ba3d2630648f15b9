import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Team } from "../../../src-shared/domain/team.ts";
import { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import { HubAlone } from "../../integration/hub/support/alone.ts";
import { freeTcpPort } from "../asterisk/free-ports.ts";
import { TemporaryFolder } from "../cache-folder.ts";
import { MemoryOutboxStore } from "../memory-stores.ts";
import { HeadlessVisitor } from "../site-chat/headless-visitor.ts";
import type { LinkPlace } from "./operator-link.ts";

export const ORIGIN = "https://shop.example";
export const SITE_KEY = "coffee-shop-1";
const LOGINS = ["anna", "boris", "vera", "gleb"] as const;

/** Four who answer calls and text of one queue. */
export const TEAM = Team.parse({
  operators: LOGINS.map((operatorId, index) => ({
    operatorId,
    name: `Оператор ${index + 1}`,
    extension: `20${index}`,
  })),
  lines: [],
  queues: [{ queueId: "support", name: "Поддержка", number: "700", members: LOGINS, ringTimeoutMs: 3000 }],
  breakReasons: [{ code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: 1_800_000 }],
});
/** The same, who owe a wrap-up after each contact. */
export const TIDY_TEAM = Team.parse({
  ...TEAM,
  queues: TEAM.queues.map((queue) => ({
    ...queue,
    wrapUpMs: 400,
    wrapUp: { extensionMs: 1000, extensionsPerContact: 1, shiftBudgetMs: 6000, atEnd: "close" },
  })),
});
const SECRETS = Object.fromEntries(LOGINS.map((login) => [login, secretOf(login)]));
export const SITES = [SiteSettings.parse({ key: SITE_KEY, name: "Кофе и чай", origins: [ORIGIN], queueId: "support" })];

/** `npm run hub` with a team and a site, on a port that it keeps over restarts, so that everybody finds it again. */
export class TeamHub implements AsyncDisposable {
  readonly url: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #folder: TemporaryFolder;
  #hub: HubAlone | null = null;

  private constructor(folder: TemporaryFolder, port: number, environment: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.url = `http://127.0.0.1:${port}`;
    const file = (name: string, content: unknown) => {
      writeFileSync(folder.file(name), JSON.stringify(content));
      return folder.file(name);
    };
    this.#environment = {
      HUB_PORT: String(port),
      HUB_TEAM_FILE: file("team.json", TEAM),
      HUB_SECRETS_FILE: file("secrets.json", SECRETS),
      HUB_SITES_FILE: file("sites.json", SITES),
      HUB_FILES_FOLDER: join(folder.path, "files"),
      ...environment,
    };
  }

  static async make(environment: Readonly<Record<string, string>>): Promise<TeamHub> {
    return new TeamHub(new TemporaryFolder(), await freeTcpPort(), environment);
  }

  get process(): HubAlone {
    if (!this.#hub) throw new Error("the hub was not started");
    return this.#hub;
  }

  /** Starts it, after it ended or for the first time; answers when it serves, epoch ms. */
  async start(): Promise<number> {
    this.#hub = new HubAlone(this.#environment);
    await this.#hub.ready();
    return Date.now();
  }

  visitor(): HeadlessVisitor {
    return new HeadlessVisitor({ hubUrl: () => this.url, siteKey: SITE_KEY, origin: ORIGIN });
  }

  place(login: (typeof LOGINS)[number]): LinkPlace {
    return { hubUrl: () => this.url, login, secret: secretOf(login), store: new MemoryOutboxStore() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#hub?.[Symbol.asyncDispose]();
    this.#folder[Symbol.dispose]();
  }
}

export function secretOf(login: string): string {
  return `${login}-secret-1`;
}
