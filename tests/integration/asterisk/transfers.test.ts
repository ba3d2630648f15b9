import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import { systemClock as phoneClock } from "../../../src-main/node/system-clock.ts";
import { createSipPhone } from "../../../src-main/sip/phone.ts";
import { CallId, CommandId } from "../../../src-shared/ids.ts";
import type { Asterisk } from "../../support/asterisk/asterisk.ts";
import { BaresipCustomer } from "../../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../../support/asterisk/free-ports.ts";
import { startHubAsterisk } from "../../support/asterisk/hub-asterisk.ts";
import { ContractEar } from "../../support/contract-ear.ts";
import { FakeLog } from "../../support/fake-log.ts";
import { FakeMedia } from "../../support/fake-media.ts";
import { foldAll, lev, marina, SECRETS, TEAM } from "../hub/support/a-hub.ts";

/** The phones of the tests have plain RTP on 127.0.0.1; desktops have WebRTC. */
const PLAIN = { webrtc: "no", allow: "ulaw,alaw", media_address: "127.0.0.1", bind_rtp_to_media_address: "yes" };

describe("transfers at a hub on Asterisk, by Tandem's own phones", () => {
  let asterisk: Asterisk;
  let hub: Hub;
  let ivan: BaresipCustomer;
  const ears: ContractEar[] = [];

  beforeEach(async () => {
    const port = await freeSipPort();
    asterisk = await startHubAsterisk({ peers: [{ name: "ivan", port }] });
    hub = await startHub({
      databaseFile: ":memory:",
      databaseKey: null,
      listen: { host: "127.0.0.1", port: 0 },
      team: TEAM,
      secrets: SECRETS,
      asterisk: { ari: asterisk.ari, phoneServer: asterisk.wsUrl, phoneFields: PLAIN },
    });
    ivan = await BaresipCustomer.start({ name: "ivan", port, pbxPort: asterisk.sipPort, hz: 770 });
  });
  afterEach(async () => {
    await Promise.all(ears.splice(0).map(({ phone }) => phone.signalling.stop()));
    await ivan.stop();
    await hub.stop();
    await asterisk.stop();
  });

  async function desktop(user: string, password: string): Promise<ContractEar> {
    const media = new FakeMedia();
    const signalling = createSipPhone({ media, clock: phoneClock, log: new FakeLog() });
    const ear = new ContractEar({ user, signalling, media, start: () => undefined });
    ears.push(ear);
    const account = { server: asterisk.wsUrl, domain: "tandem.invalid", user, password, displayName: user };
    signalling.start({ ...account, source: { kind: "microphone" } });
    await ear.state("ready");
    return ear;
  }

  const contacts = async () => foldAll(await hub.log.read(0, 10_000));

  /** Marina talks with Ivan out of the queue, and holds him. */
  async function held() {
    const [marinas, levs] = [await desktop("1001", SECRETS.marina), await desktop("1002", SECRETS.lev)];
    hub.service.desktopLinked(marina);
    const commandId = CommandId.parse("online-marina");
    await hub.service.execute(marina, { commandId, name: "operator.set-status", input: { status: "online" } });
    ivan.dial("700");
    const { callId } = await marinas.next("incoming");
    marinas.phone.signalling.accept(callId);
    await marinas.next("established");
    await expect.poll(async () => (await contacts())[0]?.state).toBe("active");
    marinas.phone.signalling.setHeld(callId, true);
    await marinas.next("hold-changed");
    await expect.poll(async () => (await contacts())[0]?.state).toBe("held");
    return { marinas, levs, callId };
  }

  async function passedOn(levs: ContractEar, marinas: ContractEar) {
    await marinas.events.take((event) => event.type === "transfer-progress" && event.sipCode === 200);
    await expect.poll(async () => (await contacts())[0]).toMatchObject({ operatorId: lev, state: "active" });
    expect(hub.service.brokenInvariants()).toEqual([]);
    ivan.hangUp();
    await levs.next("ended");
    await expect.poll(async () => (await contacts())[0]?.state).toBe("closed");
    expect((await contacts())[0]).toMatchObject({ result: "answered", endedBy: "customer", operatorId: lev });
    await expect.poll(() => asterisk.console("core show channels count")).toContain("0 active");
  }

  test("at once: who is rung can read why before it rings, and has the customer", async () => {
    const { marinas, levs, callId } = await held();
    marinas.phone.signalling.refer(callId, "1002");
    const incoming = await levs.next("incoming");
    const [contact] = await contacts();
    expect(incoming.interactionId).toBe(contact?.interactionId);
    expect(incoming.from.address).toBe("ivan");
    expect(contact?.offers.at(-1)).toMatchObject({
      operatorId: lev,
      reasons: [{ code: "transferred", fromOperatorId: marina }],
    });
    levs.phone.signalling.accept(incoming.callId);
    await passedOn(levs, marinas);
  });

  test("asked first: the two talks become one", async () => {
    const { marinas, levs, callId } = await held();
    const consultId = CallId.parse("consultation");
    marinas.phone.signalling.dial(consultId, "1002");
    const incoming = await levs.next("incoming");
    levs.phone.signalling.accept(incoming.callId);
    await levs.next("established");
    await expect.poll(async () => (await contacts())[1]?.state).toBe("active");
    marinas.phone.signalling.referInto(callId, consultId);
    await passedOn(levs, marinas);
    expect((await contacts()).map(({ state }) => state)).toEqual(["closed", "closed"]);
  });

  test("at once, taken back while it rings: the customer is back", async () => {
    const { marinas, levs, callId } = await held();
    marinas.phone.signalling.refer(callId, "1002");
    await levs.next("incoming");
    marinas.phone.signalling.setHeld(callId, false);
    await levs.next("ended");
    await expect.poll(async () => (await contacts())[0]).toMatchObject({ operatorId: marina, state: "active" });
    expect((await contacts())[0]?.offers.at(-1)).toMatchObject({ operatorId: lev, outcome: "withdrawn" });
  });
});
