import { afterAll, beforeAll, expect, it } from "vitest";
import { CallBackView } from "../../../src-shared/api/call-backs.ts";
import { CallBackSuccess } from "../../../src-shared/domain/callback/call-back-success.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { CUSTOMER, lev, TEAM, TestHub } from "./support/a-hub.ts";
import { ApiClient, refusalOf } from "./support/api-client.ts";

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1", olga: "olga-secret-1" };
const LED = Team.parse({
  ...TEAM,
  operators: [...TEAM.operators, { operatorId: "olga", name: "Ольга Ким", extension: "1003", role: "supervisor" }],
});
const ORDER = { orderId: "crm-order-1", number: "8 900 000-14-27", queueId: "support", comment: "Про доставку" };

let test: TestHub;
let api: ApiClient;
let token: string;
beforeAll(async () => {
  test = await TestHub.start({ team: LED, secrets: SECRETS, passwordCost: CHEAP });
  api = new ApiClient(test.hub.port);
  token = (await api.signedIn("lev", SECRETS.lev)).accessToken;
});
afterAll(() => test.stop());

const post = (path: string, body: unknown, by?: string) => api.call("POST", `/api/v1${path}`, body, by ?? token);
const bodyOf = ({ body }: { readonly body: unknown }) => body as { callback: CallBackView };

it("a CRM orders once however often it asks, sees what became of it, and cancels it with the reason", async () => {
  const made = await post("/callbacks", ORDER);
  expect(made.status).toBe(201);
  const { callbackId } = CallBackView.parse(bodyOf(made).callback);
  expect(bodyOf(made).callback).toMatchObject({ number: CUSTOMER.address, card: { comment: "Про доставку" } });
  expect(await post("/callbacks", ORDER)).toMatchObject({ status: 200, body: { isReplay: true } });
  const merged = await post("/callbacks", { ...ORDER, orderId: "crm-order-2" });
  expect(merged).toMatchObject({ status: 200, body: { isMerged: true, callback: { callbackId } } });
  const list = await api.get("/callbacks?state=open&number=%2B79000001427", token);
  expect(list).toMatchObject({ status: 200, body: { callbacks: [{ callbackId, state: "due" }] } });
  const cancelled = await post(`/callbacks/${callbackId}/cancel`, { reason: "Клиент написал в чат" });
  expect(cancelled).toMatchObject({ status: 200, body: { outcome: "cancelled", closeReason: "Клиент написал в чат" } });
  expect((await post(`/callbacks/${callbackId}/cancel`, { reason: "Ещё раз" })).status).toBe(200);
  expect(await api.get(`/callbacks/${callbackId}`, token)).toMatchObject({ body: { closedBy: "operator" } });
  expect(await test.last()).toMatchObject({ state: "closed", result: "cancelled", endedBy: "operator" });
});

it("refuses what cannot be, and who has not signed in", async () => {
  expect(refusalOf(await post("/callbacks", { ...ORDER, orderId: "crm-order-3", number: "10012" }))).toEqual([
    400,
    "bad-number",
  ]);
  expect(refusalOf(await post("/callbacks", { ...ORDER, orderId: "crm-order-4", queueId: "none" }))).toEqual([
    404,
    "unknown-queue",
  ]);
  expect(refusalOf(await post("/callbacks", { ...ORDER, orderId: "crm-order-5", fromMs: 5, toMs: 6 }))).toEqual([
    400,
    "bad-window",
  ]);
  expect(refusalOf(await post("/callbacks/none/cancel", { reason: "Нет такого" }))).toEqual([404, "unknown-order"]);
  expect((await post("/callbacks", { ...ORDER, orderId: "'; drop table events; --" })).status).toBe(400);
  expect((await api.call("POST", "/api/v1/callbacks", ORDER, "not-a-token")).status).toBe(401);
});

it("an operator cancels an order from their desktop, once, with the reason; what is closed or unknown is refused", async () => {
  const made = await post("/callbacks", { ...ORDER, orderId: "crm-order-7" });
  const { callbackId } = bodyOf(made).callback;
  const cancel = (interactionId: string, reason = "  Клиент дозвонился в офис ") =>
    test.command(lev, "callback.cancel", { interactionId, reason });
  expect(await cancel(callbackId, "   ")).toMatchObject({ code: "bad-input" });
  expect(await cancel(callbackId)).toMatchObject({ ok: true });
  expect(await cancel(callbackId)).toMatchObject({ code: "order-closed" });
  expect(await cancel("nothing")).toMatchObject({ code: "unknown-order" });
  expect(await api.get(`/callbacks/${callbackId}`, token)).toMatchObject({
    body: { outcome: "cancelled", closedBy: "operator", closeReason: "Клиент дозвонился в офис" },
  });
  await test.settle();
});

it("a supervisor reads how many orders became a talk, and an operator does not", async () => {
  const nowMs = test.clock.nowMs();
  const period = `?fromMs=${nowMs - 3_600_000}&toMs=${nowMs + 1000}`;
  const olga = (await api.signedIn("olga", SECRETS.olga)).accessToken;
  const { status, body } = await api.get(`/callbacks/success${period}`, olga);
  expect(status).toBe(200);
  const { ordered, cancelled, connected, successPercent } = CallBackSuccess.parse(body);
  expect([ordered, connected, successPercent]).toEqual([cancelled, 0, 0]);
  expect(ordered).toBeGreaterThan(0);
  expect((await api.get(`/callbacks/success?fromMs=5&toMs=5`, olga)).status).toBe(400);
  expect(refusalOf(await api.get(`/callbacks/success${period}`, token))).toEqual([403, "not-allowed"]);
});
