import { afterEach, beforeEach, expect, it } from "vitest";
import { RecordingPage } from "../../../src-shared/domain/recording.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { InteractionId, type OperatorId } from "../../../src-shared/ids.ts";
import { customerStory } from "../../support/customer-story.ts";
import { lev, marina, TEAM, TestHub } from "./support/a-hub.ts";
import { ApiClient, refusalOf } from "./support/api-client.ts";

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1", vera: "vera-secret", olga: "olga-secret" };
/** Marina is the administrator; Lev answers, in the group «vip»; Vera leads «vip», Olga leads another group. */
const LED = Team.parse({
  ...TEAM,
  operators: [
    { ...TEAM.operators[0], role: "administrator" },
    { ...TEAM.operators[1], groups: ["vip"] },
    { operatorId: "vera", name: "Вера", extension: "1005", role: "supervisor", groups: ["vip"] },
    { operatorId: "olga", name: "Ольга", extension: "1006", role: "supervisor", groups: ["evening"] },
  ],
});
const IRINA = {
  ...{ phone: "+79165550101", name: "Ирина", note: "заметка", step: "шаг", card: "карточка" },
  ...{ text: "текст", reason: "причина", channelId: "telegram-1" },
};
const SOUND = Uint8Array.from({ length: 100_000 }, (_none, index) => index % 251);

let test: TestHub;
let api: ApiClient;
let token: Record<keyof typeof SECRETS, string>;
beforeEach(async () => {
  test = await TestHub.start({ team: LED, secrets: SECRETS, passwordCost: CHEAP });
  api = new ApiClient(test.hub.port);
  const tokenOf = async (login: keyof typeof SECRETS) => (await api.signedIn(login, SECRETS[login])).accessToken;
  token = {
    ...{ marina: await tokenOf("marina"), lev: await tokenOf("lev") },
    ...{ vera: await tokenOf("vera"), olga: await tokenOf("olga") },
  };
});
afterEach(() => test.stop());

/** A talk of an operator, both sides recorded; answers with their numbers. */
async function recorded(id: string, operatorId: OperatorId, isOver = true): Promise<readonly number[]> {
  const interactionId = InteractionId.parse(id);
  const sides = [
    { operatorId: null, recording: `tandem_${id}_customer_aaaa1111` },
    { operatorId, recording: `tandem_${id}_1002_bbbb2222` },
  ];
  const told = sides.map((side) => ({ interactionId, ...side }));
  const started = await test.hub.log.append(
    told.map((side) => ({
      ...{ type: "call.recording-changed" as const, actor: "system" },
      payload: { ...side, state: "started" as const },
    })),
  );
  if (isOver)
    await test.hub.log.append(
      told.map((side) => ({
        ...{ type: "call.recording-changed" as const, actor: "system" },
        payload: { ...side, state: "stopped" as const, durationMs: 9000 },
      })),
    );
  for (const { recording } of sides) test.telephony.recorded.set(recording, SOUND);
  return started.map(({ seq }) => seq);
}

async function listed(who: keyof typeof SECRETS, question = ""): Promise<readonly number[]> {
  const { body } = await api.get(`/recordings${question}`, token[who]);
  return RecordingPage.parse(body).recordings.map(({ recordingId }) => recordingId);
}

function hear(
  recordingId: number | string,
  headers: Record<string, string> = {},
  who: keyof typeof SECRETS = "marina",
) {
  const authorization = { authorization: `Bearer ${token[who]}` };
  const url = `http://127.0.0.1:${test.hub.port}/api/v1/recordings/${recordingId}/sound`;
  return fetch(url, { headers: { ...authorization, ...headers } });
}

const listenings = async () =>
  (await test.events()).flatMap((event) =>
    event.type === "recording.listened" ? [[event.actor, event.payload.recordingId]] : [],
  );

it("lists both sides of each talk, by contact, person and time, page by page", async () => {
  const first = await recorded("one", lev);
  test.clock.advance(60_000);
  const betweenMs = test.clock.nowMs();
  const second = await recorded("two", marina, false);
  const { body } = await api.get("/recordings?interactionId=one", token.marina);
  const [ofLev, ofCustomer] = RecordingPage.parse(body).recordings;
  expect(ofCustomer).toMatchObject({ interactionId: "one", operatorId: null, durationMs: 9000, state: "ended" });
  expect(ofLev).toMatchObject({ operatorId: "lev", recordingId: first[1] });
  expect(JSON.stringify(body), "names of files are the hub's own affair").not.toContain("tandem_");
  expect(await listed("marina")).toEqual([...first, ...second].reverse());
  expect(await listed("marina", "?operatorId=lev")).toEqual([...first].reverse());
  expect(await listed("marina", `?fromMs=${betweenMs}`)).toEqual([...second].reverse());
  expect(await listed("marina", `?toMs=${betweenMs}`)).toEqual([...first].reverse());
  const page = RecordingPage.parse((await api.get("/recordings?limit=3", token.marina)).body);
  expect(page.nextBeforeId).toBe(first[1]);
  expect(await listed("marina", `?limit=3&beforeId=${page.nextBeforeId}`)).toEqual([first[0]]);
  expect(await api.get(`/recordings/${second[0]}`, token.marina)).toMatchObject({ body: { state: "recording" } });
});

