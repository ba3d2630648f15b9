import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { mayOperatorSee } from "../../../src-hub/link/visibility.ts";
import type { TelephonyCallId } from "../../../src-hub/telephony/telephony.ts";
import { ANY_AUDIENCE } from "../../../src-shared/domain/scripts/script-head.ts";
import type { ScriptRun } from "../../../src-shared/domain/scripts/script-run.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import type { InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import { KeptRun } from "../../../src-shared/link/script-queries.ts";
import { aBlock, aGraph, ask, end, say } from "../../support/a-script.ts";
import { CUSTOMER, lev, marina, TEAM, TestHub } from "./support/a-hub.ts";
import { type Answer, ApiClient, refusalOf } from "./support/api-client.ts";
import { ENGINES, Stores } from "./support/stores.ts";

const SECRETS = { marina: "marina-secret", lev: "lev-secret-1" };
/** Marina leads and answers, Lev answers. */
const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "supervisor" } : one)),
});
const FORM = aBlock("form", "form", {
  text: "Как вас зовут?",
  fields: [{ key: "name", label: "Имя", type: "text", isRequired: true }],
  next: "ask",
});
const DELIVERY = aGraph([
  say("hello", "form"),
  FORM,
  ask("ask", ["bye", "no"]),
  end("bye", "Решено"),
  end("no", "Отказ"),
]);

const stores = new Stores();
afterAll(() => stores.stop());

