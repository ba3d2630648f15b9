import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasRight, Right, Role } from "../../../src-shared/domain/rights.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { OperatorId } from "../../../src-shared/ids.ts";
import { until } from "../../support/until.ts";
import { aHello, RawDesktop } from "./support/a-desktop.ts";
import { TEAM, TestHub } from "./support/a-hub.ts";
import { ApiClient, Made, refusalOf } from "./support/api-client.ts";

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const PASSWORD = "верная лошадь 42";
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1" };
/** Marina leads, Lev answers. */
const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "administrator" } : one)),
});

let hub: TestHub;
let api: ApiClient;
let admin: string;
beforeAll(async () => {
  hub = await TestHub.start({ team: LED, secrets: SECRETS, passwordCost: CHEAP });
  api = new ApiClient(hub.hub.port);
  admin = (await api.signedIn("marina", SECRETS.marina)).accessToken;
});
afterAll(() => hub.hub.stop());

async function aPerson(login: string, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await api.post("/people", { login, name: "Пётр Ильин", password: PASSWORD, ...more }, admin);
  expect(answer).toMatchObject({ status: 200 });
  return (await api.signedIn(login, PASSWORD)).accessToken;
}

describe("people at run time", () => {
  it("an operator who is added links, is called and is offered contacts without a restart; who is blocked is cut off", async () => {
    const lev = new RawDesktop({ port: hub.hub.port, auth: aHello({ login: "lev", secret: SECRETS.lev }) });
    await lev.welcomes.take();
    const token = await aPerson("petr", { extension: "1003", queues: ["support"], skills: { en: 7 }, groups: ["vip"] });
    await until(
      () => lev.teams.some(({ operators }) => operators.some(({ operatorId }) => operatorId === "petr")),
      "the team is told",
    );
    const petr = new RawDesktop({ port: hub.hub.port, auth: aHello({ login: "petr", secret: undefined, token }) });
    const welcome = await petr.welcomes.take();
    expect(welcome.operator).toMatchObject({ operatorId: "petr", skills: { en: 7 }, groups: ["vip"] });
    expect(welcome.sip.secret).toMatch(/^[\w-]{43}$/);
    expect(welcome.queues[0]?.members).toContain("petr");
    hub.telephony.setRegistered("1003", true);
    await hub.choose(OperatorId.parse("petr"), { status: "online" });
    await hub.settle();
    const call = hub.telephony.arrive({ fromUser: "irina", dialled: "700" });
    expect(await hub.ringing()).toMatchObject({ user: "1003" });
    hub.telephony.callerLeaves(call);

    expect(await api.post("/people/petr/block", undefined, admin)).toMatchObject({
      body: { person: { isBlocked: true } },
    });
    expect(await petr.endings.take()).toBe("io server disconnect");
    expect(refusalOf(await api.get("/me", token))).toEqual([401, "bad-token"]);
    const again = new RawDesktop({ port: hub.hub.port, auth: aHello({ login: "petr", secret: PASSWORD }) });
    expect(await again.endings.take()).toBe("bad-credentials");
    expect(refusalOf(await api.signIn("petr", PASSWORD))).toEqual([403, "blocked"]);
    await api.post("/people/petr/unblock", undefined, admin);
    expect(await api.signIn("petr", PASSWORD)).toMatchObject({ status: 200 });
    lev.close();
  });

  it("who has no phone links, serves queues, and is offered no call", async () => {
    const token = await aPerson("vera", { queues: ["orders"], role: "supervisor" });
    const desktop = new RawDesktop({
      port: hub.hub.port,
      auth: aHello({ login: "vera", secret: undefined, token, channels: ["voice", "text"] }),
    });
    const welcome = await desktop.welcomes.take();
    expect(welcome.operator).toMatchObject({ operatorId: "vera", extension: "", role: "supervisor" });
    expect(welcome.sip).toMatchObject({ hasPhone: false });
    expect(welcome.sip.secret).toBeUndefined();
    expect(welcome.queues.find(({ queueId }) => queueId === "orders")?.members).toContain("vera");
    // Nobody calls them: desktops know as colleagues who has a phone.
    expect(welcome.operators.map(({ operatorId }) => operatorId)).not.toContain("vera");
    await hub.choose(OperatorId.parse("vera"), { status: "online" });
    const call = hub.telephony.arrive({ fromUser: "irina", dialled: "701" });
    await hub.settle();
    expect(hub.telephony.commands.filter(({ name }) => name === "ring")).not.toContainEqual(
      expect.objectContaining({ request: expect.objectContaining({ user: "" }) }),
    );
    hub.telephony.callerLeaves(call);
    await hub.settle();
    const change = { extension: "1015" };
    expect(await api.call("PATCH", "/api/v1/people/vera", change, admin)).toMatchObject({ status: 200 });
    // With a phone it links anew, and is told of it.
    expect(await desktop.endings.take()).toBe("io server disconnect");
    const again = new RawDesktop({ port: hub.hub.port, auth: aHello({ login: "vera", secret: undefined, token }) });
    expect((await again.welcomes.take()).sip).toMatchObject({ user: "1015", secret: expect.any(String) });
    await api.post("/people/vera/block", undefined, admin);
    expect(await again.endings.take()).toBe("io server disconnect");
  });

  it("a role that is taken away counts for the token that is out already", async () => {
    const token = await aPerson("sofia", { role: "supervisor" });
    expect(await api.get("/people", token)).toMatchObject({ status: 200 });
    await api.call("PATCH", "/api/v1/people/sofia", { role: "operator" }, admin);
    expect(refusalOf(await api.get("/people", token))).toEqual([403, "not-allowed"]);
  });

  it("somebody must be left who lets others in, and nobody does it to themselves", async () => {
    expect(refusalOf(await api.post("/people/marina/block", undefined, admin))).toEqual([409, "not-oneself"]);
    const demoted = await api.call("PATCH", "/api/v1/people/marina", { role: "operator" }, admin);
    expect(refusalOf(demoted)).toEqual([409, "last-administrator"]);
  });

  it("who was removed is not of the team, and the login is never given again", async () => {
    await aPerson("gone", { extension: "1009" });
    expect(await api.call("DELETE", "/api/v1/people/gone", undefined, admin)).toMatchObject({ status: 200 });
    expect(refusalOf(await api.get("/people/gone", admin))).toEqual([404, "unknown-person"]);
    const again = await api.post("/people", { login: "gone", name: "Другой" }, admin);
    expect(refusalOf(again)).toEqual([409, "login-taken"]);
    const number = await api.post("/people", { login: "heir", name: "Другой", extension: "1009" }, admin);
    expect(number).toMatchObject({ status: 200 });
  });

  it("a password that was reset ends the sessions, and has to be changed before anything else", async () => {
    const token = await aPerson("nina", { role: "supervisor" });
    const { madePassword } = Made.parse((await api.post("/people/nina/reset-password", undefined, admin)).body);
    expect(refusalOf(await api.get("/me", token))).toEqual([401, "bad-token"]);
    expect(refusalOf(await api.signIn("nina", PASSWORD))).toEqual([401, "bad-credentials"]);
    const signed = await api.signedIn("nina", madePassword);
    expect(signed.mustChangePassword).toBe(true);
    expect(refusalOf(await api.get("/people", signed.accessToken))).toEqual([403, "password-must-be-changed"]);
    const choice = { oldPassword: madePassword, password: "совсем другой пароль" };
    expect(await api.post("/me/password", choice, signed.accessToken)).toMatchObject({ status: 200 });
    const fresh = await api.signedIn("nina", choice.password);
    expect(await api.get("/people", fresh.accessToken)).toMatchObject({ status: 200 });
  });

  it("facts of people are in the log, without anything that lets them in", async () => {
    const events = await hub.hub.log.read(0, 10_000);
    const types = new Set(events.map(({ type }) => type));
    for (const type of [
      "person.created",
      "person.blocked",
      "person.role-changed",
      "person.removed",
      "person.signed-in",
    ])
      expect(types).toContain(type);
    const text = JSON.stringify(events);
    for (const secret of [PASSWORD, SECRETS.marina, "argon2id", "scrypt", admin]) expect(text).not.toContain(secret);
  });

  it("an operator's desktop is not told who signs in", async () => {
    // What is being sent live goes out with the time.
    await hub.pass(1000);
    const { logId, headSeq } = hub.hub.log;
    const auth = aHello({ login: "lev", secret: SECRETS.lev, logId, lastSeq: headSeq });
    const lev = new RawDesktop({ port: hub.hub.port, auth });
    await lev.welcomes.take();
    await api.signedIn("lev", SECRETS.lev);
    await hub.pass(1000);
    const seen = await lev.eventsUpto(hub.hub.log.headSeq, headSeq);
    expect((await hub.events()).filter(({ seq }) => seq > headSeq).map(({ type }) => type)).toContain(
      "person.signed-in",
    );
    expect(seen.filter(({ type }) => type.startsWith("person."))).toEqual([]);
    lev.close();
  });
});

