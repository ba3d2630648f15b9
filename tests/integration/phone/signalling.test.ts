import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SIP_HEADERS } from "../../../src-shared/link/link-contract.ts";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { FakeMedia } from "../../support/fake-media.ts";
import { RawCall, RawRing } from "../../support/raw-sip-call.ts";
import { sdp } from "../../support/sip-message.ts";
import { until } from "../../support/until.ts";
import { RigPhone, routeDirectly } from "./support/phone-rig.ts";

let rig: ExchangeRig;
let media: FakeMedia;
let phone: RigPhone;

beforeEach(async () => {
  rig = await ExchangeRig.start();
  routeDirectly(rig);
  media = new FakeMedia();
  phone = new RigPhone("101", media);
  phone.start(`ws://127.0.0.1:${rig.port}/sip`, { kind: "microphone" });
  await phone.ready();
});

afterEach(async () => {
  await phone.signalling.stop();
  expect(media.open).toEqual([]);
  await rig.stop();
});

/** The phone called by a client made of text, in a talk. */
async function called() {
  const client = await rig.phone("102");
  const call = new RawCall(client, "101");
  const { callId } = await phone.next("incoming");
  phone.signalling.accept(callId);
  const dialog = await call.answered();
  await phone.next("established");
  return { client, dialog, callId };
}

describe("an incoming call", () => {
  it("opens its media with the offer while it rings, and answers with what the media says", async () => {
    const client = await rig.phone("102");
    const call = new RawCall(client, "101", { body: sdp("the-offer") });
    const { callId } = await phone.next("incoming");
    // The card comes first.
    expect(media.asked).toEqual([]);
    await until(() => media.asked.length > 0, "the media is opened");
    expect(media.asked).toEqual([
      {
        name: "media.open",
        input: { mediaId: callId, source: { kind: "microphone" }, offer: sdp("the-offer"), audible: true },
      },
    ]);
    phone.signalling.accept(callId);
    await call.answered();
    // The offer was applied when it was opened: nothing is applied twice.
    expect(media.named("media.apply")).toEqual([]);
    expect(media.named("media.describe")).toEqual([
      { mediaId: callId, hold: false, fromNetwork: false, gatherMs: 500 },
    ]);
  });

  it("knows its interaction and queue from the hub's headers", async () => {
    const client = await rig.phone("102");
    const call = new RawCall(client, "997");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101", { queueName: "Продажи" });
    expect(await phone.next("incoming")).toMatchObject({
      interactionId: `interaction-${callId}`,
      queueName: "Продажи",
      from: { address: "102", name: "Name of 102" },
    });
    await call.cancel();
    expect((await phone.next("ended")).end).toMatchObject({ by: "remote", reason: "cancelled" });
  });

  it("without an offer is answered with the phone's own", async () => {
    const client = await rig.phone("102");
    const call = new RawCall(client, "101", { body: null });
    const { callId } = await phone.next("incoming");
    phone.signalling.accept(callId);
    const dialog = await call.answered(sdp("their-answer"));
    await phone.next("established");
    expect(dialog.answer.body).toContain("a=sendrecv");
    await expect.poll(() => media.named("media.apply")).toEqual([{ mediaId: callId, sdp: sdp("their-answer") }]);
  });

  it("is refused when the media cannot answer, and says that it was the media", async () => {
    const client = await rig.phone("102");
    const call = new RawCall(client, "101");
    const { callId } = await phone.next("incoming");
    media.kill();
    phone.signalling.accept(callId);
    expect((await phone.next("ended")).end).toMatchObject({ reason: "media-failed" });
    expect((await call.final()).status).toBe(480);
  });

  it("is busy beyond eight calls", async () => {
    const clients = await Promise.all([rig.phone("102"), rig.phone("103")]);
    for (let count = 0; count < 8; count += 1) {
      new RawCall(clients[count % 2] as (typeof clients)[0], "101");
      await phone.next("incoming");
    }
    expect((await new RawCall(clients[0], "101").final()).status).toBe(486);
  });
});

describe("an outgoing call", () => {
  it("hears early media before the answer", async () => {
    const client = await rig.phone("102");
    const callId = phone.dial("102");
    const ring = await RawRing.next(client);
    ring.progress(183, sdp("early"));
    expect(await phone.next("progress")).toMatchObject({ callId, earlyMedia: true });
    expect(media.named("media.apply")).toEqual([{ mediaId: callId, sdp: sdp("early") }]);
    ring.answer(sdp("early"));
    await phone.next("established");
  });

  it("that rings has no sound of its own yet", async () => {
    const client = await rig.phone("102");
    const callId = phone.dial("102");
    const ring = await RawRing.next(client);
    ring.progress(180);
    expect(await phone.next("progress")).toMatchObject({ callId, earlyMedia: false });
    ring.reject(486);
    expect((await phone.next("ended")).end).toEqual({ by: "remote", reason: "busy", sipCode: 486 });
  });

  it("ends at once when no window can make the offer", async () => {
    media.kill();
    const callId = phone.dial("102");
    expect(await phone.next("ended")).toMatchObject({ callId, end: { by: "local", reason: "media-failed" } });
  });
});