it("a supervisor of groups hears their people alone, an operator nobody, and what is not theirs is not there", async () => {
  const [ofCustomer = 0, ofLev = 0] = await recorded("one", lev);
  expect(await listed("vera")).toEqual([ofLev, ofCustomer]);
  expect((await hear(ofCustomer, {}, "vera")).status).toBe(200);
  expect(await listed("olga")).toEqual([]);
  for (const path of [`/recordings/${ofLev}`, `/recordings/${ofLev}/sound`])
    expect(refusalOf(await api.get(path, token.olga))).toEqual([404, "unknown-recording"]);
  for (const path of ["/recordings", `/recordings/${ofLev}`, `/recordings/${ofLev}/sound`]) {
    expect(refusalOf(await api.get(path, token.lev))).toEqual([403, "not-allowed"]);
    expect(refusalOf(await api.get(path))).toEqual([401, "sign-in-needed"]);
  }
  expect(await listenings()).toEqual([["vera", ofCustomer]]);
});

it("plays all of it or a range, and each listening is in the audit once", async () => {
  const [side = 0] = await recorded("one", lev);
  const whole = await hear(side);
  expect([whole.status, whole.headers.get("content-type"), whole.headers.get("accept-ranges")]).toEqual([
    ...[200, "audio/wav", "bytes"],
  ]);
  expect(new Uint8Array(await whole.arrayBuffer())).toEqual(SOUND);
  const part = await hear(side, { range: "bytes=70000-79999" });
  expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 70000-79999/100000"]);
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(SOUND.subarray(70_000, 80_000));
  const end = await hear(side, { range: "bytes=-5" });
  expect([end.status, end.headers.get("content-length")]).toEqual([206, "5"]);
  expect(new Uint8Array(await end.arrayBuffer())).toEqual(SOUND.subarray(-5));
  const beyond = await hear(side, { range: "bytes=100000-" });
  expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, "bytes */100000"]);
  expect(await beyond.json()).toMatchObject({ code: "no-such-range", retry: "no" });
  expect((await hear(side, { range: "bytes=0-4", "if-range": '"some-tag"' })).status).toBe(200);
  expect(await listenings()).toEqual([["marina", side]]);
  test.clock.advance(10 * 60_000);
  // The token is an old one by then.
  token = { ...token, marina: (await api.signedIn("marina", SECRETS.marina)).accessToken };
  expect((await hear(side, { range: "bytes=0-4" })).status).toBe(206);
  expect(await listenings()).toHaveLength(2);
  const audit = await api.get("/audit?kind=recording.listened", token.marina);
  expect(audit).toMatchObject({ body: { entries: [{ actor: "marina", payload: { interactionId: "one" } }, {}] } });
});

it("refuses what goes on, what is gone and what was never there, each by its name", async () => {
  const [going] = await recorded("one", lev, false);
  expect(refusalOf(await api.get(`/recordings/${going}/sound`, token.marina))).toEqual([409, "still-recording"]);
  const [gone] = await recorded("two", lev);
  test.telephony.recorded.clear();
  expect(refusalOf(await api.get(`/recordings/${gone}/sound`, token.marina))).toEqual([410, "recording-gone"]);
  expect(refusalOf(await api.get("/recordings/999999/sound", token.marina))).toEqual([404, "unknown-recording"]);
  for (const id of ["0", "-1", "1.5", "1e400", "..%2f..%2fetc%2fpasswd", "tandem_one_customer_aaaa1111", "%00"])
    expect(refusalOf(await api.get(`/recordings/${id}/sound`, token.marina))).toEqual([400, "bad-input"]);
  expect(refusalOf(await api.get("/recordings?limit=5000", token.marina))).toEqual([400, "bad-input"]);
  expect(await listenings(), "nobody heard anything").toEqual([]);
});

it("what is erased with its customer is listed no more", async () => {
  await test.hub.log.append(customerStory("irina", IRINA));
  const [side = 0] = await recorded("irina-in", lev);
  const deed = { addresses: [IRINA.phone], reason: "customer-request", proof: "вх. 119/2026" };
  expect(await api.post("/customers/erase", deed, token.marina)).toMatchObject({ status: 200 });
  expect(await listed("marina")).toEqual([]);
  expect(refusalOf(await api.get(`/recordings/${side}/sound`, token.marina))).toEqual([404, "unknown-recording"]);
});