describe("every route against the role table", () => {
  it("says no without a token, and to each role that has not the right", async () => {
    const { body } = await api.call("GET", "/docs/json");
    const { paths } = body as { paths: Record<string, Record<string, { "x-right"?: string }>> };
    const routes = Object.entries(paths)
      .filter(([path]) => path.startsWith("/api/v1/"))
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({ path, method, right: operation["x-right"] })),
      );
    expect(routes.length).toBeGreaterThan(18);
    const tokens = {
      operator: await aPerson("role-operator"),
      supervisor: await aPerson("role-supervisor", { role: "supervisor" }),
      administrator: await aPerson("role-administrator", { role: "administrator" }),
    };
    let looked = 0;
    for (const { path, method, right: named } of routes) {
      if (named === "anyone") continue;
      const right = Right.parse(named);
      const address = path.replace(/\{[^}]+\}/g, "nobody");
      expect(refusalOf(await api.call(method.toUpperCase(), address))).toEqual([401, "sign-in-needed"]);
      for (const role of Role.options) {
        looked += 1;
        const isOfPeople = path.startsWith("/api/v1/people");
        if (hasRight(role, right) && !isOfPeople) continue;
        const body = ["post", "patch", "put"].includes(method) ? {} : undefined;
        const answer = await api.call(method.toUpperCase(), address, body, tokens[role]);
        if (hasRight(role, right)) expect([200, 400, 404]).toContain(answer.status);
        else expect([path, role, ...refusalOf(answer)]).toEqual([path, role, 403, "not-allowed"]);
      }
    }
    expect(looked).toBeGreaterThan(45);
  });
});
