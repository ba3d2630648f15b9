import { type Kysely, sql } from "kysely";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { DatabaseGoneError, isDatabaseGone } from "../../../src-hub/db/database-gone.ts";
import { migrationList, type NamedMigration } from "../../../src-hub/db/migrations/list.ts";
import { openDatabase } from "../../../src-hub/db/open-database.ts";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { until } from "../../support/until.ts";
import { CUSTOMER, foldAll, lev, marina, TEAM, TestHub } from "./support/a-hub.ts";
import { Stores } from "./support/stores.ts";

const stores = new Stores();
afterAll(() => stores.stop());

let url: string;
beforeEach(async () => {
  url = await (await stores.postgres()).createDatabase();
});

const ours = migrationList("postgres");
const good: NamedMigration = [
  "9000-add-notes",
  { up: (db: Kysely<unknown>) => db.schema.createTable("notes").addColumn("words", "text").execute() },
];
const bad: NamedMigration = [
  "9010-break",
  {
    up: async (db: Kysely<unknown>) => {
      await db.schema.createTable("half").addColumn("words", "text").execute();
      await sql`insert into nowhere values (1)`.execute(db);
    },
  },
];

async function withDatabase(use: (db: HubDatabase) => Promise<void>, steps = ours): Promise<void> {
  const db = await openDatabase({ url, steps, onLost: () => undefined });
  try {
    await use(db);
  } finally {
    await db.destroy();
  }
}

async function refusal(steps = ours, at = url): Promise<unknown> {
  return openDatabase({ url: at, steps, lockWaitMs: 50, onLost: () => undefined }).then(
    async (db) => {
      await db.destroy();
      return "opened";
    },
    (error: { code?: string }) => error.code,
  );
}

