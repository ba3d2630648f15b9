import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RawCall } from "../../support/raw-sip-call.ts";
import { newBranch, token } from "../../support/raw-sip-client.ts";
import { atOnce } from "../../support/raw-sip-server.ts";
import { sdp } from "../../support/sip-message.ts";
import { OddPeer } from "./support/odd-peer.ts";

let peer: OddPeer;

beforeEach(async () => {
  peer = await OddPeer.start();
});

afterEach(() => peer.stop());

const contact = () => `Contact: <${peer.flow.contact}>`;

describe("a re-INVITE", () => {
  it("on the heels of the ACK is answered: Asterisk would not ask again, and hold would stay", async () => {
    const { phone, flow } = peer;
    const { call, callId } = await peer.rings();
    phone.signalling.accept(callId);
    const dialog = call.dialogOf(await call.final());
    const reInvite = (body: string, cseq: number) => {
      let answer: Promise<{ status: number | null }> | undefined;
      atOnce(flow, () => {
        dialog.ack(cseq);
        answer = dialog.ask("INVITE", { headers: [contact()], body });
      });
      return answer;
    };
    expect(await reInvite(sdp("held", "sendonly"), 1)).toMatchObject({ status: 200 });
    expect(await reInvite(sdp("back"), 2)).toMatchObject({ status: 200 });
    dialog.ack(3);
    expect(await phone.next("remote-hold-changed")).toMatchObject({ callId, held: true });
    expect(await phone.next("remote-hold-changed")).toMatchObject({ callId, held: false });
  });

  it("without an offer is answered with one, and its answer comes in the ACK", async () => {
    const { dialog } = await peer.called();
    const answer = await dialog.reInvite(null, sdp("their-answer"));
    expect(answer.status).toBe(200);
    expect(answer.body).toContain("m=audio");
    await expect.poll(() => peer.media.named("media.apply").at(-1)?.sdp).toBe(sdp("their-answer"));
  });

  it("that crosses our own gets 491, and ours is tried again after theirs was refused too (glare)", async () => {
    const { callId, dialog } = await peer.called();
    peer.phone.signalling.setHeld(callId, true);
    const ours = await dialog.next("INVITE");
    expect((await dialog.ask("INVITE", { headers: [contact()], body: sdp("theirs") })).status).toBe(491);
    peer.flow.respond(ours, 491);
    await dialog.answerReInvite(sdp("ok", "recvonly"));
    expect(await peer.phone.next("hold-changed")).toMatchObject({ held: true });
  });

  it("that changes nothing (a refresh of the session timer) is answered and told nobody", async () => {
    const { dialog } = await peer.called();
    const before = peer.phone.events.all.length;
    const headers = [contact(), "Supported: timer", "Session-Expires: 90;refresher=uac"];
    for (const name of ["one", "two"]) {
      const answer = await dialog.ask("INVITE", { headers, body: sdp(name) });
      expect(answer.status).toBe(200);
      dialog.ack(Number.parseInt(answer.header("CSeq"), 10));
    }
    expect(peer.phone.events.all).toHaveLength(before);
  });

  it("whose description is nonsense is refused, and the talk goes on", async () => {
    const { callId, dialog } = await peer.called();
    peer.media.answers["media.apply"] = () => {
      throw new Error("not a description");
    };
    expect((await dialog.ask("INVITE", { headers: [contact()], body: "nonsense" })).status).toBe(488);
    delete peer.media.answers["media.apply"];
    expect((await dialog.reInvite(sdp("again"))).status).toBe(200);
    expect(await peer.phone.signalling.probe(callId)).toBe(true);
  });
});

