import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWidget } from "../../../scripts/build/widget.mjs";
import { type Hub, type HubSettings, startHub } from "../../../src-hub/hub.ts";
import { FileFolder } from "../../../src-hub/text/file-folder.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import { freePort } from "../free-port.ts";
import { SiteOperator } from "./site-operator.ts";

export const SITE_KEY = "coffee-shop-1";

const TEAM = Team.parse({
  operators: [
    { operatorId: "marina", name: "Марина Белова", extension: "1001" },
    { operatorId: "lev", name: "Лев Орлов", extension: "1002" },
  ],
  lines: [],
  queues: [
    { queueId: "support", name: "Поддержка", number: "700", members: ["marina"] },
    { queueId: "orders", name: "Заказы", number: "701", members: ["lev"] },
    // Nobody is offered anything there: operators choose.
    { queueId: "letters", name: "Письма", number: "702", members: ["marina"], rules: { taking: "only" } },
  ],
  breakReasons: [{ code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: 1_800_000 }],
});
const SECRETS = { marina: "marina-secret", lev: "lev-secret" };

/** A whole hub with one site, on a file and a port it keeps over restarts. */
export class SiteHub implements AsyncDisposable {
  readonly url: string;
  readonly #port: number;
  readonly #folder: string;
  #origins: readonly string[] = [];
  #settings: Partial<SiteSettings> = {};
  #more: Partial<HubSettings> = {};
  #hub: Hub | null = null;
  readonly #operators: SiteOperator[] = [];

  /** `origins` are told later: the shop's page names the hub, and the hub the shop. */
  static async make(): Promise<SiteHub> {
    const folder = mkdtempSync(join(tmpdir(), "tandem-site-"));
    await buildWidget(join(folder, "widget"));
    return new SiteHub(await freePort(), folder);
  }

  private constructor(port: number, folder: string) {
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.#folder = folder;
  }

  get widgetFolder(): string {
    return join(this.#folder, "widget");
  }

  /** The one line a company puts into its pages. */
  line(attributes = ""): string {
    return `<script src="${this.url}/widget/tandem.js" data-key="${SITE_KEY}" ${attributes} async></script>`;
  }

  /** `settings` of the site and `more` of the hub are kept for the next start. */
  async start(
    origins: readonly string[] = this.#origins,
    settings: Partial<SiteSettings> = this.#settings,
    more: Partial<HubSettings> = this.#more,
  ): Promise<Hub> {
    [this.#origins, this.#settings, this.#more] = [origins, settings, more];
    const site = { key: SITE_KEY, name: "Кофе и чай", origins, queueId: "support", ...settings };
    this.#hub = await startHub({
      databaseFile: join(this.#folder, "hub.db"),
      databaseKey: null,
      listen: { host: "127.0.0.1", port: this.#port },
      team: TEAM,
      secrets: SECRETS,
      sites: [SiteSettings.parse({ title: { ru: "Кофе и чай", en: "Coffee & Tea" }, ...site })],
      widgetFolder: this.widgetFolder,
      files: new FileFolder(join(this.#folder, "files"), null),
      ...more,
    });
    return this.#hub;
  }

  async stop(): Promise<void> {
    await this.#hub?.stop();
    this.#hub = null;
  }

  async operator(): Promise<SiteOperator> {
    const operator = new SiteOperator(this.url, "marina", SECRETS.marina);
    this.#operators.push(operator);
    await operator.goOnline();
    return operator;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const operator of this.#operators) operator.close();
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
