import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import { QueueRules } from "../../../src-shared/domain/distribution/queue-rules.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import type { InteractionId, OfferId } from "../../../src-shared/ids.ts";
import { CommandId } from "../../../src-shared/ids.ts";
import type { Asterisk } from "../../support/asterisk/asterisk.ts";
import { ANNOUNCEMENTS, asteriskStage } from "../../support/asterisk/asterisk-stage.ts";
import { BaresipCustomer } from "../../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../../support/asterisk/free-ports.ts";
import { startHubAsterisk } from "../../support/asterisk/hub-asterisk.ts";
import { passwordOf } from "../../support/exchange-rig.ts";
import { Inbox } from "../../support/inbox.ts";
import { aFolder, foldAll, lev, SECRETS, TEAM } from "../hub/support/a-hub.ts";

const PLAIN = { webrtc: "no", allow: "alaw", media_address: "127.0.0.1", bind_rtp_to_media_address: "yes" };
const PATIENT = { timeout: 30_000 };

let asterisk: Asterisk;
let ports: Readonly<Record<"ivan" | "olga" | "1002", number>>;

beforeAll(async () => {
  ports = { ivan: await freeSipPort(), olga: await freeSipPort(), "1002": await freeSipPort() };
  const peers = Object.entries(ports).map(([name, port]) => ({ name, port }));
  const accounts = ["anna", "101"].map((user) => ({ user, password: passwordOf(user), media: "plain" }) as const);
  asterisk = await startHubAsterisk({ peers, accounts });
});
afterAll(() => asterisk.stop());

/** What Asterisk says that it played, oldest first: the channel's endpoint and the sound. */
async function played(): Promise<readonly string[]> {
  const lines = (await readFile(`${asterisk.folder}/log/full`, "utf8")).split("\n");
  return lines.flatMap((line) => {
    const found = /<PJSIP\/(\w+)-[0-9a-f]+> Playing '.*announcements\/(.*)\.gsm'/.exec(line);
    return found ? [`${found[1]} ${found[2]}`] : [];
  });
}

describe("who waits at Asterisk", () => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
    await asterisk.console("channel request hangup all");
    await expect.poll(() => asterisk.console("core show channels count"), PATIENT).toContain("0 active channels");
  });

  async function aHub(databaseFile: string): Promise<Hub> {
    const [support, ...others] = TEAM.queues;
    const rules = QueueRules.parse({ voice: { place: { everyMs: 10_000 } } });
    const hub = await startHub({
      databaseFile,
      databaseKey: null,
      listen: { host: "127.0.0.1", port: 0 },
      team: Team.parse({ ...TEAM, queues: [{ ...support, rules }, ...others] }),
      secrets: SECRETS,
      asterisk: { ari: asterisk.ari, phoneServer: asterisk.wsUrl, phoneFields: PLAIN, sounds: ANNOUNCEMENTS },
    });
    let stopped: Promise<void> | null = null;
    const stop = () => (stopped ??= hub.stop());
    stops.push(stop);
    return { ...hub, stop };
  }

  async function aPhone(name: "ivan" | "olga" | "1002", hz: number): Promise<BaresipCustomer> {
    const phone = await BaresipCustomer.start({ name, port: ports[name], pbxPort: asterisk.sipPort, hz });
    stops.push(() => phone.stop());
    return phone;
  }

  test("is told the place, also by the next hub, hears the music again, and talks when somebody answers", async () => {
    const folder = aFolder();
    stops.push(() => folder.remove());
    const before = await aHub(`${folder.path}/hub.db`);
    const interactions = async (hub: Hub) => foldAll(await hub.log.read(0, 10_000));
    const ivan = await aPhone("ivan", 770);
    ivan.dial("700");
    await expect.poll(async () => (await interactions(before)).length, PATIENT).toBe(1);
    const olga = await aPhone("olga", 990);
    olga.dial("700");
    await expect.poll(played, PATIENT).toContain("olga ru/position-2");
    expect(await played()).toContain("ivan ru/position-1");
    // The music goes on after it.
    await expect.poll(() => asterisk.console("bridge show tandem-waiting"), PATIENT).toMatch(/Num-Channels: 2/);
    await expect.poll(() => olga.hearsSound(), PATIENT).toBe(true);
    await before.stop();
    ivan.hangUp();
    await expect.poll(() => asterisk.console("core show channels count"), PATIENT).toContain("1 active channel");
    const after = await aHub(`${folder.path}/hub.db`);
    await expect.poll(played, PATIENT).toContain("olga ru/position-1");
    const phone = await aPhone("1002", 440);
    after.service.desktopLinked(lev);
    const commandId = CommandId.parse("online-lev-1");
    await after.service.execute(lev, { commandId, name: "operator.set-status", input: { status: "online" } });
    await phone.next("CALL_INCOMING");
    phone.answer();
    await expect.poll(() => olga.hears(440), PATIENT).toBe(true);
    await expect.poll(() => phone.hears(990), PATIENT).toBe(true);
    expect((await interactions(after)).at(-1)).toMatchObject({ state: "active", operatorId: lev });
  }, 90_000);

  test("is not kept from an answer by what is being said, and a sound that is not there harms nobody", async () => {
    const stage = await asteriskStage(asterisk);
    stops.push(() => stage.stop());
    const { telephony } = stage;
    const events = new Inbox<Parameters<Parameters<typeof telephony.onEvent>[0]>[0]>("event");
    telephony.onEvent((event) => events.put(event));
    for (const user of ["anna", "101"]) await stage.register(user);
    await stage.dial("anna", "600");
    const { callId } = (await events.take(({ type }) => type === "arrived")) as {
      callId: Parameters<typeof telephony.hangUp>[0];
    };
    const interactionId = "interaction-1" as InteractionId;
    telephony.queue(callId, interactionId);
    telephony.say?.(callId, "ru", ["position-999"]);
    await expect
      .poll(() => readFile(`${asterisk.folder}/log/full`, "utf8"), PATIENT)
      .toMatch(/position-999 does not exist/);
    const long = Array.from({ length: 20 }, () => "other-queue" as const);
    await expect
      .poll(async () => {
        telephony.say?.(callId, "en", long);
        return played();
      }, PATIENT)
      .toContain("anna en/other-queue");
    const offerId = "offer-1" as OfferId;
    const request = { callId, offerId, interactionId, user: "101", queueName: "Sales", ringTimeoutMs: 20_000 };
    telephony.ring(request);
    await stage.answer(offerId);
    await events.take(({ type }) => type === "answered");
    const count = (await played()).length;
    // Five words of twenty take ten seconds: none is said in a talk.
    expect(count).toBeLessThan(15);
    await stage.hangUp(callId, "101");
    await events.take(({ type }) => type === "ended");
    expect(await played()).toHaveLength(count);
  });
});