describe.each(ENGINES)("scripts, on %s", (engine) => {
  let test: TestHub;
  let database: HubDatabase;
  let api: ApiClient;
  let token: string;
  beforeEach(async () => {
    database = await (await stores.place(engine)).open();
    const passwordCost = { memoryKib: 64, passes: 1, lanes: 1 };
    test = await TestHub.start({ team: LED, database, secrets: SECRETS, passwordCost });
    api = new ApiClient(test.hub.port);
    token = (await api.signedIn("marina", SECRETS.marina)).accessToken;
  });
  afterEach(() => test.stop());

  const call = (method: string, path: string, body?: unknown) =>
    api.call(method, `/api/v1/scripts${path}`, body, token);
  const keep = (scriptId: string, revision: number, graph: object, audience: object = ANY_AUDIENCE) =>
    call("PUT", `/${scriptId}/draft`, { revision, draft: { graph, audience } });
  const publish = (scriptId: string, revision: number, note = "") =>
    call("POST", `/${scriptId}/publish`, { revision, note });
  const told = async () => (await test.events()).filter(({ type }) => type.startsWith("script."));

  describe("as they are written", () => {
    it("are kept unfinished, published when no walk can get stuck, and every version stays", async () => {
      const open = aGraph([say("hello", null)]);
      expect(await keep("delivery", 0, open)).toMatchObject({ status: 200, body: { revision: 1 } });
      expect(await call("GET", "/delivery/draft")).toMatchObject({
        body: { revision: 1, findings: expect.arrayContaining([expect.objectContaining({ code: "no-way" })]) },
      });
      expect(codeOf(await publish("delivery", 1))).toBe("script-has-errors");
      expect(await keep("delivery", 1, DELIVERY)).toMatchObject({ body: { revision: 2 } });
      expect(await publish("delivery", 2, "Первая")).toMatchObject({
        status: 200,
        body: { scriptId: "delivery", version: 1, title: "Скрипт", note: "Первая" },
      });
      expect(await publish("delivery", 2)).toMatchObject({ body: { version: 2 } });
      expect(await call("GET", "/delivery/versions")).toMatchObject({
        body: { versions: [{ head: { version: 2 }, publishedBy: "marina" }, { head: { version: 1, note: "Первая" } }] },
      });
      const [published] = await told();
      expect(published).toMatchObject({ type: "script.published", actor: "marina", payload: { version: 1 } });
      if (published) expect(mayOperatorSee({ operatorId: lev, role: "operator" }, published)).toBe(true);
      expect(await call("GET", "")).toMatchObject({
        body: { scripts: [{ scriptId: "delivery", head: { version: 2 }, draft: { revision: 2, by: "marina" } }] },
      });
    });

    it("are written as an outline, whose faults are said by lines; then nothing is kept", async () => {
      const outline = (text: string, revision = 0) => call("POST", "/delivery/outline", { outline: text, revision });
      const bad = await outline("# Доставка\n\n## Привет\n-> Никуда\nМодель: круг");
      expect(bad).toMatchObject({
        status: 400,
        body: { code: "bad-outline", message: expect.stringContaining("line 4") },
      });
      expect(await call("GET", "/delivery/draft")).toMatchObject({ status: 404 });
      const good = "# Доставка\n\n## Привет\nДобрый день!\n\n## Конец: Решено\n";
      expect(await outline(good)).toMatchObject({
        status: 200,
        body: { revision: 1, draft: { graph: { title: "Доставка" } } },
      });
      expect(codeOf(await outline(good))).toBe("draft-changed");
      expect(await outline(good, 1)).toMatchObject({ status: 200 });
      expect(await publish("delivery", 2)).toMatchObject({ status: 200, body: { version: 1 } });
    });

    it("two authors do not overwrite each other", async () => {
      const [one, other] = await Promise.all([keep("delivery", 0, DELIVERY), keep("delivery", 0, DELIVERY)]);
      expect(new Set([one.status, other.status])).toEqual(new Set([200, 409]));
      expect(await keep("delivery", 1, DELIVERY)).toMatchObject({ status: 200 });
      const late = await keep("delivery", 1, aGraph([end("bye")]));
      expect(late.body).toMatchObject({ code: "draft-changed", message: expect.stringContaining("revision 2") });
      expect(codeOf(await publish("delivery", 1))).toBe("draft-changed");
      expect(await call("GET", "/delivery/draft")).toMatchObject({ body: { draft: { graph: DELIVERY } } });
    });

    it("call one another, but not in a round, and not one that is not there", async () => {
      const calls = (scriptId: string) =>
        aGraph([aBlock("sub-script", "call", { scriptId, returns: [], next: "bye" }), end("bye")]);
      await keep("caller", 0, calls("called"));
      expect(codeOf(await publish("caller", 1))).toBe("script-has-errors");
      await keep("called", 0, DELIVERY);
      expect(await publish("called", 1)).toMatchObject({ status: 200 });
      expect(await publish("caller", 1)).toMatchObject({ status: 200 });
      await keep("called", 1, calls("caller"));
      expect(codeOf(await publish("called", 2))).toBe("script-has-errors");
      expect(await call("GET", "/called/draft")).toMatchObject({
        body: { findings: expect.arrayContaining([expect.objectContaining({ code: "calls-itself" })]) },
      });
    });

    it("are withdrawn once, and say what is not there", async () => {
      await keep("delivery", 0, DELIVERY);
      expect(codeOf(await call("POST", "/delivery/withdraw"))).toBe("unknown-script");
      await publish("delivery", 1);
      expect(await call("POST", "/delivery/withdraw")).toMatchObject({ status: 200 });
      expect(await call("POST", "/delivery/withdraw")).toMatchObject({ status: 200 });
      expect((await told()).map(({ type }) => type)).toEqual(["script.published", "script.withdrawn"]);
      for (const [method, path] of [
        ["GET", "/mars/draft"],
        ["POST", "/mars/withdraw"],
      ] as const)
        expect(await call(method, path)).toMatchObject({ status: 404, body: { code: "unknown-script" } });
      expect(await keep("delivery", 1, { title: "" })).toMatchObject({ status: 400 });
      // Published again, it is offered again.
      expect(await publish("delivery", 1)).toMatchObject({ body: { version: 2 } });
      expect(await call("GET", "")).toMatchObject({ body: { scripts: [{ isWithdrawn: false }] } });
    });
  });

  describe("as they are walked", () => {
    let interactionId: InteractionId;
    let callId: TelephonyCallId;
    const pins = [{ scriptId: "delivery", version: 1 }];
    const begin = (by: OperatorId, runId = "run-1", change: object = {}) =>
      test.command(by, "script.begin", {
        ...{ interactionId, runId, pins, known: { "customer.name": "Ирина" }, atMs: test.clock.nowMs() },
        ...change,
      });
    const step = (by: OperatorId, index: number, input: object, atMs = test.clock.nowMs()) =>
      test.command(by, "script.step", { interactionId, runId: "run-1", index, step: { input, atMs } });
    const readRun = (by: OperatorId) =>
      test.hub.service.query(by, { name: "script.read-run", input: { interactionId } });
    const run = async (by = marina): Promise<ScriptRun> => {
      const reply = await readRun(by);
      return KeptRun.parse(reply.ok ? reply.value : null).run;
    };

    beforeEach(async () => {
      await keep("delivery", 0, DELIVERY);
      await publish("delivery", 1);
      await test.putOnline(marina);
      callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "700" });
      test.telephony.answer((await test.ringing()).offerId);
      await test.settle();
      ({ interactionId } = await test.last());
    });

    it("are kept step by step: where it stands, how long it stood there, how it ended", async () => {
      expect(await begin(marina)).toMatchObject({ ok: true });
      expect(await begin(marina)).toMatchObject({ ok: true });
      test.clock.advance(4000);
      expect(await step(marina, 1, { kind: "next" })).toMatchObject({ ok: true });
      expect(await step(marina, 2, { kind: "fill", values: { name: "Ирина Сомова" } })).toMatchObject({ ok: true });
      expect(await run()).toMatchObject({ at: { blockId: "ask" }, values: { name: "Ирина Сомова" }, steps: 2 });
      // A new version changes nothing for those who walk the one before.
      await keep("delivery", 1, aGraph([end("bye")]));
      await publish("delivery", 2);
      test.clock.advance(2000);
      expect(await step(marina, 3, { kind: "answer", answerId: "ask-1" })).toMatchObject({ ok: true });
      expect(await run()).toMatchObject({ status: { kind: "ended", outcome: "Решено" } });
      const facts = (await told()).filter(({ type }) => type === "script.stepped");
      expect(facts).toMatchObject([
        { payload: { index: 1, from: { blockId: "hello" }, to: { blockId: "form" }, spentMs: 4000, version: 1 } },
        { payload: { index: 2, from: { blockId: "form" }, to: { blockId: "ask" }, outcome: null } },
        { payload: { index: 3, to: { blockId: "bye" }, spentMs: 2000, outcome: "Решено", stuck: null } },
      ]);
      for (const event of facts) expect(mayOperatorSee({ operatorId: lev, role: "operator" }, event)).toBe(false);
    });

    it("a step told twice is made once; another one in its place, or out of its turn, is refused", async () => {
      await begin(marina);
      const atMs = test.clock.nowMs();
      expect(await step(marina, 1, { kind: "next" }, atMs)).toMatchObject({ ok: true });
      expect(await step(marina, 1, { kind: "next" }, atMs)).toMatchObject({ ok: true });
      expect(await step(marina, 1, { kind: "back" }, atMs)).toMatchObject({ code: "out-of-order" });
      expect(await step(marina, 3, { kind: "next" })).toMatchObject({ code: "out-of-order" });
      expect(await step(marina, 2, { kind: "answer", answerId: "mars" })).toMatchObject({ code: "step-refused" });
      expect(await step(marina, 2, { kind: "fill", values: {} })).toMatchObject({ code: "step-refused" });
      expect(await run()).toMatchObject({ at: { blockId: "form" }, steps: 1 });
      expect(await step(marina, 2, { kind: "back" })).toMatchObject({ ok: true });
      expect(await run()).toMatchObject({ at: { blockId: "hello" }, steps: 2 });
    });

    it("are nobody's who has no part in the contact, and of versions that are there", async () => {
      expect(await begin(lev)).toMatchObject({ code: "unknown-interaction" });
      expect(await begin(marina, "run-1", { pins: [{ scriptId: "delivery", version: 9 }] })).toMatchObject({
        code: "unknown-script",
      });
      expect(await step(marina, 1, { kind: "next" })).toMatchObject({ code: "unknown-run" });
      await begin(marina);
      expect(await step(lev, 1, { kind: "next" })).toMatchObject({ code: "unknown-interaction" });
      expect(await readRun(lev)).toMatchObject({ code: "unknown-interaction" });
      const graph = (version: number) =>
        test.hub.service.query(lev, { name: "script.graph", input: { scriptId: "delivery", version } });
      expect(await graph(1)).toEqual({ ok: true, value: DELIVERY });
      expect(await graph(2)).toMatchObject({ code: "unknown-script" });
    });

    it("go on at the colleague's after a transfer, from where they stood", async () => {
      await begin(marina);
      await step(marina, 1, { kind: "next" });
      await test.putOnline(lev);
      expect(await readRun(lev)).toMatchObject({ code: "unknown-interaction" });
      test.telephony.askTransfer(callId, "1001", "1002");
      test.telephony.answer((await test.ringing()).offerId);
      await test.settle();
      expect(await run(lev)).toMatchObject({ at: { blockId: "form" }, steps: 1 });
      expect(await step(lev, 2, { kind: "fill", values: { name: "Ирина" } })).toMatchObject({ ok: true });
      // What the first had not told yet comes too late, and they are told so.
      expect(await step(marina, 2, { kind: "back" })).toMatchObject({ code: "out-of-order" });
      expect((await told()).map(({ actor }) => actor)).toEqual(["marina", "marina", "marina", "lev"]);
    });

    it("with the customer everything that was filled in goes", async () => {
      await begin(marina);
      await step(marina, 1, { kind: "next" });
      await step(marina, 2, { kind: "fill", values: { name: "Ирина Сомова" } });
      const exported = await test.hub.service.administration.customers.export("marina", {
        addresses: [CUSTOMER.address],
      });
      expect(exported).toMatchObject({
        value: { scriptAnswers: [{ interactionId, operatorId: "marina", values: { name: "Ирина Сомова" } }] },
      });
      test.telephony.callerLeaves(callId);
      await test.settle();
      const { customers } = test.hub.service.administration;
      expect(await customers.erase("marina", { addresses: [CUSTOMER.address] })).toMatchObject({ ok: true });
      await test.settle();
      expect(await database.selectFrom("script_steps").selectAll().execute()).toEqual([]);
      expect(await database.selectFrom("script_runs").selectAll().execute()).toEqual([]);
      expect(JSON.stringify(await told())).not.toContain("Ирина");
      expect(await readRun(marina)).toEqual({ ok: true, value: null });
    });
  });
});

function codeOf(answer: Answer): string {
  return refusalOf(answer)[1];
}
