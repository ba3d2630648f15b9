import { afterAll, beforeAll, expect, it } from "vitest";
import { FairnessReport } from "../../../src-shared/domain/fairness/fairness-report.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { CUSTOMER, lev, marina, TEAM, TestHub } from "./support/a-hub.ts";
import { ApiClient, refusalOf } from "./support/api-client.ts";

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1" };
/** Marina leads, Lev answers. */
const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "administrator" } : one)),
});

let test: TestHub;
let api: ApiClient;
let tokens: { readonly marina: string; readonly lev: string };
beforeAll(async () => {
  test = await TestHub.start({ team: LED, secrets: SECRETS, passwordCost: CHEAP });
  api = new ApiClient(test.hub.port);
  const tokenOf = async (login: "marina" | "lev") => (await api.signedIn(login, SECRETS[login])).accessToken;
  tokens = { marina: await tokenOf("marina"), lev: await tokenOf("lev") };
});
afterAll(() => test.stop());

const put = (path: string, body: unknown, token = tokens.marina) => api.call("PUT", `/api/v1${path}`, body, token);
const arrive = (from = CUSTOMER) => test.telephony.arrive({ fromUser: "irina", from, dialled: "700" });

it("an administrator changes how a queue distributes while a caller waits, and it is logged", async () => {
  const waiting = arrive();
  await test.settle();
  const rules = { strategy: "sequential", overflow: [{ afterMs: 60_000, toQueueId: "orders" }] };
  expect(await put("/queues/support/rules", rules)).toMatchObject({ status: 200, body: { ...rules, priority: 0 } });
  expect(await api.get("/queues/support/rules", tokens.lev)).toMatchObject({ status: 200, body: rules });
  await test.putOnline(lev, marina);
  expect((await test.last()).offers[0]?.reasons).toEqual([{ code: "sequential", place: 2 }]);
  const changed = (await test.events()).find((event) => event.type === "queue.rules-changed");
  expect(changed).toMatchObject({ actor: "marina", payload: { queueId: "support", rules } });
  test.telephony.callerLeaves(waiting);
  await test.settle();
});

it("refuses rules that make no sense, and who has not the right", async () => {
  expect(refusalOf(await put("/queues/nowhere/rules", {}))).toEqual([404, "unknown-queue"]);
  const round = { overflow: [{ afterMs: 1, toQueueId: "support" }] };
  expect(refusalOf(await put("/queues/support/rules", round))).toEqual([400, "bad-overflow"]);
  expect((await put("/queues/support/rules", { strategy: "loudest" })).status).toBe(400);
  expect((await put("/queues/support/rules", { hours: { timeZone: "Mars/Base" } })).status).toBe(400);
  expect(refusalOf(await put("/queues/support/rules", {}, tokens.lev))).toEqual([403, "not-allowed"]);
  expect(refusalOf(await put("/customers/79000001427/routing", { priority: 1 }, tokens.lev))).toEqual([
    403,
    "not-allowed",
  ]);
  expect(refusalOf(await put("/customers/79000001427/routing", { responsibleId: "nobody" }))).toEqual([
    400,
    "unknown-operator",
  ]);
});

it("a customer is made important however their number is written, and is nobody in particular again", async () => {
  const path = `/customers/${encodeURIComponent("8 (900) 000-14-27")}/routing`;
  expect(await put(path, { priority: 5 })).toMatchObject({ status: 200, body: { priority: 5, responsibleId: null } });
  const call = arrive();
  await test.settle();
  expect((await test.last()).offers[0]?.reasons.map(({ code }) => code)).toContain("vip");
  test.telephony.callerLeaves(call);
  await test.settle();
  await put(path, {});
  expect(await api.get(path, tokens.marina)).toMatchObject({ body: { priority: 0, responsibleId: null } });
});

it("the ledger is everybody's for who may read the team's, and one's own for an operator", async () => {
  const call = arrive();
  test.telephony.answer((await test.ringing()).offerId);
  await test.settle();
  test.telephony.callerLeaves(call);
  await test.settle();
  const toMs = test.clock.nowMs() + 3_600_000;
  const period = `fromMs=${toMs - 86_400_000}&toMs=${toMs}`;
  const read = async (token: string) => FairnessReport.parse((await api.get(`/fairness?${period}`, token)).body);
  const [team, own] = [await read(tokens.marina), await read(tokens.lev)];
  expect(team.operators.map(({ operatorId }) => operatorId)).toEqual([lev, marina]);
  expect(own).toEqual({ ...team, operators: team.operators.filter(({ operatorId }) => operatorId === lev) });
  expect((await api.get("/fairness?fromMs=9&toMs=3", tokens.lev)).status).toBe(400);
  expect(refusalOf(await api.get(`/fairness?${period}`))).toEqual([401, "sign-in-needed"]);
});
