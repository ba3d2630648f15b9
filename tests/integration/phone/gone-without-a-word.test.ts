import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src-main/node/system-clock.ts";
import { sdp } from "../../support/sip-message.ts";
import { OddPeer } from "./support/odd-peer.ts";

// Peers that are cut off in the middle of a call, on an exchange made of text.

/** RFC 4028 §10: a session of 90 s is given up after 60; here that takes as many milliseconds. */
const EXPIRY_MS = 60_000;
const TIMED = "Session-Expires: 90;refresher=uac";
const hurried = { ...systemClock, after: hurry };

function hurry(delayMs: number, callback: () => void): () => void {
  return systemClock.after(delayMs === EXPIRY_MS ? 60 : delayMs, callback);
}

let peer: OddPeer;

afterEach(() => peer.stop());

const contact = () => `Contact: <${peer.flow.contact}>`;

describe("a far side that agreed to refresh the session, and stops (RFC 4028 §10)", () => {
  it("who called is told that the session is over, and the talk counts as broken off", async () => {
    peer = await OddPeer.start(hurried);
    const { dialog } = await peer.called({ headers: ["Require: timer", "Supported: timer", TIMED] });
    expect((await dialog.next("BYE")).header("Reason")).toContain("Session timer expired");
    expect((await peer.phone.next("ended")).end).toMatchObject({ by: "network", reason: "failed" });
  });

  it("who was called and took the refreshing on, too", async () => {
    peer = await OddPeer.start(hurried);
    const { ring } = await peer.dialled();
    const dialog = ring.answer(sdp("answer"), ["Session-Expires: 90;refresher=uas", "Supported: timer"]);
    await ring.acked();
    expect((await dialog.next("BYE")).header("Reason")).toContain("Session timer expired");
    expect((await peer.phone.next("ended")).end).toMatchObject({ by: "network" });
  });

  it("who refreshes by UPDATE and then stops, after the last of them", async () => {
    peer = await OddPeer.start(hurried);
    const { dialog } = await peer.called();
    const headers = [contact(), "Supported: timer", TIMED];
    expect((await dialog.ask("UPDATE", { headers })).status).toBe(200);
    expect((await dialog.next("BYE")).header("Reason")).toContain("Session timer expired");
  });

  it("who only said that it knows timers is not watched", async () => {
    peer = await OddPeer.start(hurried);
    const { callId, dialog } = await peer.called({ headers: ["Supported: timer", "Session-Expires: 90"] });
    await dialog.ask("OPTIONS");
    expect(await peer.phone.signalling.probe(callId)).toBe(true);
    expect(peer.flow.requests.all.filter(({ method }) => method === "BYE")).toEqual([]);
  });
});

describe("a call that is cut between the 200 and its ACK", () => {
  it("answered here, the caller's flow goes: the talk is kept, and the caller that comes back may end it", async () => {
    peer = await OddPeer.start();
    const { call, callId } = await peer.rings();
    peer.phone.signalling.accept(callId);
    const final = await call.next(200);
    peer.flow.vanish();
    const flow = await peer.nextFlow();
    const dialog = call.dialogOf(final).over(flow);
    dialog.ack(1);
    expect((await dialog.bye()).status).toBe(200);
    expect((await peer.phone.next("ended")).end).toMatchObject({ by: "remote", reason: "hung-up" });
  });

  it("answered here, hung up before the ACK: BYE waits for the ACK, and follows it at once", async () => {
    peer = await OddPeer.start();
    const { call, callId } = await peer.rings();
    peer.phone.signalling.accept(callId);
    const dialog = call.dialogOf(await call.next(200));
    await peer.phone.next("established");
    peer.phone.signalling.hangUp(callId);
    expect(peer.flow.requests.all.filter(({ method }) => method === "BYE")).toEqual([]);
    dialog.ack(1);
    await dialog.next("BYE");
    expect((await peer.phone.next("ended")).end).toMatchObject({ by: "local", reason: "hung-up" });
  });

  it("answered there, the ACK is lost with the flow: the 200 that is sent again is acknowledged on the next flow", async () => {
    peer = await OddPeer.start();
    const { callId, ring } = await peer.dialled();
    ring.answer();
    await peer.phone.next("established");
    peer.flow.vanish();
    const again = ring.over(await peer.nextFlow());
    const dialog = again.answer();
    await again.acked();
    expect(await peer.phone.signalling.probe(callId)).toBe(true);
    expect((await dialog.bye()).status).toBe(200);
    expect((await peer.phone.next("ended")).end).toMatchObject({ by: "remote", reason: "hung-up" });
  });

  it("answered there in the moment the flow goes: nobody is left in a call, and the operator is told", async () => {
    peer = await OddPeer.start();
    const { ring } = await peer.dialled();
    peer.flow.vanish();
    const again = ring.over(await peer.nextFlow());
    expect((await peer.phone.next("ended")).end).toMatchObject({ by: "network", reason: "failed" });
    // The 200 that missed the phone: it knows no such call any more, and the peer gives up by itself (RFC 3261 §13.3.1.4).
    const dialog = again.answer();
    expect((await dialog.ask("OPTIONS")).status).toBe(481);
  });
});
