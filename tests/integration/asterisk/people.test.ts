import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import { systemClock as phoneClock } from "../../../src-main/node/system-clock.ts";
import { createSipPhone } from "../../../src-main/sip/phone.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { CommandId, OperatorId } from "../../../src-shared/ids.ts";
import type { LinkWelcome } from "../../../src-shared/link/link-contract.ts";
import type { Asterisk } from "../../support/asterisk/asterisk.ts";
import { BaresipCustomer } from "../../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../../support/asterisk/free-ports.ts";
import { startHubAsterisk } from "../../support/asterisk/hub-asterisk.ts";
import { ContractEar } from "../../support/contract-ear.ts";
import { FakeLog } from "../../support/fake-log.ts";
import { FakeMedia } from "../../support/fake-media.ts";
import { aHello, RawDesktop } from "../hub/support/a-desktop.ts";
import { aFolder, SECRETS, TEAM } from "../hub/support/a-hub.ts";
import { ApiClient } from "../hub/support/api-client.ts";

/** The phones of the tests have plain RTP on 127.0.0.1; desktops have WebRTC. */
const PLAIN = { webrtc: "no", allow: "alaw", media_address: "127.0.0.1", bind_rtp_to_media_address: "yes" };
const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const PASSWORD = "верная лошадь 42";
const GENEROUS = { timeout: 20_000 };
const petr = OperatorId.parse("petr");
const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "administrator" } : one)),
});

let asterisk: Asterisk;
let ivanPort: number;

beforeAll(async () => {
  ivanPort = await freeSipPort();
  asterisk = await startHubAsterisk({ peers: [{ name: "ivan", port: ivanPort }] });
});
afterAll(() => asterisk.stop());

