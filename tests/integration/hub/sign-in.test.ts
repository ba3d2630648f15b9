import { createHmac } from "node:crypto";
import fc from "fast-check";
import { UnsecuredJWT } from "jose";
import { generate } from "otplib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { Team } from "../../../src-shared/domain/team.ts";
import { PasswordChanged, RecoveryCodes, TokenPair, TotpEnrolment } from "../../../src-shared/people/sign-in.ts";
import { aHello, RawDesktop } from "./support/a-desktop.ts";
import { TEAM, TestHub } from "./support/a-hub.ts";
import { ApiClient, refusalOf } from "./support/api-client.ts";

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const PASSWORD = "верная лошадь 42";
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1" };
const MINUTE_MS = 60_000;
const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "administrator" } : one)),
});

let hub: TestHub;
let api: ApiClient;
beforeEach(async () => {
  hub = await TestHub.start({ team: LED, secrets: SECRETS, passwordCost: CHEAP });
  api = new ApiClient(hub.hub.port);
});
afterEach(() => hub.stop());

async function admin(): Promise<string> {
  return (await api.signedIn("marina", SECRETS.marina)).accessToken;
}

async function addPetr(more: Record<string, unknown> = {}): Promise<void> {
  const person = { login: "petr", name: "Пётр", extension: "1003", password: PASSWORD, ...more };
  expect(await api.post("/people", person, await admin())).toMatchObject({ status: 200 });
}

describe("sign-in", () => {
  it("by a machine's secret goes on, and by the password chosen; an unknown login is refused in the same words", async () => {
    await addPetr();
    expect(await api.signIn("PETR", PASSWORD)).toMatchObject({ status: 200, body: { person: { personId: "petr" } } });
    const [wrong, unknown] = [await api.signIn("petr", "wrong"), await api.signIn("nobody", "wrong")];
    expect(wrong).toEqual(unknown);
    expect(refusalOf(wrong)).toEqual([401, "bad-credentials"]);
  });

  it("50 wrong passwords lock the login, at the link as well; an administrator clears it, time does too", async () => {
    await addPetr();
    const token = await admin();
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.signIn("petr", "wrong password")));
    const codes = answers.map((answer) => refusalOf(answer)[1]);
    expect(codes.filter((code) => code === "bad-credentials")).toHaveLength(5);
    expect(codes.filter((code) => code === "too-many-tries")).toHaveLength(45);
    expect(await api.signIn("petr", PASSWORD)).toMatchObject({
      status: 429,
      body: { code: "too-many-tries", retryAfterMs: MINUTE_MS },
    });
    const desktop = new RawDesktop({ port: hub.hub.port, auth: aHello({ login: "petr", secret: PASSWORD }) });
    expect(await desktop.endings.take()).toBe("too-many-tries");
    // Nobody else has to wait.
    expect(await api.signIn("lev", SECRETS.lev)).toMatchObject({ status: 200 });
    expect(await api.get("/people/petr", token)).toMatchObject({ body: { lockedUntilMs: expect.any(Number) } });
    expect(await api.post("/people/petr/clear-lock", undefined, token)).toMatchObject({ status: 200 });
    expect(await api.signIn("petr", PASSWORD)).toMatchObject({ status: 200 });
    for (let index = 0; index < 5; index += 1) await api.signIn("petr", "wrong password");
    expect(refusalOf(await api.signIn("petr", PASSWORD))).toEqual([429, "too-many-tries"]);
    hub.clock.advance(MINUTE_MS);
    expect(await api.signIn("petr", PASSWORD)).toMatchObject({ status: 200 });
  });

  it("tells who shows the right password that the account is blocked, and nobody else", async () => {
    await addPetr();
    expect(await api.post("/people/petr/block", undefined, await admin())).toMatchObject({ status: 200 });
    expect(refusalOf(await api.signIn("petr", PASSWORD))).toEqual([403, "blocked"]);
    expect(refusalOf(await api.signIn("petr", "wrong password"))).toEqual([401, "bad-credentials"]);
  });

  it("another password ends every session and link, and opens a new session for who chose it", async () => {
    const [own, other] = [await api.signedIn("lev", SECRETS.lev), await api.signedIn("lev", SECRETS.lev)];
    const body = { oldPassword: SECRETS.lev, password: PASSWORD };
    const changed = await api.post("/me/password", body, own.accessToken);
    const { tokens } = PasswordChanged.parse(changed.body);
    for (const { accessToken } of [own, other])
      expect(refusalOf(await api.get("/me", accessToken))).toEqual([401, "bad-token"]);
    expect(await api.get("/me", tokens.accessToken)).toMatchObject({ status: 200 });
    expect(await api.signIn("lev", PASSWORD)).toMatchObject({ status: 200 });
  });

  it("locks a login that is nobody's as well", async () => {
    for (let index = 0; index < 5; index += 1) await api.signIn("nobody", "wrong password");
    expect(refusalOf(await api.signIn("nobody", "wrong password"))).toEqual([429, "too-many-tries"]);
  });
});

