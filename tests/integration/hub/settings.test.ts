import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../src-hub/db/open-database.ts";
import { changeTeamSettings, readTeamSettings } from "../../../src-hub/queue/team-settings-desk.ts";
import { Strategy } from "../../../src-shared/domain/distribution/queue-rules.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { TeamSettings } from "../../../src-shared/domain/team-settings.ts";
import { CUSTOMER, lev, marina, TEAM, TestHub } from "./support/a-hub.ts";
import { ApiClient, refusalOf } from "./support/api-client.ts";

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1" };
/** Marina leads, Lev answers. */
const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "administrator" } : one)),
});
type Versioned = { readonly version: number; readonly settings: TeamSettings };

describe("the settings of the team", () => {
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

  const read = async () => (await api.get("/settings", tokens.marina)).body as Versioned;
  const put = (body: unknown, token = tokens.marina) => api.call("PUT", "/api/v1/settings", body, token);
  const changed = async () => (await test.events()).filter((event) => event.type === "settings.changed");
  const withQueue = ({ version, settings }: Versioned, change: object) => ({
    version,
    settings: { ...settings, queues: settings.queues.map((one, index) => (index === 0 ? { ...one, ...change } : one)) },
  });

  it("are changed while a call is up and another waits, and each place that differs is logged", async () => {
    await test.putOnline(lev);
    const talk = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "700" });
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    const before = await read();
    const [support] = before.settings.queues;
    const next = withQueue({ ...before, settings: { ...before.settings, maxOnBreak: 1 } }, { wrapUpMs: 20_000 });
    const answer = await put(next);
    expect(answer).toMatchObject({ status: 200, body: { version: before.version + 1 } });
    expect((await changed()).at(-1)).toMatchObject({
      actor: "marina",
      payload: {
        area: "team",
        version: before.version + 1,
        changes: [
          { path: "maxOnBreak", from: null, to: 1 },
          { path: `queues.${support?.queueId}.wrapUpMs`, from: 0, to: 20_000 },
        ],
      },
    });
    expect((await test.last()).state).toBe("active");
    test.telephony.callerLeaves(talk);
    await test.settle();
    // The wrap-up is owed by the rules of now.
    expect((await test.last()).wrapUp?.untilMs).toBe(test.clock.nowMs() + 20_000);
    await test.pass(21_000);
    expect(await test.choose(lev, { status: "break", reason: "lunch" })).toMatchObject({ ok: true });
    expect(await test.choose(marina, { status: "break", reason: "lunch" })).toMatchObject({
      code: "break-limit-reached",
    });
    await test.choose(lev, { status: "offline" });
  });

  it("refuses who has read an older version, and what makes no sense, by the name of the field", async () => {
    const now = await read();
    const stale = await put({ ...now, version: now.version - 1 });
    expect(refusalOf(stale)).toEqual([409, "settings-changed"]);
    expect(refusalOf(await put(now, tokens.lev))).toEqual([403, "not-allowed"]);
    const wrong = [
      [withQueue(now, { ringTimeoutMs: 5 }), "/settings/queues/0/ringTimeoutMs"],
      [
        withQueue(now, { rules: { overflow: [{ afterMs: 5, toQueueId: "mars" }] } }),
        "/settings/queues/0/rules/overflow/0/toQueueId",
      ],
      [withQueue(now, { strategy: "random" }), "/settings/queues/0"],
      [{ ...now, settings: { ...now.settings, missedOffersLimit: 0 } }, "/settings/missedOffersLimit"],
      [{ ...now, settings: { ...now.settings, breakReasons: [] } }, "/settings/breakReasons"],
      [{ ...now, settings: { ...now.settings, queues: now.settings.queues.slice(1) } }, "support"],
    ] as const;
    for (const [body, place] of wrong) {
      const answer = await put(body);
      expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining(place)]);
    }
    expect(await read()).toEqual(now);
  });

  it("count the rules of one queue, and say nothing when nothing changed", async () => {
    const before = await read();
    expect(await put(before)).toMatchObject({ status: 200, body: { version: before.version } });
    await api.call("PUT", "/api/v1/queues/support/rules", { strategy: "random" }, tokens.marina);
    expect(refusalOf(await put(before))).toEqual([409, "settings-changed"]);
    expect((await read()).settings.queues[0]?.rules.strategy).toBe("random");
  });

  it("log how a customer is distributed without saying who it is", async () => {
    const path = `/api/v1/customers/${encodeURIComponent(CUSTOMER.address)}/routing`;
    for (const priority of [5, 5, 7]) await api.call("PUT", path, { priority }, tokens.marina);
    const told = (await test.events()).flatMap((event) =>
      event.type === "customer.routing-changed" ? [event.payload] : [],
    );
    expect(told.map(({ from, to }) => [from.priority, to.priority])).toEqual([
      [0, 5],
      [5, 7],
    ]);
    expect(new Set(told.map(({ mark }) => mark)).size).toBe(1);
    expect(JSON.stringify(told)).not.toContain("9000001427");
  });

  it("are told by the audit: who, when, what, from and to; page by page, without a customer's address", async () => {
    type Page = { entries: { seq: number; actor: string; kind: string }[]; nextBeforeSeq: number | null };
    const ask = async (question: string) => (await api.get(`/audit?${question}`, tokens.marina)).body as Page;
    const of = encodeURIComponent(CUSTOMER.address);
    expect((await ask(`customer=${of}`)).entries.map(({ kind }) => kind)).toEqual(
      Array(2).fill("customer.routing-changed"),
    );
    expect((await ask("kind=settings.changed&actor=marina")).entries[0]).toMatchObject({ actor: "marina" });
    expect((await ask("actor=nobody")).entries).toEqual([]);
    expect((await ask(`toMs=${test.clock.nowMs() - 86_400_000}`)).entries).toEqual([]);
    const all = (await ask("")).entries.map(({ seq }) => seq);
    const paged: number[] = [];
    for (let before: number | null = test.hub.log.headSeq + 1; before !== null; ) {
      const page: Page = await ask(`limit=2&beforeSeq=${before}`);
      paged.push(...page.entries.map(({ seq }) => seq));
      before = page.nextBeforeSeq;
    }
    expect([paged, all.length > 4]).toEqual([all, true]);
    expect(JSON.stringify(await ask(""))).not.toContain(CUSTOMER.address.slice(2));
    expect(refusalOf(await api.get("/audit", tokens.lev))).toEqual([403, "not-allowed"]);
    expect(refusalOf(await api.get("/audit?kind=interaction.created", tokens.marina))).toEqual([400, "bad-input"]);
  });

  it("for how long data are kept is changed by who may, with a version of its own", async () => {
    const before = (await api.get("/settings/retention", tokens.marina)).body as { version: number };
    const settings = { messages: 30, recordings: 90, quality: null, customers: 365 };
    const change = (body: unknown, token = tokens.marina) => api.call("PUT", "/api/v1/settings/retention", body, token);
    expect(await change({ version: before.version, settings })).toMatchObject({ status: 200, body: { settings } });
    expect(refusalOf(await change({ version: before.version, settings }))).toEqual([409, "settings-changed"]);
    expect(refusalOf(await change({ version: 2, settings: { messages: 0 } }))).toEqual([400, "bad-input"]);
    expect(refusalOf(await change({ version: 2, settings }, tokens.lev))).toEqual([403, "not-allowed"]);
    expect((await changed()).at(-1)).toMatchObject({ actor: "marina", payload: { area: "retention", version: 2 } });
  });
});