describe("people who come and go while the hub runs on Asterisk", () => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  async function aHub(databaseFile = ":memory:"): Promise<Hub> {
    const hub = await startHub({
      databaseFile,
      databaseKey: null,
      listen: { host: "127.0.0.1", port: 0 },
      team: LED,
      secrets: SECRETS,
      passwordCost: CHEAP,
      asterisk: { ari: asterisk.ari, phoneServer: asterisk.wsUrl, phoneFields: PLAIN },
    });
    let stopped: Promise<void> | null = null;
    const stop = () => {
      stopped ??= hub.stop();
      return stopped;
    };
    stops.push(stop);
    return { ...hub, stop };
  }

  /** A phone as a desktop has it after this welcome. */
  function aPhone(sip: LinkWelcome["sip"], password = sip.secret ?? ""): ContractEar {
    const signalling = createSipPhone({ media: new FakeMedia(), clock: phoneClock, log: new FakeLog() });
    stops.push(() => signalling.stop());
    const account = { server: sip.server ?? "", domain: sip.domain, user: sip.user, displayName: "Пётр" };
    const start = () => signalling.start({ ...account, password, source: { kind: "microphone" } });
    const ear = new ContractEar({ user: sip.user, signalling, media: new FakeMedia(), start });
    start();
    return ear;
  }

  async function linked(hub: Hub, login: string, password: string) {
    const { accessToken: token } = await new ApiClient(hub.port).signedIn(login, password);
    const auth = aHello({ login, secret: undefined, token });
    const desktop = new RawDesktop({ port: hub.port, auth });
    stops.push(() => desktop.close());
    return { desktop, sip: (await desktop.welcomes.take()).sip };
  }

  async function goOnline(hub: Hub): Promise<void> {
    const commandId = CommandId.parse(`petr-online-${Date.now()}`);
    const chosen = { commandId, name: "operator.set-status", input: { status: "online" } } as const;
    expect(await hub.service.execute(petr, chosen)).toMatchObject({ ok: true });
  }

  async function refusedAs(ear: ContractEar, ...failures: string[]): Promise<void> {
    const isRefusal = (failure: string | null | undefined) => typeof failure === "string" && failures.includes(failure);
    await ear.events.take((event) => event.type === "phone-changed" && isRefusal(event.phone.failure));
  }

  test("who is added registers by a token's sign-in and is called; who is blocked has no account any more", async () => {
    const hub = await aHub();
    const api = new ApiClient(hub.port);
    const { accessToken: admin } = await api.signedIn("marina", SECRETS.marina);
    const person = { login: "petr", name: "Пётр", extension: "1003", password: PASSWORD, queues: ["support"] };
    expect(await api.post("/people", person, admin)).toMatchObject({ status: 200 });
    const { desktop, sip } = await linked(hub, "petr", PASSWORD);
    expect(sip).toMatchObject({ user: "1003", server: asterisk.wsUrl, secret: expect.any(String) });
    // The account may come a moment after the person.
    await expect.poll(() => asterisk.console("pjsip show endpoint 1003"), GENEROUS).toContain("Пётр");
    const ear = aPhone(sip);
    await ear.state("ready");
    await goOnline(hub);
    const ivan = await BaresipCustomer.start({ name: "ivan", port: ivanPort, pbxPort: asterisk.sipPort, hz: 770 });
    stops.push(() => ivan.stop());
    ivan.dial("700");
    const { callId, queueName } = await ear.next("incoming");
    expect(queueName).toBe("Поддержка");
    ear.phone.signalling.accept(callId);
    await ear.next("established");
    ivan.hangUp();
    await ear.next("ended");
    expect(await api.post("/people/petr/block", undefined, admin)).toMatchObject({ status: 200 });
    await desktop.endings.take();
    await expect.poll(() => asterisk.console("pjsip show endpoint 1003"), GENEROUS).toContain("Unable to find");
    for (const part of ["auth", "aor"])
      await expect.poll(() => asterisk.console(`pjsip show ${part} 1003`), GENEROUS).toContain("Unable to find");
    const blocked = aPhone(sip);
    await refusedAs(blocked, "wrong-password", "forbidden", "unknown-user");
    expect(await api.post("/people/petr/unblock", undefined, admin)).toMatchObject({ status: 200 });
    const again = await linked(hub, "petr", PASSWORD);
    expect(again.sip.secret).not.toBe(sip.secret);
    await expect.poll(() => asterisk.console("pjsip show endpoint 1003"), GENEROUS).toContain("Пётр");
    const phone = aPhone(again.sip);
    await phone.state("ready");
    await goOnline(hub);
    ivan.dial("700");
    await phone.next("incoming");
    ivan.hangUp();
    await phone.next("ended");
  });

  test("the desktop's secret and the hub's own are both good, until a password is chosen; a new name is shown", async () => {
    const hub = await aHub();
    const api = new ApiClient(hub.port);
    const { accessToken: admin } = await api.signedIn("marina", SECRETS.marina);
    const { sip } = await linked(hub, "lev", SECRETS.lev);
    expect(sip.secret).toEqual(expect.any(String));
    const byToken = aPhone(sip);
    await byToken.state("ready");
    await byToken.phone.signalling.stop();
    const bySecret = aPhone(sip, SECRETS.lev);
    await bySecret.state("ready");
    await bySecret.phone.signalling.stop();
    const change = { name: "Лев Толстой" };
    expect(await api.call("PATCH", "/api/v1/people/lev", change, admin)).toMatchObject({ status: 200 });
    await expect.poll(() => asterisk.console("pjsip show endpoint 1002"), GENEROUS).toContain("Лев Толстой");
    expect(await api.post("/people/lev/reset-password", {}, admin)).toMatchObject({ status: 200 });
    await expect.poll(() => asterisk.console("pjsip show auth 1002-hub"), GENEROUS).toContain("Unable to find");
    await refusedAs(aPhone(sip, SECRETS.lev), "wrong-password");
    await refusedAs(aPhone(sip), "wrong-password");
  });

  test("an account of somebody who went while no hub could say so is taken away by the next", async () => {
    const folder = aFolder();
    stops.push(() => folder.remove());
    const before = await aHub(`${folder.path}/hub.db`);
    const api = new ApiClient(before.port);
    const { accessToken: admin } = await api.signedIn("marina", SECRETS.marina);
    const person = { login: "petr", name: "Пётр", extension: "1003", password: PASSWORD };
    expect(await api.post("/people", person, admin)).toMatchObject({ status: 200 });
    await expect.poll(() => asterisk.console("pjsip show endpoint 1003"), GENEROUS).toContain("Пётр");
    await before.stop();
    // Another database: for this hub nobody has that number. Its own accounts stay, and the peer of pjsip.conf.
    await aHub();
    expect(await asterisk.console("pjsip show endpoint 1003")).toContain("Unable to find");
    expect(await asterisk.console("pjsip show endpoint 1002")).toContain("Лев");
    expect(await asterisk.console("pjsip show endpoint ivan")).not.toContain("Unable to find");
  });
});
