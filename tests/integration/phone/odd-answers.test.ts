import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RawRing } from "../../support/raw-sip-call.ts";
import { token } from "../../support/raw-sip-client.ts";
import { type SipMessage, sdp, tagOf } from "../../support/sip-message.ts";
import { OddPeer } from "./support/odd-peer.ts";

let peer: OddPeer;

beforeEach(async () => {
  peer = await OddPeer.start();
});

afterEach(() => peer.stop());

const contact = () => `Contact: <${peer.flow.contact}>`;
const end = async () => (await peer.phone.next("ended")).end;
const invites = () => peer.flow.requests.all.filter(({ method }) => method === "INVITE");

describe("a dialled number is refused", () => {
  it.each([
    [300, "failed", "remote"],
    [302, "failed", "remote"],
    [305, "failed", "remote"],
    [400, "failed", "remote"],
    [403, "failed", "remote"],
    [404, "not-found", "remote"],
    [408, "no-answer", "remote"],
    [410, "not-found", "remote"],
    [415, "failed", "remote"],
    [420, "failed", "remote"],
    [421, "failed", "remote"],
    [422, "failed", "remote"],
    [480, "no-answer", "remote"],
    [482, "failed", "remote"],
    [484, "not-found", "remote"],
    [486, "busy", "remote"],
    [488, "failed", "remote"],
    [500, "failed", "network"],
    [503, "failed", "network"],
    [504, "failed", "network"],
    [600, "busy", "remote"],
    [603, "rejected", "remote"],
    [604, "not-found", "remote"],
    [606, "failed", "remote"],
    [699, "failed", "remote"],
  ] as const)("with %i: %s by %s, acknowledged, and never tried elsewhere", async (sipCode, reason, by) => {
    const { ring } = await peer.dialled();
    const elsewhere = ["Contact: <sip:elsewhere@tandem.invalid>"];
    peer.flow.respond(ring.request, sipCode, { toTag: token(), headers: elsewhere });
    expect(await end()).toEqual({ by, reason, sipCode });
    await peer.flow.requests.take(({ method }) => method === "ACK");
    expect(invites()).toHaveLength(1);
  });
});

describe("a challenge that never ends", () => {
  const challenge = (request: SipMessage, status: 401 | 407, more = "") => {
    const name = status === 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
    const value = `Digest realm="odd", nonce="${token()}", algorithm=MD5, qop="auth"${more}`;
    peer.flow.respond(request, status, { toTag: token(), headers: [`${name}: ${value}`] });
  };

  it.each([
    [401, ""],
    [407, ""],
    [401, ", stale=true"],
    [407, ", stale=true"],
  ] as const)("by %i%s ends the call, said as a refusal of the account", async (status, more) => {
    peer.phone.dial("102");
    let isOver = false;
    const ended = end().finally(() => (isOver = true));
    while (!isOver) {
      const next = RawRing.next(peer.flow).then(({ request }) => challenge(request, status, more));
      await Promise.race([next.catch(() => undefined), ended]);
    }
    expect(await ended).toEqual({ by: "remote", reason: "failed", sipCode: status });
    expect(invites().length).toBeLessThanOrEqual(3);
  });

  it("of a BYE does not keep the call", async () => {
    const { callId, dialog } = await peer.called();
    peer.flow.isAutomatic = false;
    peer.phone.signalling.hangUp(callId);
    for (let tries = 0; tries < 2; tries += 1) challenge(await dialog.next("BYE"), 407);
    expect(await end()).toMatchObject({ by: "local", reason: "hung-up" });
    peer.flow.isAutomatic = true;
  });

  it("in words nobody knows (SHA-512, no nonce) ends the call too", async () => {
    const { ring } = await peer.dialled();
    const headers = ['WWW-Authenticate: Digest realm="odd", algorithm=SHA-512-256, nonce="x"'];
    peer.flow.respond(ring.request, 401, { toTag: token(), headers });
    expect(await end()).toEqual({ by: "remote", reason: "failed", sipCode: 401 });
  });

  it("that offers SHA-256 first and MD5 second is met with MD5", async () => {
    const { ring } = await peer.dialled();
    const digest = (algorithm: string) =>
      `WWW-Authenticate: Digest realm="odd", nonce="n", algorithm=${algorithm}, qop="auth"`;
    peer.flow.respond(ring.request, 401, { toTag: token(), headers: [digest("SHA-256"), digest("MD5")] });
    const second = await RawRing.next(peer.flow);
    expect(second.request.header("Authorization")).toContain("algorithm=MD5");
    second.reject(486);
    expect(await end()).toMatchObject({ reason: "busy" });
  });
});