describe("tokens", () => {
  it("that are forged, of another key, of no algorithm, changed or over are refused", async () => {
    const { accessToken } = await api.signedIn("lev", SECRETS.lev);
    expect(await api.get("/me", accessToken)).toMatchObject({ status: 200 });
    const [head = "", claims = "", signature = ""] = accessToken.split(".");
    const parsed = JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<string, unknown>;
    const body = (change: object) => Buffer.from(JSON.stringify({ ...parsed, ...change })).toString("base64url");
    const signed = (key: string) =>
      `${head}.${claims}.${createHmac("sha256", key).update(`${head}.${claims}`).digest("base64url")}`;
    const none = (alg: string) => Buffer.from(JSON.stringify({ alg, typ: "at+jwt" })).toString("base64url");
    const forged = [
      new UnsecuredJWT(parsed).encode(),
      `${none("none")}.${claims}.`,
      `${none("None")}.${claims}.${signature}`,
      signed("another key of thirty-two bytes!"),
      signed(""),
      `${head}.${body({ sub: "marina" })}.${signature}`,
      `${head}.${body({ exp: 9_999_999_999 })}.${signature}`,
      `${head}.${claims}.`,
      `${head}.${claims}`,
      "x.y.z",
      "x",
    ];
    for (const token of forged) expect(refusalOf(await api.get("/me", token))).toEqual([401, "bad-token"]);
    const desktop = new RawDesktop({
      port: hub.hub.port,
      auth: aHello({ login: "lev", secret: undefined, token: forged[3] }),
    });
    expect(await desktop.endings.take()).toBe("bad-token");
    hub.clock.advance(10 * MINUTE_MS + 1000);
    expect(refusalOf(await api.get("/me", accessToken))).toEqual([401, "bad-token"]);
  });

  it("of one person open no link of another", async () => {
    const { accessToken } = await api.signedIn("lev", SECRETS.lev);
    const auth = aHello({ login: "marina", secret: undefined, token: accessToken });
    expect(await new RawDesktop({ port: hub.hub.port, auth }).endings.take()).toBe("bad-token");
  });

  it("are renewed once; a refresh token that comes again ends its session and its link, and no other", async () => {
    const [first, other] = [await api.signedIn("lev", SECRETS.lev), await api.signedIn("lev", SECRETS.lev)];
    const renewed = TokenPair.parse((await api.post("/token/refresh", { refreshToken: first.refreshToken })).body);
    expect(await api.get("/me", renewed.accessToken)).toMatchObject({ status: 200 });
    const auth = aHello({ login: "lev", secret: undefined, token: renewed.accessToken });
    const desktop = new RawDesktop({ port: hub.hub.port, auth });
    await desktop.welcomes.take();
    const replayed = await api.post("/token/refresh", { refreshToken: first.refreshToken });
    expect(refusalOf(replayed)).toEqual([401, "bad-token"]);
    expect(await desktop.endings.take()).toBe("io server disconnect");
    expect(refusalOf(await api.get("/me", renewed.accessToken))).toEqual([401, "bad-token"]);
    const late = await api.post("/token/refresh", { refreshToken: renewed.refreshToken });
    expect(refusalOf(late)).toEqual([401, "bad-token"]);
    expect(await api.get("/me", other.accessToken)).toMatchObject({ status: 200 });
  });

  it("of a session go on in any order of renewals exactly as long as none comes twice", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 8 }), async (picks) => {
        const tokens = [(await api.signedIn("lev", SECRETS.lev)).refreshToken];
        const used = new Set<string>();
        let isAlive = true;
        for (const pick of picks) {
          // Mostly the newest, now and then an old one.
          const token = tokens.at(pick === 0 ? 0 : -1) ?? "";
          const answer = await api.post("/token/refresh", { refreshToken: token });
          if (used.has(token)) isAlive = false;
          expect(answer.status).toBe(isAlive ? 200 : 401);
          used.add(token);
          if (answer.status === 200) tokens.push(TokenPair.parse(answer.body).refreshToken);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("two renewals with one token at once are a replay: one pair at the most, and the session is over", async () => {
    const { refreshToken } = await api.signedIn("lev", SECRETS.lev);
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.post("/token/refresh", { refreshToken })));
    const won = answers.filter(({ status }) => status === 200);
    expect(won.length).toBeLessThanOrEqual(1);
    for (const { body } of won)
      expect(refusalOf(await api.get("/me", TokenPair.parse(body).accessToken))).toEqual([401, "bad-token"]);
  });

  it("renewed by a next token of one's own may be renewed again while that one is unused: the answer was lost", async () => {
    const { refreshToken } = await api.signedIn("lev", SECRETS.lev);
    const [nextToken, another] = ["n".repeat(43), "o".repeat(43)];
    const renew = (more: object) => api.post("/token/refresh", { refreshToken, ...more });
    const answers = await Promise.all([1, 2, 3].map(() => renew({ nextToken })));
    for (const { body } of answers) {
      const pair = TokenPair.parse(body);
      expect(pair.refreshToken).toBe(nextToken);
      expect(await api.get("/me", pair.accessToken)).toMatchObject({ status: 200 });
    }
    const used = await api.post("/token/refresh", { refreshToken: nextToken, nextToken: another });
    expect(used).toMatchObject({ status: 200, body: { refreshToken: another } });
    // From here on the old request is a replay.
    expect(refusalOf(await renew({ nextToken }))).toEqual([401, "bad-token"]);
    expect(refusalOf(await api.post("/token/refresh", { refreshToken: another }))).toEqual([401, "bad-token"]);
  });

  it("renewed anew with another next token are a replay, and a next token of another session is no way in", async () => {
    const [first, other] = [await api.signedIn("lev", SECRETS.lev), await api.signedIn("lev", SECRETS.lev)];
    const stolen = { refreshToken: first.refreshToken, nextToken: other.refreshToken };
    expect(refusalOf(await api.post("/token/refresh", stolen))).toEqual([401, "bad-token"]);
    expect(refusalOf(await api.get("/me", first.accessToken))).toEqual([401, "bad-token"]);
    const { refreshToken } = other;
    await api.post("/token/refresh", { refreshToken, nextToken: "p".repeat(43) });
    const again = await api.post("/token/refresh", { refreshToken, nextToken: "q".repeat(43) });
    expect(refusalOf(again)).toEqual([401, "bad-token"]);
    expect(refusalOf(await api.get("/me", other.accessToken))).toEqual([401, "bad-token"]);
  });

  it("end by signing out here, and everywhere", async () => {
    const [one, two] = [await api.signedIn("lev", SECRETS.lev), await api.signedIn("lev", SECRETS.lev)];
    expect(await api.post("/sign-out", undefined, one.accessToken)).toMatchObject({ status: 200 });
    expect(refusalOf(await api.get("/me", one.accessToken))).toEqual([401, "bad-token"]);
    const desktop = new RawDesktop({ port: hub.hub.port, auth: aHello({ login: "lev", secret: SECRETS.lev }) });
    await desktop.welcomes.take();
    expect(await api.post("/sign-out-everywhere", undefined, two.accessToken)).toMatchObject({ status: 200 });
    expect(await desktop.endings.take()).toBe("io server disconnect");
    expect(refusalOf(await api.post("/token/refresh", { refreshToken: two.refreshToken }))).toEqual([401, "bad-token"]);
  });
});

