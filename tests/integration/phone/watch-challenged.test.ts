import { expect, it } from "vitest";
import type { Clock } from "../../../src-main/core/ports/clock.ts";
import { systemClock } from "../../../src-main/node/system-clock.ts";
import { createSipPhone } from "../../../src-main/sip/phone.ts";
import { aContractPhone } from "../../support/contract-phone.ts";
import { FakeLog } from "../../support/fake-log.ts";
import type { FakeMedia } from "../../support/fake-media.ts";
import { token } from "../../support/raw-sip-client.ts";
import { RawSipServer } from "../../support/raw-sip-server.ts";

const FREE =
  '<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="0" state="full" entity="sip:102@x"></dialog-info>';

it("refreshes that are challenged each time count on, and no CSeq is used twice", async () => {
  // 80 % of what was granted pass in a moment.
  const hurried: Clock = {
    nowMs: () => systemClock.nowMs(),
    random: () => systemClock.random(),
    newId: () => systemClock.newId(),
    after: (delayMs, callback) => systemClock.after(delayMs === 144_000 ? 20 : delayMs, callback),
  };
  await using server = await RawSipServer.start();
  const make = (media: FakeMedia) => createSipPhone({ media, clock: hurried, log: new FakeLog() });
  const anna = aContractPhone("101", server.url, make, true);
  anna.signalling.watch(["102"]);
  anna.start(true);
  const flow = await server.flow();
  const toTag = token();
  const seen: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const bare = await flow.requests.take(({ method }) => method === "SUBSCRIBE");
    const challenge = `WWW-Authenticate: Digest realm="x", nonce="${token()}", algorithm=MD5, qop="auth"`;
    flow.respond(bare, 401, { toTag, headers: [challenge] });
    const signed = await flow.requests.take(({ method }) => method === "SUBSCRIBE");
    expect(signed.header("Authorization")).toContain("Digest");
    flow.respond(signed, 200, { toTag, headers: ["Expires: 180"] });
    seen.push(...[bare, signed].map((request) => Number.parseInt(request.header("CSeq"), 10)));
    const uri = /<([^>]+)>/.exec(signed.header("Contact"))?.[1] ?? "";
    const answer = await flow.ask("NOTIFY", {
      uri,
      from: `<sip:102@tandem.invalid>;tag=${toTag}`,
      to: signed.header("From"),
      callId: signed.header("Call-ID"),
      cseq: round + 1,
      headers: [
        "Event: dialog",
        "Subscription-State: active;expires=180",
        "Contact: <sip:102@pbx.invalid;transport=ws>",
      ],
      body: FREE,
      type: "application/dialog-info+xml",
    });
    expect(answer.status).toBe(200);
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual([...seen].sort((one, other) => one - other));
  flow.vanish();
  await anna.signalling.stop();
});
