import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { VersionedTopics } from "../../../src-hub/log/topic-store.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { ContactOutcome } from "../../../src-shared/domain/topics/contact-outcome.ts";
import { TopicSettings } from "../../../src-shared/domain/topics/topic-settings.ts";
import { type InteractionId, TopicId } from "../../../src-shared/ids.ts";
import { CUSTOMER, lev, marina, TEAM, TestHub } from "./support/a-hub.ts";
import { ApiClient, refusalOf } from "./support/api-client.ts";
import { ENGINES, Stores } from "./support/stores.ts";

const SECRETS = { marina: "marina-secret", lev: "lev-secret-1" };
const topic = (topicId: string, name: string, parentId: string | null = null) => ({ topicId, name, parentId });
const TOPICS = TopicSettings.parse({
  topics: [topic("delivery", "Доставка"), topic("date", "Перенос даты", "delivery"), topic("bill", "Счёт")],
  required: ["topics", "result"],
});
/** Marina leads, Lev answers too. */
const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "administrator" } : one)),
  queues: TEAM.queues.map((one) => (one.queueId === "orders" ? { ...one, wrapUpMs: 60_000 } : one)),
  topics: TOPICS,
});
const SAID = ContactOutcome.parse({ topicIds: ["date"], result: "promised", nextStep: "Звонок водителя; '--" });

const stores = new Stores();
afterAll(() => stores.stop());

