import { readFile, stat } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import { systemClock as phoneClock } from "../../../src-main/node/system-clock.ts";
import { createSipPhone } from "../../../src-main/sip/phone.ts";
import { RecordingPage } from "../../../src-shared/domain/recording.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import type { OperatorId } from "../../../src-shared/ids.ts";
import { CommandId } from "../../../src-shared/ids.ts";
import { LINK_CONTRACT_VERSION } from "../../../src-shared/link/link-contract.ts";
import type { Asterisk } from "../../support/asterisk/asterisk.ts";
import { BaresipCustomer } from "../../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../../support/asterisk/free-ports.ts";
import { startHubAsterisk } from "../../support/asterisk/hub-asterisk.ts";
import { isToneInWav } from "../../support/asterisk/tone-in-wav.ts";
import { ContractEar } from "../../support/contract-ear.ts";
import { FakeLog } from "../../support/fake-log.ts";
import { FakeMedia } from "../../support/fake-media.ts";
import { RawDesktop } from "../hub/support/a-desktop.ts";
import { aFolder, foldAll, lev, marina, SECRETS, TEAM } from "../hub/support/a-hub.ts";
import { ApiClient } from "../hub/support/api-client.ts";

/** The phones of the tests have plain RTP on 127.0.0.1; desktops have WebRTC. */
const PLAIN = {
  webrtc: "no",
  allow: "alaw",
  media_address: "127.0.0.1",
  bind_rtp_to_media_address: "yes",
};

const GENEROUS = { timeout: 20_000 };
const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "administrator" } : one)),
});

let asterisk: Asterisk;
let ivanPort: number;
let olgaPort: number;
let levPort: number;

beforeAll(async () => {
  [ivanPort, olgaPort, levPort] = [await freeSipPort(), await freeSipPort(), await freeSipPort()];
  // Lev's phone is a real one of another make, whose account stands in pjsip.conf.
  asterisk = await startHubAsterisk({
    peers: [
      { name: "ivan", port: ivanPort },
      { name: "olga", port: olgaPort },
      { name: "1002", port: levPort },
    ],
  });
});
afterAll(() => asterisk.stop());