describe("in a talk", () => {
  it("tones go by INFO when the far side did not agree to telephone-event", async () => {
    const { client, callId } = await called();
    media.answers["media.send-dtmf"] = () => ({ sent: false });
    phone.signalling.sendDtmf(callId, "1#");
    await phone.next("dtmf-sent");
    const infos = client.requests.all.filter(({ method }) => method === "INFO");
    expect(infos.map(({ body }) => body)).toEqual(["Signal=1\r\nDuration=160\r\n", "Signal=#\r\nDuration=160\r\n"]);
  });

  it("tones that nobody takes are reported", async () => {
    const { client, callId } = await called();
    client.isAutomatic = false;
    media.answers["media.send-dtmf"] = () => ({ sent: false });
    phone.signalling.sendDtmf(callId, "12");
    const info = await client.requests.take(({ method }) => method === "INFO");
    client.respond(info, 415);
    expect(await phone.next("dtmf-failed")).toEqual({ type: "dtmf-failed", callId, tones: "12" });
    client.isAutomatic = true;
  });

  it("tones that come by INFO are reported, and other INFO is refused", async () => {
    const { dialog, callId } = await called();
    const type = "application/dtmf-relay";
    expect((await dialog.ask("INFO", { type, body: "Signal=7\r\nDuration=160" })).status).toBe(200);
    expect(await phone.next("dtmf-received")).toEqual({ type: "dtmf-received", callId, tone: "7" });
    expect((await dialog.ask("INFO", { type: "text/plain", body: "hello" })).status).toBe(415);
  });

  it("the far side's hold is told, and answered", async () => {
    const { dialog, callId } = await called();
    await dialog.reInvite(sdp("held", "sendonly"));
    expect(await phone.next("remote-hold-changed")).toEqual({ type: "remote-hold-changed", callId, held: true });
    await dialog.reInvite(sdp("back"));
    expect(await phone.next("remote-hold-changed")).toEqual({ type: "remote-hold-changed", callId, held: false });
    expect(media.named("media.apply").map((applied) => applied.sdp)).toEqual([sdp("held", "sendonly"), sdp("back")]);
  });

  it("an offer the far side asks for is made afresh, also after a hold of our own", async () => {
    const { client, dialog, callId } = await called();
    phone.signalling.setHeld(callId, true);
    await dialog.answerReInvite(sdp("ok", "recvonly"));
    await phone.next("hold-changed");
    const held = media.named("media.describe").at(-1);
    expect(held).toMatchObject({ hold: true, fromNetwork: false });
    await dialog.reInvite(null, sdp("their-answer"));
    expect(media.named("media.describe").at(-1)).toMatchObject({ hold: true, fromNetwork: true });
    expect(client.isOpen).toBe(true);
  });

  it("a refused hold is rolled back and told", async () => {
    const { client, dialog, callId } = await called();
    phone.signalling.setHeld(callId, true);
    client.respond(await dialog.next("INVITE"), 488);
    expect(await phone.next("hold-failed")).toEqual({ type: "hold-failed", callId, held: true });
    expect(media.named("media.rollback")).toHaveLength(1);
    expect((await dialog.reInvite(sdp("still-works"))).status).toBe(200);
    expect(media.named("media.describe").at(-1)).toMatchObject({ hold: false });
  });

  it("a hold that meets 491 is tried again", async () => {
    const { client, dialog, callId } = await called();
    phone.signalling.setHeld(callId, true);
    client.respond(await dialog.next("INVITE"), 491);
    await dialog.answerReInvite(sdp("ok", "recvonly"));
    expect(await phone.next("hold-changed")).toEqual({ type: "hold-changed", callId, held: true });
  });

  it("nobody may send the operator elsewhere", async () => {
    const { dialog } = await called();
    const refer = await dialog.refer("103");
    expect(phone.log.lines.filter(({ level }) => level === "error")).toEqual([]);
    expect(refer.status).toBeGreaterThanOrEqual(200);
    expect(rig.events.all.filter(({ type }) => type === "arrived")).toHaveLength(1);
  });

  it("knows a BYE of the exchange for a lost flow from one of the person", async () => {
    const { client } = await called();
    client.vanish();
    expect((await phone.next("ended")).end).toEqual({ by: "network", reason: "failed", sipCode: null });
  });

  it("new media after the window died is agreed by a re-INVITE", async () => {
    const { dialog, callId } = await called();
    media.kill();
    media.revive();
    phone.signalling.renewMedia(callId);
    await dialog.answerReInvite(sdp("ok"));
    expect(await phone.next("media-renewed")).toEqual({ type: "media-renewed", callId, ok: true });
    expect(media.open).toEqual([callId]);
  });

  it("a window that dies in the middle of a hold does not end the talk", async () => {
    const { client, dialog, callId } = await called();
    phone.signalling.setHeld(callId, true);
    const reInvite = await dialog.next("INVITE");
    media.kill();
    client.respond(reInvite, 200, { headers: [`Contact: <${client.contact}>`], body: sdp("ok", "recvonly") });
    await phone.next("hold-changed");
    media.revive();
    phone.signalling.renewMedia(callId);
    await dialog.answerReInvite(sdp("ok", "recvonly"));
    expect(await phone.next("media-renewed")).toMatchObject({ ok: true });
    expect(media.named("media.describe").at(-1)).toMatchObject({ hold: true });
  });
});

describe("what is logged", () => {
  it("holds no password, no description and no number", async () => {
    const { dialog } = await called();
    await dialog.bye();
    await phone.next("ended");
    const said = JSON.stringify(phone.log.lines);
    expect(said).not.toMatch(/101-secret|response=|a=rtpmap|Digest|sip:\d/);
  });

  it("the headers are those the hub writes", () => {
    expect(SIP_HEADERS).toEqual({
      echo: "X-Tandem-Echo",
      interaction: "X-Tandem-Interaction",
      offer: "X-Tandem-Offer",
      party: "X-Tandem-Party",
      queue: "X-Tandem-Queue",
    });
  });
});
