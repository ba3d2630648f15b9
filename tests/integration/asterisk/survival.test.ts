import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import { foldInteraction, type Interaction, type InteractionEvent } from "../../../src-shared/domain/interaction.ts";
import { CommandId } from "../../../src-shared/ids.ts";
import type { Asterisk } from "../../support/asterisk/asterisk.ts";
import { BaresipCustomer } from "../../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../../support/asterisk/free-ports.ts";
import { startHubAsterisk } from "../../support/asterisk/hub-asterisk.ts";
import { until } from "../../support/until.ts";
import { aHello, RawDesktop } from "../hub/support/a-desktop.ts";
import { aFolder, foldAll, lev, SECRETS, TEAM } from "../hub/support/a-hub.ts";
import { HubAlone } from "../hub/support/alone.ts";

/** Lev's phone and two customers, each another make's program on a port of its own. */
class Town implements AsyncDisposable {
  readonly asterisk: Asterisk;
  readonly #ports: Readonly<Record<string, number>>;
  readonly #people: BaresipCustomer[] = [];

  private constructor(asterisk: Asterisk, ports: Readonly<Record<string, number>>) {
    this.asterisk = asterisk;
    this.#ports = ports;
  }

  static async build(): Promise<Town> {
    const ports: Record<string, number> = {};
    for (const name of ["1002", "ivan", "olga"]) ports[name] = await freeSipPort();
    const peers = Object.entries(ports).map(([name, port]) => ({ name, port }));
    return new Town(await startHubAsterisk({ peers }), ports);
  }

  async person(name: "1002" | "ivan" | "olga", hz: number): Promise<BaresipCustomer> {
    const parts = { name, port: this.#ports[name] ?? 0, pbxPort: this.asterisk.sipPort, hz };
    const person = await BaresipCustomer.start(parts);
    this.#people.push(person);
    return person;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#people.map((person) => person.stop()));
    await this.asterisk.stop();
  }
}

/** What Lev's desktop knows of the team's contacts. */
class LevsDesktop {
  readonly contacts = new Map<string, Interaction>();
  readonly #desktop: RawDesktop;

  constructor(port: number) {
    this.#desktop = new RawDesktop({ port, auth: aHello({ login: "lev", secret: SECRETS.lev }) });
    this.#desktop.socket.on("events", (raw: { events: readonly { type: string }[] }) => {
      for (const event of raw.events)
        if (event.type.startsWith("interaction.")) {
          const { interactionId } = (event as InteractionEvent).payload;
          const after = foldInteraction(this.contacts.get(interactionId), event as InteractionEvent);
          if (after) this.contacts.set(interactionId, after);
        }
    });
  }

  async goOnline(commandId: string): Promise<void> {
    await this.#desktop.welcomes.take();
    const command = { commandId, name: "operator.set-status", input: { status: "online" } };
    expect(await this.#desktop.command(command)).toMatchObject({ ok: true });
  }

  states(): string[] {
    return [...this.contacts.values()].map(({ state, result }) => result ?? state);
  }

  close(): void {
    this.#desktop.close();
  }
}

const HEARS = { timeout: 30_000 };