describe("the hub's database on PostgreSQL", () => {
  it("is made, and opened again", async () => {
    await withDatabase(async (db) => void (await db.insertInto("meta").values({ name: "a", value: "b" }).execute()));
    await withDatabase(async (db) =>
      expect(await db.selectFrom("meta").selectAll().execute()).toEqual([{ name: "a", value: "b" }]),
    );
  });

  it("fails the transaction whose connection ends between two of its statements, and nothing else", async () => {
    await withDatabase(async (db) => {
      const broken = db.transaction().execute(async (transaction) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
        const pid = rows[0]?.pid ?? 0;
        await sql`select pg_terminate_backend(${pid})`.execute(db);
        const left = async () => (await sql`select 1 from pg_stat_activity where pid = ${pid}`.execute(db)).rows.length;
        while ((await left()) > 0);
        await transaction.insertInto("meta").values({ name: "a", value: "b" }).execute();
      });
      await expect(broken).rejects.toThrow();
      expect(await db.selectFrom("meta").selectAll().where("name", "=", "a").execute()).toEqual([]);
    });
  });

  it("gives times and counts as numbers, and refuses one that a number cannot hold", async () => {
    await withDatabase(async (db) => {
      await sql`insert into commands values ('a', 'b', 1781000000123, '{}')`.execute(db);
      expect(await db.selectFrom("commands").select("at_ms").executeTakeFirst()).toEqual({ at_ms: 1_781_000_000_123 });
      const count = await db
        .selectFrom("commands")
        .select(({ fn }) => fn.countAll<number>().as("n"))
        .executeTakeFirst();
      expect(count).toEqual({ n: 1 });
      await sql`update commands set at_ms = 9007199254740993`.execute(db);
      await expect(db.selectFrom("commands").select("at_ms").execute()).rejects.toThrow("more than a number holds");
    });
  });

  it("changes nothing when a step fails, also not by the steps before it", async () => {
    await withDatabase(async () => undefined);
    expect(await refusal([...ours, good, bad])).toBe("migration-failed");
    await withDatabase(async (db) => {
      const tables = (await db.introspection.getTables()).map(({ name }) => name);
      expect(tables).not.toContain("notes");
      expect(tables).not.toContain("half");
    });
    expect(await refusal([...ours, good])).toBe("opened");
  });

  it("is refused when a newer program wrote it, when there is none of that name, and when nobody answers", async () => {
    await withDatabase(async () => undefined, [...ours, good]);
    expect(await refusal()).toBe("database-newer");
    expect(await refusal(ours, `${url}-none`)).toBe("database-unreadable");
    expect(await refusal(ours, "postgresql://postgres:password@127.0.0.1:1/hub")).toBe("database-unreachable");
  });

  it("is brought up to date once when two programs start at once, and serves one of them", async () => {
    const both = await Promise.all([refusal(), refusal()]);
    expect(both).toContain("opened");
    await withDatabase(async (db) => {
      expect(await refusal()).toBe("database-taken");
      expect(await db.selectFrom("events").selectAll().execute()).toEqual([]);
    });
    expect(await refusal()).toBe("opened");
  });

  it("ends what a hub before left on its way, before the next reads how things stand", async () => {
    const lost: Error[] = [];
    const before = await openDatabase({ url, onLost: (error) => lost.push(error) });
    // The lease is gone, and with it the right to write; a transaction of before does not know it yet.
    const late = before.transaction().execute(async (transaction) => {
      await transaction.insertInto("meta").values({ name: "late", value: "word" }).execute();
      const lease = sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'tandem-hub lease'`;
      await lease.execute(transaction);
      await until(() => lost.length > 0, "the lease is lost");
      await withDatabase(async (next) =>
        expect(await next.selectFrom("meta").selectAll().where("name", "=", "late").execute()).toEqual([]),
      );
    });
    await expect(late).rejects.toThrow();
    await withDatabase(async (next) =>
      expect(await next.selectFrom("meta").selectAll().where("name", "=", "late").execute()).toEqual([]),
    );
    await before.destroy();
  });

  it("tells that it is lost when its session ends", async () => {
    const lost: Error[] = [];
    const db = await openDatabase({ url, onLost: (error) => lost.push(error) });
    const postgres = await stores.postgres();
    await postgres.query(
      url.replace(/[^/]+$/, "postgres"),
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tandem-hub lease'",
    );
    await until(() => lost.length > 0, "the loss is told");
    expect(lost).toEqual([expect.any(DatabaseGoneError)]);
    await db.destroy();
  });
});

describe("a hub on PostgreSQL", () => {
  it("carries a call from its arrival to its end, and the next hub knows it", async () => {
    const first = await TestHub.start({ databaseUrl: url });
    await first.putOnline(marina, lev);
    const callId = first.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "700" });
    first.telephony.answer((await first.ringing()).offerId);
    await first.settle();
    first.telephony.callerLeaves(callId);
    await first.settle();
    expect(await first.story()).toEqual(["created", "queued", "offered", "accepted", "ended", "closed"]);
    const events = await first.events();
    await first.hub.stop();
    const second = await TestHub.start({ databaseUrl: url, clock: first.clock });
    expect((await second.events()).slice(0, events.length)).toEqual(events);
    expect(second.hub.logId).toBe(first.hub.logId);
    expect(foldAll(events)).toHaveLength(1);
    await second.hub.stop();
  });

  it("keeps what stands beside a status, a wrap-up with its extensions, the shift's budget and a note", async () => {
    const wrapUp = { extensionMs: 30_000, extensionsPerContact: 9, shiftBudgetMs: 60_000, atEnd: "stay" };
    const queues = TEAM.queues.map((queue) => ({ ...queue, wrapUpMs: 60_000, wrapUp, maxOnBreak: 1 }));
    const team = Team.parse({ ...TEAM, queues, declinedOffersLimit: null });
    const first = await TestHub.start({ databaseUrl: url, team });
    await first.putOnline(marina, lev);
    await first.choose(lev, { status: "break", reason: "lunch" });
    await first.pass(1_801_000);
    const callId = first.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "701" });
    const { offerId, interactionId } = await first.ringing();
    first.telephony.answer(offerId);
    await first.settle();
    first.telephony.callerLeaves(callId);
    await first.settle();
    await first.command(marina, "operator.set-next-status", { next: { status: "offline" } });
    await first.command(marina, "interaction.extend-wrap-up", { interactionId });
    await first.command(marina, "interaction.set-note", { interactionId, text: "перезвонить; '--" });
    const { wrapUp: before } = await first.last();
    await first.hub.stop();

    const second = await TestHub.start({ databaseUrl: url, clock: first.clock });
    await second.settle();
    expect(second.hub.log.interaction(interactionId)?.wrapUp).toEqual(before);
    const extend = (id: string) => second.command(marina, "interaction.extend-wrap-up", { interactionId }, id);
    expect(await extend("again-1")).toMatchObject({ ok: true });
    expect(await extend("again-2")).toMatchObject({ ok: false, code: "shift-budget-used" });
    // Lev's break holds the only place, and was told as too long once.
    expect(await second.choose(marina, { status: "break", reason: "lunch" })).toMatchObject({
      code: "break-limit-reached",
    });
    await second.pass(1000);
    await second.command(marina, "interaction.finish-wrap-up", { interactionId }, "done");
    await second.settle();
    expect(await second.status(marina)).toBe("offline");
    const told = (await second.events()).filter(({ type }) => type === "operator.break-overrun");
    expect(told).toHaveLength(1);
    await second.hub.stop();
    await withDatabase(async (db) => {
      const rows = await db.selectFrom("interaction_notes").select(["operator_id", "body"]).execute();
      expect(rows).toEqual([{ operator_id: "marina", body: "перезвонить; '--" }]);
    });
  });

  it("refuses to serve beside another hub", async () => {
    const first = await TestHub.start({ databaseUrl: url });
    await expect(TestHub.start({ databaseUrl: url })).rejects.toMatchObject({ code: "database-taken" });
    await first.hub.stop();
  });

  it("is not ready without its server, gives up in order, and the next one goes on without a gap", async () => {
    const faults: unknown[] = [];
    const postgres = await stores.postgres();
    const hub = await TestHub.start({ databaseUrl: url, onFault: (error) => faults.push(error) });
    await hub.putOnline(marina);
    const ready = () => fetch(`http://127.0.0.1:${hub.hub.port}/readyz`);
    expect((await ready()).status).toBe(200);
    const { headSeq } = hub.hub.log;
    await postgres.kill();
    hub.clock.advance(1000);
    const answer = await ready();
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { code: "not-ready", parts: { database: false } },
    ]);
    await until(() => faults.length > 0, "the fault is told");
    expect(faults.every(isDatabaseGone)).toBe(true);
    expect(hub.hub.log.headSeq).toBe(headSeq);
    await hub.hub.stop().catch(() => undefined);
    await postgres.revive();
    const next = await TestHub.start({ databaseUrl: url });
    const events = await next.events();
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
    expect(events.length).toBeGreaterThanOrEqual(headSeq);
    await next.hub.stop();
  });
});
