import { afterAll, beforeAll, expect, it } from "vitest";
import { CustomerExport } from "../../../src-shared/domain/customer-export.ts";
import { type LogEvent, LogEventSchema } from "../../../src-shared/events/log-event.ts";
import { InteractionId } from "../../../src-shared/ids.ts";
import { customerStory, type KnownCustomer } from "../../support/customer-story.ts";
import { until } from "../../support/until.ts";
import { aHello, RawDesktop } from "./support/a-desktop.ts";
import { TestHub } from "./support/a-hub.ts";
import { ApiClient, refusalOf } from "./support/api-client.ts";
import { aCustomer, LED } from "./support/known-customers.ts";

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1" };
/** Marina is the administrator, Lev answers. */
const [IRINA, PETR, ANNA] = [aCustomer("0101"), aCustomer("0202"), aCustomer("0303")];
const deed = (customer: KnownCustomer, proof = "вх. 118/2026") => ({
  addresses: [customer.phone],
  reason: "customer-request",
  proof,
});
const recorded = (id: string) => ({
  type: "call.recording-changed" as const,
  actor: "system",
  payload: {
    ...{ interactionId: InteractionId.parse(id), operatorId: null, recording: `tandem_${id}_1001_aaaa1111` },
    ...{ state: "stopped" as const, durationMs: 9000 },
  },
});

let test: TestHub;
let api: ApiClient;
let marina: string;
let lev: string;
const removed: string[] = [];
beforeAll(async () => {
  test = await TestHub.start({ team: LED, secrets: SECRETS, passwordCost: CHEAP });
  test.telephony.onRemoval = (name) => {
    removed.push(removed.length === 0 ? "refused once" : name);
    if (removed.length === 1) throw new Error("the PBX is down");
  };
  api = new ApiClient(test.hub.port);
  marina = (await api.signedIn("marina", SECRETS.marina)).accessToken;
  lev = (await api.signedIn("lev", SECRETS.lev)).accessToken;
  for (const [id, customer] of [
    ["irina", IRINA],
    ["petr", PETR],
    ["anna", ANNA],
  ] as const)
    await test.hub.log.append([...customerStory(id, customer), recorded(`${id}-in`)]);
});
afterAll(() => test.stop());

const ofType = async (type: LogEvent["type"]) => (await test.events()).filter((event) => event.type === type);

it("an administrator gets everything of one customer, and the log says that it went out, not whose", async () => {
  const answer = await api.post("/customers/export", deed(IRINA), marina);
  const document = CustomerExport.parse(answer.body);
  expect([document.contacts.length, document.messages.length, document.notes.length]).toEqual([3, 2, 1]);
  expect(document.recordings).toMatchObject([{ interactionId: "irina-in", durationMs: 9000 }]);
  expect(JSON.stringify(document)).not.toContain(PETR.phone);
  const told = (await ofType("customer.exported")).map(({ actor, payload }) => ({ actor, payload }));
  expect(told).toEqual([
    { actor: "marina", payload: { contacts: 3, reason: "customer-request", proof: "вх. 118/2026" } },
  ]);
});

it("erases one customer: log, recordings that the PBX gives only later; the others stay", async () => {
  expect(await api.post("/customers/erase", deed(IRINA, "вх. 119/2026"), marina)).toMatchObject({
    status: 200,
    body: { contacts: 3 },
  });
  const left = JSON.stringify(await test.events());
  for (const known of [IRINA.phone, IRINA.name, IRINA.note, IRINA.card, IRINA.text]) expect(left).not.toContain(known);
  expect(left).toContain(PETR.name);
  const [told] = await ofType("customer.erased");
  expect(told).toMatchObject({ actor: "marina", payload: { reason: "customer-request", proof: "вх. 119/2026" } });
  await until(() => removed.length === 1, "the PBX was asked");
  await test.settle();
  await test.pass(61_000);
  await until(() => removed.length === 2, "the PBX was asked again");
  expect(removed.slice(1)).toEqual(["tandem_irina-in_1001_aaaa1111"]);
  expect(refusalOf(await api.post("/customers/export", deed(IRINA), marina))).toEqual([404, "unknown-customer"]);
});

it("refuses who has not the right, what has no reason, and a proof that names the customer", async () => {
  for (const path of ["/customers/export", "/customers/erase"]) {
    expect(refusalOf(await api.post(path, deed(PETR), lev))).toEqual([403, "not-allowed"]);
    expect(refusalOf(await api.post(path, deed(PETR)))).toEqual([401, "sign-in-needed"]);
    expect(refusalOf(await api.post(path, { addresses: [PETR.phone] }, marina))).toEqual([400, "bad-input"]);
    expect(refusalOf(await api.post(path, { ...deed(PETR), reason: "retention" }, marina))).toEqual([400, "bad-input"]);
    const naming = deed(PETR, `письмо о ${PETR.phone.slice(2)}`);
    expect(refusalOf(await api.post(path, naming, marina))).toEqual([400, "proof-names-customer"]);
  }
  expect(JSON.stringify(await test.events())).toContain(PETR.name);
});

it("over a real link too, and the desktops hear of it", async () => {
  const desktop = new RawDesktop({ port: test.hub.port, auth: aHello() });
  await desktop.welcomes.take();
  // A new window of the live feed.
  await test.pass(1000);
  const before = test.hub.log.headSeq;
  const input = { ...deed(ANNA), proof: "вх. 120/2026" };
  const asked = await desktop.socket.emitWithAck("query", { name: "customer.export", input });
  expect(CustomerExport.parse(asked.value).contacts).toHaveLength(3);
  const reply = await desktop.command({ commandId: "erase-anna", name: "customer.erase", input });
  expect(reply.ok).toBe(true);
  const heard = (await desktop.eventsUpto(test.hub.log.headSeq)).filter(({ seq }) => seq > before);
  expect(heard.map(({ type }) => type)).toEqual(expect.arrayContaining(["customer.exported", "customer.erased"]));
  expect(heard.every((event) => LogEventSchema.safeParse(event).success)).toBe(true);
  expect(JSON.stringify(await test.events())).not.toContain(ANNA.name);
  desktop.close();
});