describe("what survives", () => {
  let town: Town;
  let folder: ReturnType<typeof aFolder>;

  beforeEach(async () => {
    town = await Town.build();
    folder = aFolder();
  });
  afterEach(async () => {
    await town[Symbol.asyncDispose]();
    folder.remove();
  });

  test("kill -9 of the hub: the talk and the music go on, the next hub has both callers, once", async () => {
    const { asterisk } = town;
    const file = (name: string, content: unknown) => {
      writeFileSync(`${folder.path}/${name}`, typeof content === "string" ? content : JSON.stringify(content));
      return `${folder.path}/${name}`;
    };
    const environment = {
      HUB_DATABASE_FILE: `${folder.path}/hub.db`,
      HUB_TEAM_FILE: file("team.json", TEAM),
      HUB_SECRETS_FILE: file("secrets.json", SECRETS),
      ASTERISK_URL: asterisk.ari.url,
      ASTERISK_ARI_PASSWORD_FILE: file("ari", `${asterisk.ari.password}\n`),
      ASTERISK_PHONE_SERVER: asterisk.wsUrl,
    };
    const phone = await town.person("1002", 440);
    const ivan = await town.person("ivan", 770);
    const olga = await town.person("olga", 990);
    await using first = new HubAlone(environment);
    const before = new LevsDesktop(await first.ready());
    await before.goOnline("online-1");
    ivan.dial("700");
    await phone.next("CALL_INCOMING");
    phone.answer();
    await until(() => before.states().includes("active"), "the talk is on");
    olga.dial("700");
    await until(() => before.states().includes("queued"), "the second one waits");
    await expect.poll(() => olga.hearsSound(), HEARS).toBe(true);
    await first.kill("SIGKILL");
    before.close();
    await expect.poll(() => ivan.hears(440), HEARS).toBe(true);
    await expect.poll(() => phone.hears(770), HEARS).toBe(true);
    await expect.poll(() => olga.hearsSound(), HEARS).toBe(true);
    await using second = new HubAlone(environment);
    const after = new LevsDesktop(await second.ready());
    await after.goOnline("online-2");
    await until(() => after.contacts.size === 2, "both are known");
    expect(after.states()).toEqual(["active", "queued"]);
    expect([...after.contacts.keys()]).toEqual([...before.contacts.keys()]);
    expect(await ivan.hears(440)).toBe(true);
    ivan.hangUp();
    await phone.next("CALL_INCOMING");
    phone.answer();
    await until(() => after.states()[1] === "active", "the one who waited is next");
    await expect.poll(() => olga.hears(440), HEARS).toBe(true);
    expect(after.states()).toEqual(["answered", "active"]);
    after.close();
    expect(`${first.stdout}${first.stderr}${second.stdout}${second.stderr}`).not.toContain(asterisk.ari.password);
  });

  test("SIGKILL of Asterisk: its calls end as interrupted, and it serves again when it is back", async () => {
    const { asterisk } = town;
    const hub: Hub = await startHub({
      databaseFile: ":memory:",
      databaseKey: null,
      listen: { host: "127.0.0.1", port: 0 },
      team: TEAM,
      secrets: SECRETS,
      asterisk: { ari: asterisk.ari, phoneServer: asterisk.wsUrl, patience: { unnoticedMs: 100, writeOffMs: 1_000 } },
    });
    const contacts = async () => foldAll(await hub.log.read(0, 10_000));
    const isReady = async () => (await fetch(`http://127.0.0.1:${hub.port}/readyz`)).status === 200;
    try {
      const phone = await town.person("1002", 440);
      hub.service.desktopLinked(lev);
      const commandId = CommandId.parse("online-lev-1");
      await hub.service.execute(lev, { commandId, name: "operator.set-status", input: { status: "online" } });
      const ivan = await town.person("ivan", 770);
      ivan.dial("700");
      await phone.next("CALL_INCOMING");
      phone.answer();
      await expect.poll(async () => (await contacts())[0]?.state).toBe("active");
      const olga = await town.person("olga", 990);
      olga.dial("700");
      await expect.poll(async () => (await contacts())[1]?.state).toBe("queued");
      expect(await isReady()).toBe(true);
      await asterisk.die();
      await expect.poll(isReady).toBe(false);
      await expect
        .poll(async () => (await contacts()).map(({ result }) => result))
        .toEqual(["interrupted", "abandoned"]);
      expect(hub.service.brokenInvariants()).toEqual([]);
      for (const one of [phone, ivan, olga]) one.hangUp();
      await asterisk.startAgain();
      await expect.poll(isReady).toBe(true);
      ivan.dial("700");
      await phone.next("CALL_INCOMING");
      phone.answer();
      await expect.poll(async () => (await contacts())[2]?.state).toBe("active");
      await expect.poll(() => ivan.hears(440), HEARS).toBe(true);
    } finally {
      await hub.stop();
    }
  });
});
