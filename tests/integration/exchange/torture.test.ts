import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import type { RawSipClient } from "../../support/raw-sip-client.ts";
import { aTalk } from "../../support/talk.ts";
import { tortureMessages } from "../../support/torture-messages.ts";

/** What each message may be answered with on a flow where nobody authenticated; null: it is no request, nobody waits. */
const ANSWERS: Readonly<Record<string, number | null>> = {
  // 3.1.1 valid messages: understood, then challenged, refused as unknown dialog or method, or answered.
  wsinv: 481,
  intmeth: 405,
  esc01: 407,
  escnull: 401,
  esc02: 405,
  lwsdisp: 200,
  longreq: 407,
  dblreq: 401,
  semiuri: 200,
  transports: 200,
  unreason: null,
  noreason: null,
  // 3.1.2 invalid messages. What the RFC lets a lenient element repair, this one refuses, except a bad Date.
  badinv01: 400,
  clerr: 400,
  ncl: 400,
  scalar02: 400,
  scalarlg: null,
  quotbal: 400,
  ltgtruri: 400,
  lwsruri: 400,
  lwsstart: 400,
  trws: 400,
  escruri: 400,
  baddate: 407,
  regbadct: 400,
  badaspec: 400,
  baddn: 400,
  badvers: 505,
  mismatch01: 400,
  mismatch02: 400,
  bigcode: null,
  // 3.2 to 3.4: transaction, application and old-client semantics.
  badbranch: 200,
  insuf: 400,
  unkscm: 416,
  novelsc: 416,
  unksm2: 400,
  bext01: 420,
  invut: 407,
  regaut01: 401,
  multi01: 400,
  mcl01: 400,
  bcast: null,
  zeromf: 200,
  cparam01: 401,
  cparam02: 401,
  regescrt: 401,
  sdp01: 407,
  inv2543: 400,
};

let rig: ExchangeRig;
let anna: RawSipClient;
let operator: RawSipClient;

beforeAll(async () => {
  rig = await ExchangeRig.start();
  anna = await rig.phone("anna");
  operator = await rig.phone("101");
});

afterAll(() => rig.stop());

describe("RFC 4475", () => {
  const messages = tortureMessages();

  test("all of the kept messages have their answer written down", () => {
    expect(messages.map(({ name }) => name)).toEqual(Object.keys(ANSWERS).sort());
  });

  test.each(messages)("$name is refused or understood, and everything works on", async ({ name, bytes }) => {
    const stranger = await rig.client("stranger");
    stranger.sendText(bytes);
    // What is answered is answered in order: when the probe comes back, the message had its turn.
    const probe = await stranger.ask("OPTIONS", { uri: "sip:tandem.invalid", callId: "probe-after-torture" });
    expect(probe.status).toBe(200);
    const answers = stranger.responses.all.filter((answer) => answer.header("Call-ID") !== "probe-after-torture");
    const finals = answers.map(({ status }) => status).filter((status) => status !== 100);
    expect(finals).toEqual(ANSWERS[name] === null ? [] : [ANSWERS[name]]);
    await stranger.close();
    const { caller, callee } = await aTalk(rig, anna, operator);
    await Promise.all([caller.bye(), callee.next("BYE")]);
  });

  test("an extension nobody supports is named", async () => {
    const stranger = await rig.client("stranger");
    stranger.sendText(messages.find(({ name }) => name === "bext01")?.bytes ?? "");
    const answer = await stranger.responses.take();
    expect(answer.header("Unsupported")).toBe("nothingSupportsThis, nothingSupportsThisEither");
  });

  test("the same over binary frames and on a flow that is in: no call comes of it", async () => {
    const phone = await rig.phone("102");
    for (const { bytes } of messages.slice(0, 20)) phone.socket.send(bytes, { binary: true });
    expect((await phone.ask("OPTIONS", { uri: "sip:tandem.invalid" })).status).toBe(200);
    expect(rig.exchange.census().calls).toBe(0);
  });
});
