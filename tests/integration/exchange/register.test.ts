import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExchangeRig, passwordOf } from "../../support/exchange-rig.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { RawCall, RawRing } from "../../support/raw-sip-call.ts";

let rig: ExchangeRig;
let clock: FakeClock;

beforeEach(async () => {
  clock = new FakeClock();
  // Time stands still here, so nothing is answered by a ping: flows are not to be dropped for silence.
  rig = await ExchangeRig.start({ clock, limits: { pingEveryMs: 1e9, authenticateWithinMs: 1e9 } });
});

afterEach(async () => {
  await rig.stop();
  expect(clock.pendingTimers).toBe(0);
});

describe("REGISTER", () => {
  test("is challenged, accepted, told as phone-changed, refreshed in silence, and unregistered", async () => {
    const phone = await rig.client("101");
    expect(rig.exchange.isRegistered("101")).toBe(false);
    const answer = await phone.register({ expires: 120 });
    expect(answer.status).toBe(200);
    expect(answer.header("Contact")).toBe(`<${phone.contact}>;expires=120`);
    expect(await rig.next("phone-changed")).toEqual({ type: "phone-changed", user: "101", registered: true });
    expect((await phone.register({ expires: 120 })).status).toBe(200);
    const last = await phone.unregister();
    expect([last.status, last.headers("Contact")]).toEqual([200, []]);
    expect(await rig.next("phone-changed")).toEqual({ type: "phone-changed", user: "101", registered: false });
    expect(rig.events.all).toHaveLength(2);
  });

  test("that expires is gone at its time", async () => {
    const phone = await rig.client("101");
    await phone.register({ expires: 60 });
    clock.advance(59_000);
    expect(rig.exchange.isRegistered("101")).toBe(true);
    clock.advance(2_000);
    expect(rig.exchange.isRegistered("101")).toBe(false);
    expect(await rig.next("phone-changed", ({ registered }) => !registered)).toMatchObject({ user: "101" });
  });

  test("too short is 423 with Min-Expires, too long is shortened", async () => {
    const phone = await rig.client("101");
    const short = await phone.register({ expires: 5 });
    expect([short.status, short.header("Min-Expires")]).toEqual([423, "30"]);
    expect((await phone.register({ expires: 99_999_999 })).header("Contact")).toContain("expires=3600");
  });

  test("with * and Expires 0 takes all of the account's phones off", async () => {
    const first = await rig.phone("101");
    await rig.phone("101");
    const answer = await first.register({ contact: "*", expires: 0 });
    expect([answer.status, answer.headers("Contact")]).toEqual([200, []]);
    expect(rig.exchange.isRegistered("101")).toBe(false);
    expect((await first.register({ contact: "*", expires: 60 })).status).toBe(400);
  });

  test("of two contacts on one flow is refused", async () => {
    const phone = await rig.client("101");
    expect((await phone.register({ contact: "<sip:a@b.invalid>, <sip:c@d.invalid>" })).status).toBe(400);
  });

  test("for another account is forbidden", async () => {
    const phone = await rig.client("101");
    const challenge = await phone.ask("REGISTER", { uri: "sip:tandem.invalid", to: "<sip:102@tandem.invalid>" });
    const answer = await phone.ask("REGISTER", {
      uri: "sip:tandem.invalid",
      to: "<sip:102@tandem.invalid>",
      headers: [`Authorization: ${phone.authorize(challenge, "REGISTER", "sip:tandem.invalid")}`],
    });
    expect(answer.status).toBe(403);
    expect(rig.exchange.isRegistered("102")).toBe(false);
  });
});

describe("several flows of one account", () => {
  test("the newest is rung, and when it goes the older one", async () => {
    const older = await rig.phone("101");
    const newer = await rig.phone("101");
    await older.register();
    const anna = await rig.phone("anna");
    new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101");
    (await RawRing.next(newer)).reject(486);
    await rig.next("ring-failed");
    newer.vanish();
    await expect.poll(() => rig.exchange.census().flows).toBe(2);
    rig.ring(callId, "101");
    await RawRing.next(older);
    expect(rig.events.all.filter((event) => event.type === "phone-changed" && event.user === "101")).toHaveLength(1);
  });

  test("the same phone on a new flow takes the place of its old binding", async () => {
    const instance = "6f3c1f6e-0000-4000-8000-000000000001";
    await rig.phone("101", { instance });
    const again = await rig.phone("101", { instance });
    expect((await again.register()).headers("Contact")).toHaveLength(1);
  });

  test("a lost flow counts at once", async () => {
    const phone = await rig.phone("101");
    phone.vanish();
    await rig.next("phone-changed", ({ registered }) => !registered);
    expect(rig.exchange.isRegistered("101")).toBe(false);
  });
});

