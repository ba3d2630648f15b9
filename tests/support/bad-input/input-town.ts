import { expect } from "vitest";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { TextChannelSettings } from "../../../src-shared/domain/text-channel-settings.ts";
import { OperatorId } from "../../../src-shared/ids.ts";
import { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import { aHello, RawDesktop } from "../../integration/hub/support/a-desktop.ts";
import { TEAM, TestHub } from "../../integration/hub/support/a-hub.ts";
import { ApiClient } from "../../integration/hub/support/api-client.ts";
import { brokenRecords } from "../contact-invariants.ts";
import { FakeChannel } from "../fake-channel.ts";
import { settle } from "../fake-clock.ts";
import type { Known } from "./schema-samples.ts";

const marina = OperatorId.parse("marina");
export const ORIGIN = "https://shop.example";
export const SITE_KEY = "coffee-shop-1";
const SITE = SiteSettings.parse({ key: SITE_KEY, name: "Кофе и чай", origins: [ORIGIN], queueId: "support" });
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1", zoya: "zoya-secret-1" };
/** Beyond this the link ends, characters of JSON; some take two bytes. */
const LARGEST_WORD = 8 * 1024;
const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
/** Marina answers and administers, Lev answers, Zoya only administers: she stays when Marina locks herself out. */
const PEOPLE = Team.parse({
  ...TEAM,
  operators: [
    ...TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "administrator" } : one)),
    { operatorId: "zoya", name: "Зоя", extension: "1009", role: "administrator" },
  ],
  topics: { topics: [{ topicId: "bill", parentId: null, name: "Счёт" }], required: [] },
});

export type AskedAnswer = { readonly status: number; readonly body: unknown; readonly isInjected: boolean };

/** A route of the hub as its own document describes it. */
export type DocumentedRoute = {
  readonly method: string;
  readonly path: string;
  readonly inPath: readonly string[];
  readonly inQuery: readonly { readonly name: string; readonly schema: unknown }[];
  readonly body: unknown;
};

/** A hub on a given database in which something of everything is open, and one who may do everything and asks for it. */
export class InputTown {
  readonly known: Known;
  readonly url: string;
  readonly port: number;
  readonly channel: FakeChannel;
  readonly faults: unknown[];
  readonly #hub: TestHub;
  readonly #db: HubDatabase;
  readonly #api: ApiClient;
  #token = "";
  #desktop: RawDesktop | null = null;
  #asked = 0;

  private constructor(hub: TestHub, db: HubDatabase, channel: FakeChannel, known: Known, faults: unknown[]) {
    this.#hub = hub;
    this.#db = db;
    this.known = known;
    this.faults = faults;
    this.channel = channel;
    this.port = hub.hub.port;
    this.url = `http://127.0.0.1:${hub.hub.port}`;
    this.#api = new ApiClient(hub.hub.port);
  }

  static async open(database: HubDatabase): Promise<InputTown> {
    const faults: unknown[] = [];
    const channel = new FakeChannel();
    const hub = await TestHub.start({
      database,
      team: PEOPLE,
      secrets: SECRETS,
      passwordCost: CHEAP,
      channels: [{ channel, settings: TextChannelSettings.parse({ queueId: "support" }) }],
      sites: [SITE],
      http: { trustedProxies: ["loopback"], metricsToken: null, publicUrl: null },
      onFault: (error) => faults.push(error),
    });
    hub.hub.service.desktopLinked(marina, ["voice", "text"]);
    await hub.choose(marina, { status: "online" });
    await channel.write("irina", "здравствуйте");
    await hub.settle();
    const { interactionId, offers, conversationId } = await hub.last();
    const { offerId } = offers[0] ?? {};
    await hub.command(marina, "interaction.accept-offer", { interactionId, offerId });
    await hub.command(marina, "message.send", { interactionId, messageId: "ours-1", text: "слушаю" });
    await hub.settle();
    const ids = {
      interactionId,
      offerId,
      conversationId,
      messageId: "ours-1",
      attachmentId: "file-1",
      topicIds: ["bill"],
    };
    const people = {
      operatorId: "lev",
      personId: "lev",
      login: "lev",
      id: "lev",
      queueId: "support",
      responsibleId: "lev",
    };
    const places = { address: "+79000001427", channel: "chat", account: "site", sessionId: "session-1" };
    return new InputTown(hub, database, channel, { ...ids, ...people, ...places }, faults);
  }

