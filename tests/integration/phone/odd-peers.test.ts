import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeMedia } from "../../support/fake-media.ts";
import { RawCall } from "../../support/raw-sip-call.ts";
import type { RawSipClient } from "../../support/raw-sip-client.ts";
import { atOnce, RawSipServer } from "../../support/raw-sip-server.ts";
import { sdp } from "../../support/sip-message.ts";
import { RigPhone } from "./support/phone-rig.ts";

let server: RawSipServer;
let flow: RawSipClient;
let media: FakeMedia;
let phone: RigPhone;

beforeEach(async () => {
  server = await RawSipServer.start();
  media = new FakeMedia();
  phone = new RigPhone("101", media);
  phone.start(server.url, { kind: "microphone" });
  flow = await server.flow();
  await phone.ready();
});

afterEach(async () => {
  await phone.signalling.stop();
  expect(media.open).toEqual([]);
  await server[Symbol.asyncDispose]();
});

describe("in a talk", () => {
  it("a re-INVITE on the heels of the ACK is answered: Asterisk would not ask again, and hold would stay", async () => {
    const call = new RawCall(flow, "101");
    const { callId } = await phone.next("incoming");
    phone.signalling.accept(callId);
    const dialog = call.dialogOf(await call.final());
    const reInvite = (body: string, cseq: number) => {
      let answer: Promise<{ status: number | null }> | undefined;
      atOnce(flow, () => {
        dialog.ack(cseq);
        answer = dialog.ask("INVITE", { headers: [`Contact: <${flow.contact}>`], body });
      });
      return answer;
    };
    expect(await reInvite(sdp("held", "sendonly"), 1)).toMatchObject({ status: 200 });
    expect(await reInvite(sdp("back"), 2)).toMatchObject({ status: 200 });
    dialog.ack(3);
    expect(await phone.next("remote-hold-changed")).toMatchObject({ callId, held: true });
    expect(await phone.next("remote-hold-changed")).toMatchObject({ callId, held: false });
  });
});