describe("one-time codes", () => {
  async function enrolled(): Promise<{ readonly secret: string; readonly recoveryCodes: readonly string[] }> {
    const { accessToken } = await api.signedIn("lev", SECRETS.lev);
    const wrong = await api.post("/me/totp/enrol", { password: "wrong" }, accessToken);
    expect(refusalOf(wrong)).toEqual([401, "bad-credentials"]);
    const { secret, uri } = TotpEnrolment.parse(
      (await api.post("/me/totp/enrol", { password: SECRETS.lev }, accessToken)).body,
    );
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    // Not asked for until it was shown that the app makes the right ones.
    expect(await api.signIn("lev", SECRETS.lev)).toMatchObject({ status: 200 });
    expect(refusalOf(await api.post("/me/totp/confirm", { code: "000000" }, accessToken))).toEqual([400, "bad-code"]);
    const confirmed = await api.post("/me/totp/confirm", { code: await codeOf(secret) }, accessToken);
    return { secret, ...RecoveryCodes.parse(confirmed.body) };
  }

  const codeOf = (secret: string) => generate({ secret, epoch: Math.floor(hub.clock.nowMs() / 1000) });

  it("are asked for after the right password alone, and each is good once", async () => {
    const { secret } = await enrolled();
    expect(refusalOf(await api.signIn("lev", SECRETS.lev))).toEqual([401, "code-needed"]);
    expect(refusalOf(await api.signIn("lev", "wrong"))).toEqual([401, "bad-credentials"]);
    // The one that confirmed the app is spent.
    expect(refusalOf(await api.signIn("lev", SECRETS.lev, await codeOf(secret)))).toEqual([400, "bad-code"]);
    hub.clock.advance(30_000);
    const code = await codeOf(secret);
    const twice = await Promise.all([api.signIn("lev", SECRETS.lev, code), api.signIn("lev", SECRETS.lev, code)]);
    expect(twice.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 400]);
  });

  it("six digits cannot be tried out: wrong codes count like wrong passwords", async () => {
    const { secret } = await enrolled();
    for (let index = 0; index < 5; index += 1) await api.signIn("lev", SECRETS.lev, `00000${index}`);
    hub.clock.advance(30_000);
    expect(refusalOf(await api.signIn("lev", SECRETS.lev, await codeOf(secret)))).toEqual([429, "too-many-tries"]);
  });

  it("a recovery code stands for one, once; an administrator takes the codes off", async () => {
    const { recoveryCodes } = await enrolled();
    expect(new Set(recoveryCodes).size).toBe(10);
    const [code = ""] = recoveryCodes;
    const { accessToken } = await api.signedIn("lev", SECRETS.lev, code.toUpperCase());
    expect(refusalOf(await api.signIn("lev", SECRETS.lev, code))).toEqual([400, "bad-code"]);
    expect(refusalOf(await api.post("/me/totp/disable", { code: "111111" }, accessToken))).toEqual([400, "bad-code"]);
    expect(await api.post("/people/lev/reset-totp", undefined, await admin())).toMatchObject({ status: 200 });
    expect(await api.signIn("lev", SECRETS.lev)).toMatchObject({ status: 200 });
  });
});