  /** The address of a route with what is known, or what is given, in its places. */
  pathOf({ path, inPath, inQuery }: DocumentedRoute, given: Readonly<Record<string, string>> = {}): string {
    const value = (name: string) => given[name] ?? String(this.known[name] ?? "1");
    const filled = inPath.reduce((done, name) => done.replace(`{${name}}`, encode(value(name))), path);
    const query = inQuery.map(({ name }) => `${encode(name)}=${encode(value(name))}`).join("&");
    return query === "" ? filled : `${filled}?${query}`;
  }

  /** Asks as an administrator, each time from another address; signs in anew when that was what the request ended. */
  async ask(method: string, path: string, body?: string): Promise<AskedAnswer> {
    if (this.#token === "") await this.#signIn();
    const first = await this.#fetch(method, path, body);
    if (first.status !== 401) return first;
    await this.#signIn();
    return this.#fetch(method, path, body);
  }

  /** Time passes; nothing is waited for. */
  pass(ms: number): void {
    this.#hub.clock.advance(ms);
  }

  say(event: "command" | "query", name: string, input: unknown): Promise<unknown> {
    this.#asked += 1;
    return this.sayRaw(event, event === "query" ? { name, input } : { commandId: `bad-${this.#asked}`, name, input });
  }

  async sayRaw(event: "command" | "query", raw: unknown): Promise<unknown> {
    this.pass(100);
    if (!this.#desktop?.socket.connected) await this.#link();
    try {
      return await this.#desktop?.socket.timeout(5000).emitWithAck(event, raw);
    } catch (error) {
      // More than a desktop ever says at once is not even read: it is cut off, and comes back.
      if (JSON.stringify(raw).length < LARGEST_WORD) throw error;
      return { ok: false, code: "bad-input", retry: "no" };
    }
  }

  /** After all of it nothing is broken: no fault, no record, no contact. */
  async expectSound(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await settle();
    await this.#hub.hub.service.idle();
    expect(this.faults).toEqual([]);
    expect(this.#hub.hub.service.brokenInvariants()).toEqual([]);
    expect(await brokenRecords(this.#db)).toEqual([]);
    expect((await fetch(`${this.url}/readyz`)).status).toBe(200);
  }

  async close(): Promise<void> {
    this.#desktop?.close();
    await this.#hub.stop();
  }

  async #signIn(): Promise<void> {
    for (const login of ["marina", "zoya"] as const) {
      const answer = await this.#api.signIn(login, SECRETS[login]);
      if (answer.status !== 200) continue;
      this.#token = (answer.body as { accessToken: string }).accessToken;
      return;
    }
    throw new Error("nobody is left who may ask");
  }

  async #fetch(method: string, path: string, body?: string): Promise<AskedAnswer> {
    this.#asked += 1;
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        "x-forwarded-for": `10.${this.#asked >> 16}.${(this.#asked >> 8) & 255}.${this.#asked & 255}`,
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined || method === "GET" ? {} : { body }),
      redirect: "manual",
    });
    const text = await response.text();
    return { status: response.status, body: asJson(text), isInjected: response.headers.has("x-injected") };
  }

  async #link(): Promise<void> {
    this.#desktop = new RawDesktop({ port: this.#hub.hub.port, auth: aHello({ channels: ["voice", "text"] }) });
    await this.#desktop.welcomes.take();
  }
}

/** Also what is no character: as a browser would never send it. */
function encode(text: string): string {
  return /\p{Cs}/u.test(text) ? "%ed%a0%80" : encodeURIComponent(text);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
