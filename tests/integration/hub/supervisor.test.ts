import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { Team } from "../../../src-shared/domain/team.ts";
import { aHello, RawDesktop } from "./support/a-desktop.ts";
import { CUSTOMER, lev, marina, TEAM, TestHub } from "./support/a-hub.ts";
import { ApiClient, refusalOf } from "./support/api-client.ts";

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1", olga: "olga-secret-1" };
/** Olga leads; Marina and Lev answer. */
const LED = Team.parse({
  ...TEAM,
  operators: [...TEAM.operators, { operatorId: "olga", name: "Ольга Ким", extension: "1003", role: "supervisor" }],
});

let test: TestHub;
let api: ApiClient;
let olga: string;
let levToken: string;
beforeAll(async () => {
  test = await TestHub.start({ team: LED, secrets: SECRETS, passwordCost: CHEAP });
  api = new ApiClient(test.hub.port);
  olga = (await api.signedIn("olga", SECRETS.olga)).accessToken;
  levToken = (await api.signedIn("lev", SECRETS.lev)).accessToken;
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.pass(1000);
});

const arrive = (dialled = "700", fromUser = "irina") => test.telephony.arrive({ fromUser, from: CUSTOMER, dialled });
const lastOf = async (type: string) => (await test.events()).findLast((event) => event.type === type);

it("a supervisor sets an operator's status over HTTP and over a real link; the desktop is told who did it and why", async () => {
  await test.putOnline(lev);
  const desktop = new RawDesktop({ port: test.hub.port, auth: aHello({ login: "lev", secret: SECRETS.lev }) });
  await desktop.welcomes.take();
  await test.pass(1000);
  const body = { chosen: { status: "break", reason: "lunch" }, note: "смена поменялась" };
  expect(await api.post("/operators/lev/status", body, olga)).toMatchObject({ status: 200 });
  const setBy = { personId: "olga", name: "Ольга Ким", note: "смена поменялась" };
  const heard = await desktop.eventsUpto(test.hub.log.headSeq);
  expect(heard.findLast(({ type }) => type === "operator.status-changed")).toMatchObject({
    actor: "olga",
    payload: { operatorId: "lev", status: "break", reason: "lunch", setBy },
  });
  const lead = new RawDesktop({ port: test.hub.port, auth: aHello({ login: "olga", secret: SECRETS.olga }) });
  await lead.welcomes.take();
  const input = { operatorId: "lev", chosen: { status: "online" }, note: null };
  expect(await lead.command({ commandId: "set-1", name: "operator.set-status-of", input })).toMatchObject({ ok: true });
  expect(await test.status(lev)).toBe("online");
  expect(await desktop.command({ commandId: "set-2", name: "operator.set-status-of", input })).toMatchObject({
    code: "not-allowed",
  });
  const { body: seen } = await api.get("/operators", olga);
  expect(seen).toMatchObject({
    operators: [{ operatorId: "marina" }, { operatorId: "lev", status: "online", setBy: { name: "Ольга Ким" } }, {}],
  });
  desktop.close();
  lead.close();
});

it("a ghost is logged out: off line, and its link and sign-ins end", async () => {
  const ghost = new RawDesktop({ port: test.hub.port, auth: aHello() });
  await ghost.welcomes.take();
  test.telephony.setRegistered("1001", true);
  await test.choose(marina, { status: "online" });
  expect(await api.post("/operators/marina/log-out", { note: "ушла, не закрыв" }, olga)).toMatchObject({ status: 200 });
  expect(await ghost.endings.take()).toBe("io server disconnect");
  expect(await test.status(marina)).toBe("offline");
  expect(await lastOf("person.sessions-ended")).toMatchObject({ actor: "olga", payload: { personId: "marina" } });
  expect(refusalOf(await api.post("/operators/olga/log-out", {}, olga))).toEqual([409, "not-oneself"]);
  await test.settle();
});

it("a waiting contact is given to somebody: it leaves whom it rings at without a miss, and goes to them first", async () => {
  await test.putOnline(lev, marina);
  const call = arrive();
  const first = await test.ringing();
  const [other, otherUser] = first.user === "1001" ? [lev, "1002"] : [marina, "1001"];
  const { interactionId } = first;
  const body = { operatorId: other, note: "знает заказ" };
  expect(await api.post(`/contacts/${interactionId}/assign`, body, olga)).toMatchObject({ status: 200 });
  const now = await test.ringing();
  expect([now.user, now.interactionId]).toEqual([otherUser, interactionId]);
  expect(test.telephony.isRinging(first.offerId)).toBe(false);
  const { body: seen } = await api.get("/contacts", olga);
  expect(seen).toMatchObject({ contacts: [{ interactionId, assignedTo: other, offeredTo: [other] }] });
  expect(await lastOf("interaction.assigned")).toMatchObject({
    actor: "olga",
    payload: { by: { note: "знает заказ" } },
  });
  test.telephony.answer(now.offerId);
  await test.settle();
  expect(await test.last()).toMatchObject({ state: "active", operatorId: other });
  expect(refusalOf(await api.post(`/contacts/${interactionId}/assign`, body, olga))).toEqual([409, "not-waiting"]);
  test.telephony.callerLeaves(call);
  await test.settle();
});

it("a contact assigned to somebody who is busy waits for them, and goes on when they do not take it", async () => {
  await test.putOnline(lev, marina);
  const talk = arrive("701");
  test.telephony.answer((await test.ringing()).offerId);
  await test.settle();
  await test.choose(lev, { status: "break", reason: "lunch" });
  const waiting = arrive("700", "petr");
  await test.settle();
  const { interactionId } = await test.last();
  await api.post(`/contacts/${interactionId}/assign`, { operatorId: marina }, olga);
  await test.choose(lev, { status: "online" });
  await test.settle();
  expect((await test.last()).state).toBe("queued");
  test.telephony.callerLeaves(talk);
  await test.pass(6000);
  const first = await test.ringing();
  expect(first.user).toBe("1001");
  test.telephony.ringFails(first.offerId);
  expect((await test.ringing()).user).toBe("1002");
  test.telephony.callerLeaves(waiting);
  await test.settle();
});

it("a contact that is made more important goes before who came earlier", async () => {
  for (const operatorId of [lev, marina]) await test.choose(operatorId, { status: "offline" });
  const calls = [arrive(), arrive("700", "petr")];
  await test.settle();
  const [early, late] = (await test.interactions()).slice(-2).map(({ interactionId }) => interactionId);
  const reply = await api.post(`/contacts/${late}/priority`, { priority: 10, note: "жалоба" }, olga);
  expect(reply).toMatchObject({ status: 200 });
  await test.putOnline(lev);
  expect((await test.ringing()).interactionId).toBe(late);
  for (const path of [`/contacts/${early}/priority`, `/contacts/${early}/assign`])
    expect(refusalOf(await api.post(path, { priority: 1, operatorId: "lev" }, levToken))).toEqual([403, "not-allowed"]);
  expect(refusalOf(await api.get("/operators", levToken))).toEqual([403, "not-allowed"]);
  expect(refusalOf(await api.post("/contacts/nothing/priority", { priority: 1 }, olga))).toEqual([
    404,
    "unknown-interaction",
  ]);
  for (const call of calls) test.telephony.callerLeaves(call);
  await test.settle();
});