describe("early media", () => {
  it("of 183 is heard, 180 after it does not take it away, and the 200 goes on with it", async () => {
    const { callId, ring } = await peer.dialled();
    ring.progress(183, sdp("early"));
    expect(await peer.phone.next("progress")).toMatchObject({ callId, earlyMedia: true });
    ring.progress(180);
    await peer.phone.next("progress");
    ring.answer(sdp("early"));
    await peer.phone.next("established");
    expect(peer.media.named("media.apply").map((applied) => applied.sdp)).toEqual([sdp("early")]);
  });

  it("that ends in a refusal tells the refusal (an announcement of the carrier, then 404)", async () => {
    const { ring } = await peer.dialled();
    ring.progress(183, sdp("announcement"));
    await peer.phone.next("progress");
    ring.reject(404);
    expect(await end()).toMatchObject({ reason: "not-found" });
  });

  it("sent reliably (100rel) is acknowledged by PRACK, once, and the 200 without a description is taken", async () => {
    const { callId, ring } = await peer.dialled();
    expect(ring.request.header("Supported")).toContain("100rel");
    const toTag = token();
    const reliable = { toTag, headers: [contact(), "Require: 100rel", "RSeq: 7"], body: sdp("early") };
    peer.flow.respond(ring.request, 183, reliable);
    const prack = await peer.flow.requests.take(({ method }) => method === "PRACK");
    expect(prack.header("RAck")).toBe(`7 ${ring.request.header("CSeq")}`);
    peer.flow.respond(ring.request, 183, reliable);
    peer.flow.respond(prack, 200);
    expect(await peer.phone.next("progress")).toMatchObject({ callId, earlyMedia: true });
    peer.flow.respond(ring.request, 200, { toTag, headers: [contact()] });
    expect(await peer.phone.next("established")).toMatchObject({ callId });
    expect(peer.flow.requests.all.filter(({ method }) => method === "PRACK")).toHaveLength(1);
  });
});

describe("a call that forks", () => {
  const answerAs = (request: SipMessage, toTag: string, status: number, body?: string) =>
    peer.flow.respond(request, status, { toTag, headers: [contact()], ...(body === undefined ? {} : { body }) });
  const inDialog = (method: string, toTag: string) =>
    peer.flow.requests.take((request) => request.method === method && tagOf(request.header("To")) === toTag);

  it("and is answered twice: the second gets its ACK and a BYE, the first goes on", async () => {
    const { callId, ring } = await peer.dialled();
    answerAs(ring.request, "first", 200, sdp("first"));
    answerAs(ring.request, "second", 200, sdp("second"));
    await peer.phone.next("established");
    await inDialog("ACK", "first");
    await inDialog("ACK", "second");
    await inDialog("BYE", "second");
    expect(await peer.phone.signalling.probe(callId)).toBe(true);
    expect(peer.media.named("media.apply").map((applied) => applied.sdp)).toEqual([sdp("first")]);
  });

  it("rings at two phones and is answered by one that did not ring first", async () => {
    const { callId, ring } = await peer.dialled();
    answerAs(ring.request, "first", 180);
    answerAs(ring.request, "second", 180);
    answerAs(ring.request, "second", 200, sdp("second"));
    expect(await peer.phone.next("established")).toMatchObject({ callId });
  });

  it("sounds early from one and is answered by another: the talk is with the one who answered", async () => {
    const { callId, ring } = await peer.dialled();
    answerAs(ring.request, "announcement", 183, sdp("announcement"));
    expect(await peer.phone.next("progress")).toMatchObject({ earlyMedia: true });
    answerAs(ring.request, "person", 200, sdp("person"));
    expect(await peer.phone.next("established")).toMatchObject({ callId });
    await inDialog("ACK", "person");
    // An offer has one answer in WebRTC: the sound of the one who answered is agreed anew.
    const reInvite = await inDialog("INVITE", "person");
    peer.flow.respond(reInvite, 200, { headers: [contact()], body: sdp("person-again") });
    expect(await peer.phone.next("media-renewed")).toMatchObject({ ok: true });
    expect(peer.media.named("media.apply").map((applied) => applied.sdp)).toEqual([
      sdp("announcement"),
      sdp("person-again"),
    ]);
  });
});

describe("an answer that is not one", () => {
  it("a 200 without a description is acknowledged and ended, and said to be a failure", async () => {
    const { ring } = await peer.dialled();
    ring.answer(null);
    await peer.flow.requests.take(({ method }) => method === "BYE");
    expect(await end()).toMatchObject({ reason: "failed" });
  });

  it("a 200 that comes after the operator gave up is acknowledged and ended", async () => {
    const { callId, ring } = await peer.dialled();
    ring.progress();
    await peer.phone.next("progress");
    peer.flow.isAutomatic = false;
    peer.phone.signalling.hangUp(callId);
    const cancel = await ring.cancelled();
    peer.flow.respond(cancel, 200, { toTag: token() });
    ring.answer();
    const bye = await peer.flow.requests.take(({ method }) => method === "BYE");
    peer.flow.respond(bye, 200);
    expect(await end()).toMatchObject({ by: "local", reason: "cancelled" });
    peer.flow.isAutomatic = true;
  });

  it("a 100 and then silence is given up by CANCEL, and the call is over", async () => {
    const { callId, ring } = await peer.dialled();
    peer.flow.respond(ring.request, 100);
    peer.phone.signalling.hangUp(callId);
    await ring.cancelled();
    expect(await end()).toMatchObject({ by: "local", reason: "cancelled" });
  });
});