describe("digest", () => {
  const uri = "sip:tandem.invalid";
  const ask = async (user: string) => {
    const phone = await rig.client(user);
    const to = `<sip:${user}@tandem.invalid>`;
    const register = (headers: string[] = []) => phone.ask("REGISTER", { uri, to, headers });
    return { phone, register, challenge: await register() };
  };

  test("a count is good once: the same header again is stale", async () => {
    const { phone, register, challenge } = await ask("101");
    const header = `Authorization: ${phone.authorize(challenge, "REGISTER", uri)}`;
    expect((await register([header])).status).toBe(200);
    const replayed = await register([header]);
    expect([replayed.status, replayed.header("WWW-Authenticate")]).toEqual([
      401,
      expect.stringContaining("stale=true"),
    ]);
    const counted = `Authorization: ${phone.authorize(challenge, "REGISTER", uri, { nc: "00000002" })}`;
    expect((await register([counted])).status).toBe(200);
  });

  test("a nonce of another flow is not good", async () => {
    const { challenge } = await ask("101");
    const { phone, register } = await ask("101");
    const answer = await register([`Authorization: ${phone.authorize(challenge, "REGISTER", uri)}`]);
    expect([answer.status, answer.header("WWW-Authenticate")]).toEqual([401, expect.stringContaining("stale=true")]);
  });

  test("a nonce expires", async () => {
    const { phone, register, challenge } = await ask("101");
    clock.advance(301_000);
    const answer = await register([`Authorization: ${phone.authorize(challenge, "REGISTER", uri)}`]);
    expect(answer.header("WWW-Authenticate")).toContain("stale=true");
  });

  test("a digest made for another address is refused", async () => {
    const { phone, register, challenge } = await ask("101");
    const answer = await register([`Authorization: ${phone.authorize(challenge, "REGISTER", "sip:other.invalid")}`]);
    expect(answer.status).toBe(400);
  });

  test.each([
    "Basic MTAxOnNlY3JldA==",
    'Digest username="101"',
    "Digest",
    'Digest username="101", username="102", realm="tandem.invalid"',
    `Digest ${"a=b,".repeat(500)}`,
  ])("credentials that are none are challenged: %s", async (header) => {
    const { register } = await ask("101");
    expect((await register([`Authorization: ${header}`])).status).toBe(401);
  });

  test("a wrong password is refused, after five the right one too, until the lock is over", async () => {
    const { phone } = await ask("101");
    for (let count = 0; count < 5; count += 1) expect((await phone.register({ password: "guess" })).status).toBe(401);
    const locked = await phone.register();
    // Without credentials a REGISTER is challenged as before; with them they are not even looked at.
    expect([locked.status, Number(locked.header("Retry-After")) > 0]).toEqual([503, true]);
    const other = await rig.client("101");
    expect((await other.register()).status).toBe(503);
    expect((await (await rig.client("102")).register()).status).toBe(200);
    clock.advance(61_000);
    expect((await phone.register()).status).toBe(200);
  });

  test("a phone that is in stays in while a stranger guesses at its password", async () => {
    const phone = await rig.phone("101");
    const stranger = await rig.client("101");
    for (let count = 0; count < 6; count += 1) await stranger.register({ password: "guess" });
    expect((await phone.register()).status).toBe(200);
  });

  test("an address that guesses at many names is locked out", async () => {
    for (let count = 0; count < 20; count += 1) {
      const stranger = await rig.client(`nobody-${count}`);
      expect((await stranger.register()).status).toBe(401);
      await stranger.close();
    }
    expect((await (await rig.client("101")).register()).status).toBe(503);
  });
});

describe("INVITE", () => {
  test("without credentials is challenged with 407, with them it arrives", async () => {
    const anna = await rig.client("anna");
    const challenge = await new RawCall(anna, "600").final();
    expect(challenge.status).toBe(407);
    const authorization = anna.authorize(challenge, "INVITE", "sip:600@tandem.invalid");
    const call = new RawCall(anna, "600", { cseq: 2, headers: [`Proxy-Authorization: ${authorization}`] });
    await call.next(100);
    expect(await rig.next("arrived")).toMatchObject({ fromUser: "anna" });
  });

  test("with a wrong password is refused and never arrives", async () => {
    const anna = await rig.client("anna", { password: "guess" });
    const challenge = await new RawCall(anna, "600").final();
    const authorization = anna.authorize(challenge, "INVITE", "sip:600@tandem.invalid");
    const call = new RawCall(anna, "600", { cseq: 2, headers: [`Proxy-Authorization: ${authorization}`] });
    expect((await call.final()).status).toBe(407);
    expect(rig.events.all).toEqual([]);
  });

  test.each(["<sip:101@tandem.invalid>", "<sip:anna@elsewhere.invalid>"])(
    "in the name of %s is forbidden",
    async (from) => {
      const anna = await rig.phone("anna");
      expect((await new RawCall(anna, "600", { from }).final()).status).toBe(403);
    },
  );

  test("no line of the log holds a secret, a name, a number or a description", async () => {
    const anna = await rig.phone("anna");
    await (await rig.client("101")).register({ password: "guess-secret" });
    await new RawCall(anna, "600", { from: "<sip:101@tandem.invalid>" }).final();
    new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.exchange.refuse(callId, 486);
    await rig.next("ended");
    const log = rig.logLines.join("\n").replaceAll(callId, "CALL");
    expect(log).not.toBe("");
    for (const secret of ["anna", "101", "600", "secret", passwordOf("anna"), "Name of", "Digest", "nonce", "v=0"])
      expect(log).not.toContain(secret);
  });
});
