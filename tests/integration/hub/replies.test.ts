import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { mayOperatorSee } from "../../../src-hub/link/visibility.ts";
import { readRepliesOf } from "../../../src-hub/log/reply-store.ts";
import { REPLIES_LIMIT } from "../../../src-shared/domain/replies/reply-limits.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { QueueId } from "../../../src-shared/ids.ts";
import { lev, marina, TEAM, TestHub } from "./support/a-hub.ts";
import { ENGINES, Stores } from "./support/stores.ts";

/** Marina leads, Lev answers. */
const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "supervisor" } : one)),
});
const WORDS = { title: "Когда приедет сборщик", shortcut: "сборщик", text: "{{имя клиента}}, завтра; '--" };
const own = { kind: "own" } as const;
const company = { kind: "company" } as const;
const support = { kind: "queue", queueId: QueueId.parse("support") } as const;

const stores = new Stores();
afterAll(() => stores.stop());

describe.each(ENGINES)("quick replies, on %s", (engine) => {
  let test: TestHub;
  let database: HubDatabase;
  beforeEach(async () => {
    database = await (await stores.place(engine)).open();
    test = await TestHub.start({ team: LED, database });
  });
  afterEach(() => test.stop());

  const setOwn = (replyId: string, change: object = {}, by = lev) =>
    test.command(by, "reply.set-own", { replyId, ...WORDS, ...change });
  const setShared = (replyId: string, scope: object, change: object = {}, by = marina) =>
    test.command(by, "reply.set-shared", { replyId, scope, ...WORDS, ...change });
  const told = async () => (await test.events()).filter(({ type }) => type.startsWith("reply."));

  it("are an operator's own: made, changed and removed by nobody else, and seen by nobody else", async () => {
    expect(await setOwn("r-1")).toMatchObject({ ok: true });
    expect(await setOwn("r-1", {}, marina)).toMatchObject({ code: "unknown-reply" });
    expect(await test.command(marina, "reply.remove-own", { replyId: "r-1" })).toMatchObject({ code: "unknown-reply" });
    expect(await test.command(marina, "reply.remove-shared", { replyId: "r-1" })).toMatchObject({
      code: "unknown-reply",
    });
    // Another's own reply takes no shortcut away.
    expect(await setOwn("r-2", {}, marina)).toMatchObject({ ok: true });
    expect(await setOwn("r-1", { text: " a\u0000б " })).toMatchObject({ ok: true });
    expect(await readRepliesOf(database, own, lev)).toEqual([{ replyId: "r-1", scope: own, ...WORDS, text: "aб" }]);
    for (const event of await told()) {
      expect(mayOperatorSee({ operatorId: lev, role: "operator" }, event)).toBe(event.actor === "lev");
      expect(mayOperatorSee({ operatorId: marina, role: "administrator" }, event)).toBe(event.actor === "marina");
    }
    expect(await test.command(lev, "reply.remove-own", { replyId: "r-1" })).toMatchObject({ ok: true });
    expect(await test.command(lev, "reply.remove-own", { replyId: "r-1" })).toMatchObject({ ok: true });
    expect(await readRepliesOf(database, own, lev)).toEqual([]);
    expect((await told()).filter(({ type }) => type === "reply.removed")).toMatchObject([
      { actor: "lev", payload: { replyId: "r-1", scope: own, operatorId: "lev" } },
    ]);
  });

  it("are shared by who leads, for a queue or the company, and seen by all", async () => {
    expect(await setShared("r-1", company, {}, lev)).toMatchObject({ code: "not-allowed" });
    expect(await setShared("r-1", company)).toMatchObject({ ok: true });
    expect(await setShared("r-2", support)).toMatchObject({ ok: true });
    expect(await setShared("r-3", { kind: "queue", queueId: "mars" })).toMatchObject({ code: "unknown-queue" });
    expect(await setShared("r-1", support, { shortcut: "другой" })).toMatchObject({ code: "unknown-reply" });
    expect(await setOwn("r-1")).toMatchObject({ code: "unknown-reply" });
    expect(await test.command(lev, "reply.remove-shared", { replyId: "r-1" })).toMatchObject({ code: "not-allowed" });
    expect(await readRepliesOf(database, company, lev)).toMatchObject([{ replyId: "r-1" }]);
    expect(await readRepliesOf(database, support, lev)).toMatchObject([{ replyId: "r-2" }]);
    for (const event of await told()) expect(mayOperatorSee({ operatorId: lev, role: "operator" }, event)).toBe(true);
    expect(await test.command(marina, "reply.remove-shared", { replyId: "r-1" })).toMatchObject({ ok: true });
    expect(await readRepliesOf(database, company, lev)).toEqual([]);
  });

  it("are refused by what is wrong with them", async () => {
    await setOwn("r-1");
    expect(await setOwn("r-2", { shortcut: "Сборщик" })).toMatchObject({ code: "shortcut-taken", retry: "no" });
    expect(await setOwn("r-2", { shortcut: "" })).toMatchObject({ ok: true });
    for (const wrong of [{ title: " " }, { shortcut: "два слова" }, { text: "x".repeat(2001) }, { text: "\u0000" }])
      expect(await setOwn("r-3", wrong)).toMatchObject({ code: "bad-input" });
    for (let at = 2; at < REPLIES_LIMIT; at += 1) await setOwn(`n-${at}`, { shortcut: `n-${at}` });
    expect(await setOwn("last", { shortcut: "last" })).toMatchObject({ code: "too-many-replies" });
    expect(await setOwn("r-1", { title: "Другое" })).toMatchObject({ ok: true });
  });
});