describe("a session timer (RFC 4028)", () => {
  it("is left to a caller that offers it: it refreshes, or nobody does", async () => {
    const { dialog } = await peer.called({ headers: ["Supported: timer", "Session-Expires: 1800", "Min-SE: 90"] });
    expect(dialog.answer.header("Require")).toBe("");
  });

  it("that a caller requires is agreed to, with the caller as its refresher", async () => {
    const { dialog } = await peer.called({
      headers: ["Require: timer", "Supported: timer", "Session-Expires: 1800;refresher=uac"],
    });
    expect(dialog.answer.header("Session-Expires")).toBe("1800;refresher=uac");
    expect(dialog.answer.header("Require")).toBe("timer");
  });

  it("is refreshed by UPDATE, also by a peer that was not told UPDATE is known here", async () => {
    const { callId, dialog } = await peer.called();
    const headers = [contact(), "Supported: timer", "Session-Expires: 90;refresher=uac"];
    const refreshed = await dialog.ask("UPDATE", { headers });
    expect(refreshed.status).toBe(200);
    expect(refreshed.header("Session-Expires")).toBe("90;refresher=uac");
    expect(await peer.phone.signalling.probe(callId)).toBe(true);
  });

  it("an UPDATE with an offer is refused, and the talk goes on", async () => {
    const { callId, dialog } = await peer.called();
    expect((await dialog.ask("UPDATE", { headers: [contact()], body: sdp("new") })).status).toBe(488);
    expect(await peer.phone.signalling.probe(callId)).toBe(true);
  });
});

describe("an incoming call", () => {
  it("that requires what is not known here is refused with its name (420), and nothing rings", async () => {
    const call = new RawCall(peer.flow, "101", { headers: ["Require: precondition"] });
    const answer = await call.final();
    expect(answer.status).toBe(420);
    expect(answer.header("Unsupported")).toBe("precondition");
    expect(peer.phone.events.all.filter(({ type }) => type === "incoming")).toEqual([]);
  });

  it("that requires reliable progress is refused: it would let the operator be heard before he answers", async () => {
    const call = new RawCall(peer.flow, "101", { headers: ["Require: 100rel", "Supported: 100rel"] });
    const answer = await call.final();
    expect([answer.status, answer.header("Unsupported")]).toEqual([420, "100rel"]);
  });

  it("that only knows reliable progress rings as any other", async () => {
    const { call } = await peer.rings({ headers: ["Supported: 100rel, timer, replaces"] });
    expect((await call.next(180)).header("Require")).toBe("");
    await call.cancel();
  });

  it("that comes twice by two paths rings once (482)", async () => {
    const callId = token();
    const { call } = await peer.rings({ callId });
    const from = `<${peer.flow.aor}>;tag=merged`;
    const uri = "sip:101@tandem.invalid";
    for (const branch of [newBranch(), newBranch()])
      peer.flow.sendRequest("INVITE", {
        uri,
        from,
        to: `<${uri}>`,
        callId,
        branch,
        headers: [contact()],
        body: sdp("x"),
      });
    const merged = await peer.flow.responses.take(({ status }) => status === 482);
    expect(merged.header("Call-ID")).toBe(callId);
    await call.cancel();
  });

  it("that is cancelled in the moment of the answer ends, whichever came first", async () => {
    const { call, callId } = await peer.rings();
    atOnce(peer.flow, () => void call.cancel());
    peer.phone.signalling.accept(callId);
    const final = await call.final();
    if (final.status === 200) await call.dialogOf(final).bye();
    await peer.phone.next("ended");
  });
});

describe("outside of any talk", () => {
  it.each(["OPTIONS", "NOTIFY", "UPDATE", "SUBSCRIBE", "REFER", "MESSAGE", "PUBLISH"])(
    "%s is answered",
    async (method) => {
      const headers = [contact(), "Event: presence"];
      const answer = await peer.flow.ask(method, { uri: "sip:101@tandem.invalid", headers });
      expect(answer.status).toBeGreaterThanOrEqual(200);
      expect(answer.status).not.toBe(500);
    },
  );

  it("a BYE of a talk that is over is answered 481", async () => {
    const { callId, dialog } = await peer.called();
    peer.phone.signalling.hangUp(callId);
    await peer.phone.next("ended");
    expect((await dialog.bye()).status).toBe(481);
  });
});