const Change = fc.record({
  strategy: fc.constantFrom(...Strategy.options),
  wrapUpMs: fc.constantFrom(0, 3000, 60_000),
  ringTimeoutMs: fc.constantFrom(1000, 5000),
  maxOnBreak: fc.constantFrom(null, 0, 1),
  missedOffersLimit: fc.integer({ min: 1, max: 3 }),
  isOverflowing: fc.boolean(),
  waitLimitMs: fc.constantFrom(null, 2000),
  isClosed: fc.boolean(),
});
const Deed = fc.oneof(
  fc.constantFrom("arrive", "answer", "leave", "finish", "time", "break", "online").map((name) => ({ name })),
  Change.map((change) => ({ name: "change", change })),
);

function changedBy(
  settings: TeamSettings,
  change: typeof Change extends fc.Arbitrary<infer T> ? T : never,
): TeamSettings {
  const { strategy, wrapUpMs, ringTimeoutMs, maxOnBreak, missedOffersLimit, isOverflowing, waitLimitMs, isClosed } =
    change;
  const overflow = (queueId: string) => [{ afterMs: 500, toQueueId: queueId === "support" ? "orders" : "support" }];
  const queues = settings.queues.map((queue) => ({
    ...queue,
    ...{ wrapUpMs, ringTimeoutMs, maxOnBreak },
    rules: {
      strategy,
      overflow: isOverflowing ? overflow(queue.queueId) : [],
      waitLimit: waitLimitMs === null ? null : { afterMs: waitLimitMs, treatment: "hang-up" },
      hours: isClosed ? { timeZone: "Europe/Moscow", weekly: [] } : null,
    },
  }));
  return TeamSettings.parse({ ...settings, missedOffersLimit, queues });
}

it("any sequence of changes while contacts live leaves each of them an owner or a place", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Deed, { minLength: 5, maxLength: 25 }), async (deeds) => {
      const database = await openDatabase({ file: ":memory:", key: null });
      const test = await TestHub.start({ database });
      const { service } = test.hub;
      await test.putOnline(lev, marina);
      const calls: ReturnType<typeof test.telephony.arrive>[] = [];
      for (const deed of deeds) {
        const ringing = test.telephony
          .commandsOf("ring")
          .map(({ request }) => request)
          .findLast(({ offerId }) => test.telephony.isRinging(offerId));
        if ("change" in deed) {
          const parts = { db: database, directory: test.hub.directory, service };
          const known = await readTeamSettings(parts);
          const result = await changeTeamSettings(parts, "marina", {
            ...known,
            settings: changedBy(known.settings, deed.change),
          });
          expect(result.ok).toBe(true);
        } else if (deed.name === "arrive") {
          const dialled = calls.length % 2 === 0 ? "700" : "701";
          const fromUser = calls.length % 2 === 0 ? "irina" : "petr";
          calls.push(test.telephony.arrive({ fromUser, dialled }));
        } else if (deed.name === "answer" && ringing) test.telephony.answer(ringing.offerId);
        else if (deed.name === "leave") {
          const call = calls.shift();
          if (call && test.telephony.has(call)) test.telephony.callerLeaves(call);
        } else if (deed.name === "finish") {
          const owed = test.hub.log.unclosed().find(({ state }) => state === "wrap-up");
          if (owed?.operatorId)
            await test.command(owed.operatorId, "interaction.finish-wrap-up", { interactionId: owed.interactionId });
        } else if (deed.name === "time") await test.pass(2500);
        else if (deed.name === "break") await test.choose(lev, { status: "break", reason: "lunch" });
        else if (deed.name === "online") await test.choose(lev, { status: "online" });
        await test.settle();
      }
      await test.stop();
    }),
    { numRuns: 25 },
  );
});
