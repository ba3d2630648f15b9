import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import { CommandId } from "../../../src-shared/ids.ts";
import type { Asterisk } from "../../support/asterisk/asterisk.ts";
import { BaresipCustomer } from "../../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../../support/asterisk/free-ports.ts";
import { startHubAsterisk } from "../../support/asterisk/hub-asterisk.ts";
import { aWish } from "../hub/support/a-call-back.ts";
import { aFolder, foldAll, lev, SECRETS, TEAM } from "../hub/support/a-hub.ts";

const PLAIN = { webrtc: "no", allow: "alaw", media_address: "127.0.0.1", bind_rtp_to_media_address: "yes" };
const NUMBER = "+79160000009";

let asterisk: Asterisk;
let ivanPort: number;
let levPort: number;

beforeAll(async () => {
  [ivanPort, levPort] = [await freeSipPort(), await freeSipPort()];
  const peers = [
    { name: "ivan", port: ivanPort },
    { name: "1002", port: levPort },
  ];
  asterisk = await startHubAsterisk({ peers });
});
afterAll(() => asterisk.stop());

describe("call-backs by a trunk of Asterisk", () => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
    await asterisk.console("channel request hangup all");
  });

  async function aHub(databaseFile = ":memory:"): Promise<Hub> {
    const trunk = `PJSIP/ivan/sip:ivan@127.0.0.1:${ivanPort};number={number}`;
    const hub = await startHub({
      databaseFile,
      databaseKey: null,
      listen: { host: "127.0.0.1", port: 0 },
      team: TEAM,
      secrets: SECRETS,
      asterisk: { ari: asterisk.ari, phoneServer: asterisk.wsUrl, phoneFields: PLAIN, trunk },
    });
    let stopped: Promise<void> | null = null;
    const stop = () => (stopped ??= hub.stop());
    stops.push(stop);
    return { ...hub, stop };
  }

  async function aPhone(name: "ivan" | "1002", port: number, hz: number): Promise<BaresipCustomer> {
    const made = await BaresipCustomer.start({ name, port, pbxPort: asterisk.sipPort, hz });
    stops.push(() => made.stop());
    return made;
  }

  async function order(hub: Hub): Promise<void> {
    hub.service.desktopLinked(lev);
    const commandId = CommandId.parse(`online-lev-${Date.now()}`);
    await hub.service.execute(lev, { commandId, name: "operator.set-status", input: { status: "online" } });
    const { orders } = hub.service.callBacks;
    const taken = await hub.service.inTurn(() => orders.take(aWish({ number: NUMBER }), "system"));
    expect(taken.ok).toBe(true);
  }

  const last = async (hub: Hub) => foldAll(await hub.log.read(0, 10_000)).at(-1);

  test("the operator answers, the customer is called, and they hear each other", async () => {
    const hub = await aHub();
    const phone = await aPhone("1002", levPort, 440);
    const ivan = await aPhone("ivan", ivanPort, 770);
    await order(hub);
    await phone.next("CALL_INCOMING");
    phone.answer();
    await ivan.next("CALL_INCOMING");
    expect((await last(hub))?.acceptedAtMs).toBeNull();
    ivan.answer();
    await expect.poll(async () => (await last(hub))?.state).toBe("active");
    await expect.poll(() => ivan.hears(440)).toBe(true);
    await expect.poll(() => phone.hears(770)).toBe(true);
    ivan.hangUp();
    await phone.next("CALL_CLOSED");
    await expect.poll(async () => (await last(hub))?.state).toBe("closed");
    expect(await last(hub)).toMatchObject({ channel: "callback", result: "answered", endedBy: "customer" });
  });

  test("a customer who declines is tried again later, and the operator's phone is let go", async () => {
    const hub = await aHub();
    const phone = await aPhone("1002", levPort, 440);
    const ivan = await aPhone("ivan", ivanPort, 770);
    await order(hub);
    await phone.next("CALL_INCOMING");
    phone.answer();
    await ivan.next("CALL_INCOMING");
    ivan.hangUp();
    await phone.next("CALL_CLOSED");
    await expect.poll(() => hub.service.callBacks.open()).toMatchObject([{ state: "waiting", attempts: 1 }]);
    expect(hub.service.brokenInvariants()).toEqual([]);
  });

  test("a hub that dies while the customer's phone rings decides the attempt before the next one", async () => {
    const folder = aFolder();
    stops.push(() => folder.remove());
    const before = await aHub(`${folder.path}/hub.db`);
    const phone = await aPhone("1002", levPort, 440);
    const ivan = await aPhone("ivan", ivanPort, 770);
    await order(before);
    await phone.next("CALL_INCOMING");
    phone.answer();
    await ivan.next("CALL_INCOMING");
    await before.stop();
    const after = await aHub(`${folder.path}/hub.db`);
    await ivan.next("CALL_CLOSED");
    await phone.next("CALL_CLOSED");
    expect(after.service.callBacks.open()).toMatchObject([{ state: "waiting", why: "interrupted", attempts: 1 }]);
    expect(after.service.brokenInvariants()).toEqual([]);
  });
});