describe("bad input", () => {
  const NASTY = [
    "'; drop table people; --",
    '" or 1=1 --',
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "$(reboot)",
    "\u0000",
    "\u202Egnp.exe",
    "{{7*7}}",
    "%00%0d%0aSet-Cookie: a=b",
    "__proto__",
    "x".repeat(10_000),
  ];

  it("nasty strings in every text field are refused or kept as they are, and nothing breaks", async () => {
    const token = await admin();
    const fields = ["login", "name", "role", "extension", "groups", "skills", "queues", "password"];
    for (const text of NASTY)
      for (const field of fields) {
        const value = field === "groups" || field === "queues" ? [text] : field === "skills" ? { [text]: 5 } : text;
        const login = `nasty-${field}-${NASTY.indexOf(text)}`;
        const person = { login, name: "Пётр", password: PASSWORD, [field]: value };
        const { status, body } = await api.post("/people", person, token);
        expect([200, 400]).toContain(status);
        if (status === 200)
          expect(z.object({ person: z.looseObject({}) }).parse(body).person[field] ?? value).toEqual(value);
      }
    for (const text of NASTY) {
      expect([400, 401, 429]).toContain((await api.signIn(text, text)).status);
      expect([200, 400]).toContain((await api.get(`/people?search=${encodeURIComponent(text)}`, token)).status);
      expect([400, 404, 414]).toContain((await api.get(`/people/${encodeURIComponent(text)}`, token)).status);
      expect([400, 401]).toContain((await api.post("/token/refresh", { refreshToken: text })).status);
    }
    expect(await api.get("/people/lev", token)).toMatchObject({ status: 200 });
  });

  it("bodies that are malformed, too large or hold more than is asked for are refused", async () => {
    const token = await admin();
    expect(refusalOf(await api.post("/people", "{", token))).toEqual([400, "bad-request"]);
    expect(refusalOf(await api.post("/people", [], token))).toEqual([400, "bad-input"]);
    expect(refusalOf(await api.post("/people", `{"login":"${"x".repeat(70_000)}"}`, token))).toEqual([
      413,
      "too-large",
    ]);
    const more = { login: "petr", name: "Пётр", isBlocked: false };
    expect(refusalOf(await api.post("/people", more, token))).toEqual([400, "bad-input"]);
    expect(refusalOf(await api.post("/sign-in", { login: { $gt: "" }, password: ["x"] }))).toEqual([400, "bad-input"]);
    const weak = { login: "petr", name: "Пётр", password: "petrpetr12" };
    expect(refusalOf(await api.post("/people", weak, token))).toEqual([400, "weak-password"]);
  });
});