describe("a hub on Asterisk", () => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
    await asterisk.console("channel request hangup all");
    await expect.poll(() => asterisk.console("core show channels count")).toContain("0 active channels");
  });

  async function aHub(databaseFile = ":memory:", recordsAll = false): Promise<Hub> {
    const hub = await startHub({
      databaseFile,
      databaseKey: null,
      listen: { host: "127.0.0.1", port: 0 },
      team: LED,
      secrets: SECRETS,
      asterisk: {
        ari: asterisk.ari,
        phoneServer: asterisk.wsUrl,
        phoneFields: PLAIN,
        recordsAll,
        // baresip takes what is for its own user; the number goes to a real carrier instead.
        trunk: "PJSIP/ivan/sip:ivan@127.0.0.1:PORT;number={number}".replace("PORT", String(ivanPort)),
        callerNumber: "+74951234567",
      },
    });
    let stopped: Promise<void> | null = null;
    const stop = () => {
      stopped ??= hub.stop();
      return stopped;
    };
    stops.push(stop);
    return { ...hub, stop };
  }

  /** The operator's desktop is linked, and serves. */
  async function goOnline(hub: Hub, operatorId: OperatorId): Promise<void> {
    hub.service.desktopLinked(operatorId);
    const commandId = CommandId.parse(`online-${operatorId}-${Date.now()}`);
    await hub.service.execute(operatorId, { commandId, name: "operator.set-status", input: { status: "online" } });
  }

  async function aCustomer(name: "ivan" | "olga" | "1002", port: number, hz: number): Promise<BaresipCustomer> {
    const customer = await BaresipCustomer.start({ name, port, pbxPort: asterisk.sipPort, hz });
    stops.push(() => customer.stop());
    return customer;
  }

  const last = async (hub: Hub) => foldAll(await hub.log.read(0, 10_000)).at(-1);

  test("a desktop is told where to register, its account is there, and it gets the customer of its queue", async () => {
    const hub = await aHub();
    const auth = {
      contractVersion: LINK_CONTRACT_VERSION,
      login: marina,
      secret: SECRETS.marina,
      logId: null,
      lastSeq: 0,
    };
    const desktop = new RawDesktop({ port: hub.port, auth });
    stops.push(() => void desktop.socket.disconnect());
    const { sip } = await desktop.welcomes.take();
    expect(sip).toEqual({ domain: "tandem.invalid", user: "1001", path: "/sip", server: asterisk.wsUrl });
    const signalling = createSipPhone({ media: new FakeMedia(), clock: phoneClock, log: new FakeLog() });
    const ear = new ContractEar({ user: "1001", signalling, media: new FakeMedia(), start: () => undefined });
    stops.push(() => signalling.stop());
    const account = { server: sip.server ?? "", domain: sip.domain, user: sip.user, password: SECRETS.marina };
    signalling.start({ ...account, displayName: "Марина", source: { kind: "microphone" } });
    await ear.state("ready");
    await goOnline(hub, marina);
    const ivan = await aCustomer("ivan", ivanPort, 770);
    ivan.dial("700");
    const { callId, interactionId, queueName, from } = await ear.next("incoming");
    expect({ queueName, address: from.address }).toEqual({ queueName: "Поддержка", address: "ivan" });
    signalling.accept(callId);
    await ear.next("established");
    await expect.poll(async () => (await last(hub))?.state).toBe("active");
    expect((await last(hub))?.interactionId).toBe(interactionId);
    expect((await last(hub))?.offers[0]?.reasons.length).toBeGreaterThan(0);
    ivan.hangUp();
    await ear.next("ended");
    await expect.poll(async () => (await last(hub))?.state).toBe("closed");
    expect(await last(hub)).toMatchObject({ result: "answered", endedBy: "customer", operatorId: marina });
  });

  test("an account is made for WebRTC, holds no plain password, and lets nobody in with a wrong one", async () => {
    const hub = await startHub({
      databaseFile: ":memory:",
      databaseKey: null,
      listen: { host: "127.0.0.1", port: 0 },
      team: TEAM,
      secrets: SECRETS,
      asterisk: { ari: asterisk.ari, phoneServer: asterisk.wsUrl },
    });
    stops.push(() => hub.stop());
    expect(await asterisk.console("pjsip show endpoint 1001")).toMatch(/webrtc\s+: yes/);
    const auth = await asterisk.console("pjsip show auth 1001");
    expect(auth).toMatch(/realm\s+: tandem.invalid/);
    expect(auth).not.toContain(SECRETS.marina);
    const signalling = createSipPhone({ media: new FakeMedia(), clock: phoneClock, log: new FakeLog() });
    const ear = new ContractEar({ user: "1001", signalling, media: new FakeMedia(), start: () => undefined });
    stops.push(() => signalling.stop());
    const account = { server: asterisk.wsUrl, domain: "tandem.invalid", user: "1001", displayName: "Марина" };
    signalling.start({ ...account, password: SECRETS.lev, source: { kind: "microphone" } });
    await ear.events.take((event) => event.type === "phone-changed" && event.phone.failure === "wrong-password");
  });

  test("music while waiting, two who hear each other, music on hold and no word of the operator", async () => {
    const hub = await aHub();
    const ivan = await aCustomer("ivan", ivanPort, 770);
    ivan.dial("700");
    await ivan.next("CALL_ESTABLISHED");
    await expect.poll(async () => (await last(hub))?.state).toBe("queued");
    await expect.poll(() => ivan.hearsSound()).toBe(true);
    const phone = await aCustomer("1002", levPort, 440);
    await goOnline(hub, lev);
    await phone.next("CALL_INCOMING");
    phone.answer();
    await expect.poll(async () => (await last(hub))?.state).toBe("active");
    await expect.poll(() => ivan.hears(440)).toBe(true);
    await expect.poll(() => phone.hears(770)).toBe(true);
    phone.hold();
    await expect.poll(async () => (await last(hub))?.state).toBe("held");
    await expect.poll(() => ivan.hears(440)).toBe(false);
    await expect.poll(() => phone.hears(770)).toBe(false);
    await expect.poll(() => ivan.hearsSound()).toBe(true);
    phone.resume();
    // After its own hold baresip writes down no more of what it hears, though it comes.
    await expect.poll(() => ivan.hears(440)).toBe(true);
    phone.hangUp();
    await ivan.next("CALL_CLOSED");
    await expect.poll(async () => (await last(hub))?.result).toBe("answered");
    expect(await last(hub)).toMatchObject({ endedBy: "operator", operatorId: lev });
  });

  test("an operator calls out by the trunk: ringing, an answer, a busy customer, and nobody else may", async () => {
    const hub = await aHub();
    const phone = await aCustomer("1002", levPort, 440);
    await goOnline(hub, lev);
    const ivan = await aCustomer("ivan", ivanPort, 770);
    phone.dial("89000009999");
    await ivan.next("CALL_INCOMING");
    ivan.answer();
    await phone.next("CALL_ESTABLISHED");
    await expect.poll(async () => (await last(hub))?.state).toBe("active");
    expect(await last(hub)).toMatchObject({ direction: "out", operatorId: lev, customer: { address: "+79000009999" } });
    await expect.poll(() => ivan.hears(440)).toBe(true);
    await expect.poll(() => phone.hears(770)).toBe(true);
    ivan.hangUp();
    await phone.next("CALL_CLOSED");
    await expect.poll(async () => (await last(hub))?.result).toBe("answered");
    phone.dial("89000009999");
    await ivan.next("CALL_INCOMING");
    ivan.hangUp();
    await phone.next("CALL_CLOSED");
    await expect.poll(async () => (await last(hub))?.result).toMatch(/busy|declined/);
    // A customer cannot call out at the team's cost.
    const before = (await hub.log.read(0, 10_000)).length;
    ivan.dial("89000009998");
    await ivan.next("CALL_CLOSED");
    expect(await hub.log.read(0, 10_000)).toHaveLength(before);
  });

  test("each side of a talk is recorded apart, not while it is paused, and the log names the files", async () => {
    const hub = await aHub(":memory:", true);
    const phone = await aCustomer("1002", levPort, 440);
    await goOnline(hub, lev);
    const ivan = await aCustomer("ivan", ivanPort, 770);
    ivan.dial("700");
    await phone.next("CALL_INCOMING");
    phone.answer();
    await expect.poll(async () => (await last(hub))?.state).toBe("active");
    const interactionId = (await last(hub))?.interactionId;
    const told = async () =>
      (await hub.log.read(0, 10_000)).flatMap((event) =>
        event.type === "call.recording-changed" ? [event.payload] : [],
      );
    const ask = async (action: string, operatorId = lev) => {
      const commandId = CommandId.parse(`record-${action}-${operatorId}`);
      return hub.service.execute(operatorId, { commandId, name: "call.record", input: { interactionId, action } });
    };
    await expect.poll(async () => (await told()).map(({ state }) => state)).toEqual(["started", "started"]);
    const fileOf = async (operatorId: OperatorId | null) => {
      const name = (await told()).find((one) => one.operatorId === operatorId)?.recording ?? "";
      expect(name).toContain(`tandem_${interactionId}_`);
      return `${asterisk.folder}/spool/recording/${name}.wav`;
    };
    const [ofIvan, ofLev] = [await fileOf(null), await fileOf(lev)];
    await expect.poll(() => isToneInWav(ofIvan, 770)).toBe(true);
    await expect.poll(() => isToneInWav(ofLev, 440)).toBe(true);
    expect(await isToneInWav(ofIvan, 440)).toBe(false);
    expect(await isToneInWav(ofLev, 770)).toBe(false);
    expect(await ask("pause", marina)).toMatchObject({ ok: false, code: "unknown-interaction" });
    expect(await ask("pause")).toMatchObject({ ok: true });
    await expect.poll(async () => (await told()).filter(({ state }) => state === "paused")).toHaveLength(2);
    const { size } = await stat(ofIvan);
    await expect.poll(() => ivan.hears(440)).toBe(true);
    expect((await stat(ofIvan)).size - size).toBeLessThan(8_000);
    expect(await ask("resume")).toMatchObject({ ok: true });
    await expect.poll(async () => (await stat(ofIvan)).size - size).toBeGreaterThan(16_000);
    phone.hangUp();
    await expect.poll(async () => (await told()).filter(({ state }) => state === "stopped")).toHaveLength(2);
    expect(await ask("start")).toMatchObject({ ok: false, code: "unknown-interaction" });
    expect(ofIvan).toMatch(/_customer_\w{8}\.wav$/);
    await hearAndErase(hub, { interactionId: interactionId ?? "", file: ofIvan });
  });

  /** By HTTP an administrator hears what Asterisk has, and nothing is left of it when the customer is erased. */
  async function hearAndErase(
    hub: Hub,
    { interactionId, file }: { interactionId: string; file: string },
  ): Promise<void> {
    const api = new ApiClient(hub.port);
    const { accessToken } = await api.signedIn("marina", SECRETS.marina);
    const { body } = await api.get(`/recordings?interactionId=${interactionId}`, accessToken);
    const { recordings } = RecordingPage.parse(body);
    expect(new Set(recordings.map(({ operatorId }) => operatorId))).toEqual(new Set([lev, null]));
    const ofCustomer = recordings.find(({ operatorId }) => operatorId === null);
    expect(ofCustomer).toMatchObject({ state: "ended" });
    const url = `http://127.0.0.1:${hub.port}/api/v1/recordings/${ofCustomer?.recordingId}/sound`;
    const hear = async (range?: string) => {
      const headers = { authorization: `Bearer ${accessToken}`, ...(range === undefined ? {} : { range }) };
      const answer = await fetch(url, { headers });
      return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    const kept = await readFile(file);
    expect(kept.subarray(0, 4).toString()).toBe("RIFF");
    expect(await hear()).toEqual({ status: 200, bytes: kept });
    expect(await hear("bytes=4000-8999")).toEqual({ status: 206, bytes: kept.subarray(4000, 9000) });
    expect(await hear("bytes=-100")).toEqual({ status: 206, bytes: kept.subarray(-100) });
    expect((await hear(`bytes=${kept.length}-`)).status).toBe(416);
    const deed = { addresses: ["ivan"], reason: "customer-request", proof: "вх. 7/2026" };
    // Not before the operator has left the contact.
    await expect.poll(async () => (await api.post("/customers/erase", deed, accessToken)).status, GENEROUS).toBe(200);
    expect((await hear()).status).toBe(404);
    await expect.poll(() => stat(file).catch(() => null), GENEROUS).toBeNull();
  }

  test("a hub that is started anew finds who talks and who waits; nobody notices", async () => {
    const folder = aFolder();
    stops.push(() => folder.remove());
    const before = await aHub(`${folder.path}/hub.db`);
    const phone = await aCustomer("1002", levPort, 440);
    await goOnline(before, lev);
    const ivan = await aCustomer("ivan", ivanPort, 770);
    ivan.dial("700");
    await phone.next("CALL_INCOMING");
    phone.answer();
    await expect.poll(async () => (await last(before))?.state).toBe("active");
    const talk = await last(before);
    // A second caller waits: Lev is the only one who serves.
    const olga = await aCustomer("olga", olgaPort, 990);
    olga.dial("700");
    await expect.poll(async () => foldAll(await before.log.read(0, 10_000)).length).toBe(2);
    const channels = () => asterisk.console("core show channels concise");
    await expect.poll(channels).toMatch(/^PJSIP\/olga-.*!tandem-waiting!/m);
    await before.stop();
    // Nobody carries the calls now but Asterisk: the two talk on.
    await expect.poll(() => ivan.hears(440)).toBe(true);
    const after = await aHub(`${folder.path}/hub.db`);
    const interactions = async () => foldAll(await after.log.read(0, 10_000));
    const [talking, waiting] = await interactions();
    expect(talking).toMatchObject({ interactionId: talk?.interactionId, state: "active" });
    expect(waiting).toMatchObject({ state: "queued" });
    expect(after.service.brokenInvariants()).toEqual([]);
    await goOnline(after, lev);
    await expect.poll(() => phone.hears(770)).toBe(true);
    await expect.poll(() => olga.hearsSound()).toBe(true);
    phone.hangUp();
    await expect.poll(async () => (await interactions())[0]?.state).toBe("closed");
    expect((await interactions())[0]).toMatchObject({ result: "answered", endedBy: "operator" });
    // The one who waited is next, once, and under the name it had.
    await phone.next("CALL_INCOMING");
    phone.answer();
    await expect.poll(async () => (await interactions())[1]?.state).toBe("active");
    expect(await interactions()).toHaveLength(2);
    expect((await interactions())[1]?.interactionId).toBe(waiting?.interactionId);
  });
});
