import { afterAll, beforeAll, expect, it } from "vitest";
import { Team } from "../../../src-shared/domain/team.ts";
import { OperatorId } from "../../../src-shared/ids.ts";
import { lev, marina, TEAM } from "../hub/support/a-hub.ts";
import { ApiClient, refusalOf } from "../hub/support/api-client.ts";
import { TextHub } from "./support/a-text-hub.ts";

const OLGA = { login: "olga", secret: "olga-secret-1" };
const olgaId = OperatorId.parse(OLGA.login);
const LED = Team.parse({
  ...TEAM,
  operators: [...TEAM.operators, { operatorId: olgaId, name: "Ольга Ким", extension: "1003", role: "supervisor" }],
});

let test: TextHub;
let api: ApiClient;
let token: string;
beforeAll(async () => {
  const passwordCost = { memoryKib: 64, passes: 1, lanes: 1 };
  test = await TextHub.start({ team: LED, secrets: { olga: OLGA.secret }, passwordCost });
  api = new ApiClient(test.hub.hub.port);
  token = (await api.signedIn(OLGA.login, OLGA.secret)).accessToken;
});
afterAll(() => test.stop());

const contact = (interactionId: string) =>
  test.hub.hub.log.unclosed().find((one) => one.interactionId === interactionId);

it("a dialog that is offered to one is given to another: no miss for the first, an offer to the second, who may take it", async () => {
  await test.putOnline(marina, lev);
  await test.write("irina", "Где мой заказ?");
  const first = await test.offerOf(marina);
  const { interactionId } = first;
  const body = { operatorId: lev, note: "знает заказ" };
  expect(await api.post(`/contacts/${interactionId}/assign`, body, token)).toMatchObject({ status: 200 });
  const now = await test.offerOf(lev);
  expect(now.interactionId).toBe(interactionId);
  expect(contact(interactionId)).toMatchObject({
    assigned: { operatorId: lev, by: { name: "Ольга Ким", note: "знает заказ" } },
    offers: [
      { operatorId: marina, outcome: "withdrawn" },
      { operatorId: lev, outcome: null },
    ],
  });
  expect(test.hub.hub.service.presences().find(({ operatorId }) => operatorId === marina)?.missedInRow).toBe(0);
  // The one it was taken from cannot take it any more: its offer is gone.
  const gone = { interactionId, offerId: first.offerId };
  expect(await test.command(marina, "interaction.accept-offer", gone)).toMatchObject({ code: "offer-gone" });
  await test.accept(lev);
  expect(contact(interactionId)).toMatchObject({ state: "active", operatorId: lev });
  expect(refusalOf(await api.post(`/contacts/${interactionId}/assign`, body, token))).toEqual([409, "not-waiting"]);
});

it("a dialog that is talked in is moved by who leads, and by nobody else beside its owner", async () => {
  const [open] = test.hub.hub.log.unclosed();
  const move = { interactionId: open?.interactionId, to: { kind: "operator", operatorId: marina }, note: "смена" };
  expect(await test.command(marina, "interaction.transfer", move)).toMatchObject({ code: "not-owner" });
  expect(await test.command(olgaId, "interaction.transfer", move)).toMatchObject({ ok: true });
  expect(await test.offerOf(marina)).toMatchObject({ reasons: [{ code: "transferred", fromOperatorId: lev }] });
  await test.accept(marina);
  expect(contact(open?.interactionId ?? "")).toMatchObject({ operatorId: marina, handOver: { note: "смена" } });
  expect(await test.command(marina, "interaction.close", { interactionId: open?.interactionId })).toMatchObject({
    ok: true,
  });
});

it("a dialog that is made more important is offered before those that came earlier", async () => {
  for (const operatorId of [lev, marina]) await test.hub.choose(operatorId, { status: "offline" });
  for (const customer of ["petr", "vera", "oleg"]) await test.write(customer, "Здравствуйте");
  const last = test.hub.hub.log.unclosed().find(({ customer }) => customer.address.includes("oleg"));
  const path = `/contacts/${last?.interactionId}/priority`;
  expect(await api.post(path, { priority: 9, note: "жалоба" }, token)).toMatchObject({ status: 200 });
  await test.putOnline(lev);
  const first = (await test.hub.events()).findLast(({ type }) => type === "interaction.offered");
  expect(first).toMatchObject({
    payload: { interactionId: last?.interactionId, operatorId: lev, reasons: [{ code: "vip" }, {}] },
  });
});