describe("import", () => {
  const csv = "login,name,extension,queues\nanna,Анна,1004,support\nigor,Игорь,1005,\n";

  it("says first what would happen, then takes all in or nobody", async () => {
    const token = await admin();
    const preview = await api.post("/people/import", { csv }, token);
    expect(preview.body).toMatchObject({ isApplied: false, problems: [], people: [{ line: 2 }, { line: 3 }] });
    expect(refusalOf(await api.get("/people/anna", token))).toEqual([404, "unknown-person"]);
    const broken = `${csv}marina,Марина,1001,nowhere\nlena,Лена,1004,\n`;
    expect((await api.post("/people/import", { csv: broken, apply: true }, token)).body).toMatchObject({
      isApplied: false,
      problems: [{ line: 4 }, { line: 5 }],
    });
    expect(refusalOf(await api.get("/people/anna", token))).toEqual([404, "unknown-person"]);
    const applied = await api.post("/people/import", { csv, apply: true }, token);
    const { madePasswords } = z.object({ madePasswords: z.record(z.string(), z.string()) }).parse(applied.body);
    expect(Object.keys(madePasswords)).toEqual(["anna", "igor"]);
    expect(await api.signIn("anna", madePasswords.anna ?? "")).toMatchObject({ body: { mustChangePassword: true } });
  });
});