describe.each(ENGINES)("what is said of a contact at its end, on %s", (engine) => {
  let test: TestHub;
  beforeEach(async () => {
    const database = await (await stores.place(engine)).open();
    const passwordCost = { memoryKib: 64, passes: 1, lanes: 1 };
    test = await TestHub.start({ team: LED, secrets: SECRETS, passwordCost, database });
    await test.putOnline(marina);
  });
  afterEach(() => test.stop());

  /** A talk of Marina's from its ring to its end. */
  async function talk(): Promise<InteractionId> {
    const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "701" });
    const { offerId, interactionId } = await test.ringing();
    test.telephony.answer(offerId);
    await test.pass(5000);
    test.telephony.callerLeaves(callId);
    await test.settle();
    return interactionId;
  }
  const say = (interactionId: InteractionId, change: object = {}, by = marina) =>
    test.command(by, "interaction.set-outcome", { interactionId, ...SAID, ...change });
  const finish = (interactionId: InteractionId) =>
    test.command(marina, "interaction.finish-wrap-up", { interactionId });
  const closings = async () => (await test.events()).filter(({ type }) => type === "interaction.closed");

  it("is asked for before it is finished, by what is missing; then it is finished once, however often it is asked", async () => {
    const interactionId = await talk();
    expect(await finish(interactionId)).toEqual({
      ...{ ok: false, code: "outcome-missing", retry: "no", detail: { fields: ["topics", "result"] } },
    });
    await say(interactionId, { result: null });
    expect(await finish(interactionId)).toMatchObject({ code: "outcome-missing", detail: { fields: ["result"] } });
    expect((await test.last()).state).toBe("wrap-up");
    expect(await say(interactionId)).toMatchObject({ ok: true });
    expect(await Promise.all([finish(interactionId), finish(interactionId)])).toMatchObject([
      { ok: true },
      { ok: true },
    ]);
    expect((await test.last()).state).toBe("closed");
    // What was finished is not asked about again.
    await say(interactionId, { topicIds: [], result: null });
    expect(await finish(interactionId)).toMatchObject({ ok: true });
    expect((await closings()).map(({ actor }) => actor)).toEqual(["marina"]);
  });

  it("holds nobody when its time is over, and may be said afterwards", async () => {
    const interactionId = await talk();
    await test.pass(61_000);
    expect((await closings()).map(({ actor }) => actor)).toEqual(["system"]);
    expect(await say(interactionId)).toMatchObject({ ok: true });
    const { body } = await readContact(interactionId);
    expect(body).toMatchObject({ outcomes: [{ operatorId: "marina", ...SAID }] });
  });

  it("is said by who had a part in it, of topics of the team; the last word counts", async () => {
    const interactionId = await talk();
    expect(await say(interactionId, {}, lev)).toMatchObject({ code: "unknown-interaction" });
    expect(await say(interactionId, { topicIds: ["mars"] })).toMatchObject({ code: "unknown-topic" });
    for (const wrong of [{ topicIds: ["date", "date"] }, { result: "great" }, { nextStep: "x".repeat(301) }])
      expect(await say(interactionId, wrong)).toMatchObject({ code: "bad-input" });
    await say(interactionId);
    await say(interactionId, { topicIds: ["bill", "date"], nextStep: "a\u0000б" });
    const { body } = await readContact(interactionId);
    expect(body).toMatchObject({ outcomes: [{ topicIds: ["bill", "date"], nextStep: "aб" }] });
  });

  it("is asked for of who passed a talk to a queue too", async () => {
    const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "701" });
    const { offerId, interactionId } = await test.ringing();
    test.telephony.answer(offerId);
    await test.pass(5000);
    test.telephony.askTransfer(callId, "1001", "700");
    await test.settle();
    expect(await finish(interactionId)).toMatchObject({ code: "outcome-missing" });
    await say(interactionId, { result: "passed-on" });
    expect(await finish(interactionId)).toMatchObject({ ok: true });
    const ended = (await test.events()).filter(({ type }) => type === "operator.wrap-up-ended");
    expect(ended.map(({ actor }) => actor)).toEqual(["marina"]);
  });

  it("goes by a tree that is changed while it is written, by who may, and that loses no topic", async () => {
    const { api, token } = await signedIn("marina");
    const now = (await api.get("/settings/topics", token)).body as VersionedTopics;
    expect(now).toEqual({ version: 1, settings: TOPICS });
    const put = (body: unknown, by = token) => api.call("PUT", "/api/v1/settings/topics", body, by);
    const change = (settings: object) => ({ version: now.version, settings: { ...now.settings, ...settings } });
    expect(refusalOf(await put(now, (await signedIn("lev")).token))).toEqual([403, "not-allowed"]);
    expect(refusalOf(await put({ ...now, version: 7 }))).toEqual([409, "settings-changed"]);
    expect(refusalOf(await put(change({ topics: now.settings.topics.slice(1, 2) })))).toEqual([400, "bad-input"]);
    expect(refusalOf(await put(change({ topics: now.settings.topics.slice(0, 2) })))).toEqual([400, "topic-removed"]);
    expect(await put(now)).toMatchObject({ status: 200, body: { version: 1 } });
    const interactionId = await talk();
    const [delivery, date, bill] = now.settings.topics;
    const topics = [bill, { ...delivery, name: "Доставка и сборка" }, { ...date, isArchived: true }];
    expect(await put(change({ topics, required: [] }))).toMatchObject({ status: 200, body: { version: 2 } });
    expect((await test.events()).findLast(({ type }) => type === "topics.changed")).toMatchObject({
      actor: "marina",
      payload: {
        version: 2,
        changes: [
          { path: "topics.delivery.name", from: "Доставка", to: "Доставка и сборка" },
          { path: "topics.date.isArchived", from: false, to: true },
          { path: "required", from: ["topics", "result"], to: [] },
          { path: "order", from: ["delivery", "date", "bill"], to: ["bill", "delivery", "date"] },
        ],
      },
    });
    const audit = await api.get("/audit?kind=topics.changed", token);
    expect(audit.body).toMatchObject({ entries: [{ actor: "marina" }] });
    // What was chosen before it was archived is still taken, and nothing is asked for any more.
    expect(await say(interactionId, { topicIds: [TopicId.parse("date")] })).toMatchObject({ ok: true });
    expect(await finish(interactionId)).toMatchObject({ ok: true });
  });

  async function signedIn(login: "marina" | "lev") {
    const api = new ApiClient(test.hub.port);
    return { api, token: (await api.signedIn(login, SECRETS[login])).accessToken };
  }

  async function readContact(interactionId: InteractionId) {
    const { api, token } = await signedIn("marina");
    return api.get(`/interactions/${interactionId}`, token);
  }
});
