import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { type Migration, MigrationListError, migrate, versionOf } from "../../../src-main/node/db/migration-runner.ts";
import { MIRROR_MIGRATIONS } from "../../../src-main/node/db/mirror-migrations.ts";
import { OUTBOX_MIGRATIONS } from "../../../src-main/node/db/outbox-migrations.ts";
import { ConversationId, OperatorId } from "../../../src-shared/ids.ts";
import { aLog, anInteraction, anna, aStory, boris, STORY_START_MS } from "../../support/an-interaction.ts";

/** The database as the program before `version` left it. */
function databaseBefore(migrations: readonly Migration[], version: number): Database.Database {
  const db = new Database(":memory:");
  const outcome = migrate(
    db,
    migrations.filter((migration) => migration.version < version),
  );
  expect(outcome.ok).toBe(true);
  return db;
}

function rows(db: Database.Database): Record<string, unknown[]> {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];
  return Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]));
}

function schemaIsStrict(db: Database.Database): boolean {
  const tables = db.pragma("table_list") as { name: string; type: string; strict: number; schema: string }[];
  // A full-text index is a virtual table, and what it keeps its own shadow: FTS5 makes them, as it wants them.
  return tables.every(({ name, type, strict }) => name.startsWith("sqlite_") || type !== "table" || strict === 1);
}

describe("each step, on rows of the version before", () => {
  test("outbox 10", () => {
    const db = databaseBefore(OUTBOX_MIGRATIONS, 10);
    expect(migrate(db, OUTBOX_MIGRATIONS.slice(0, 1))).toEqual({ ok: true, from: 0, to: 10 });
    db.exec("INSERT INTO outbox (command_id, name, input, made_at_ms) VALUES ('c-1', 'operator.set-status', '{}', 5)");
    expect(rows(db)).toEqual({
      outbox: [{ position: 1, command_id: "c-1", name: "operator.set-status", input: "{}", made_at_ms: 5 }],
    });
    expect(() =>
      db.exec("INSERT INTO outbox (command_id, name, input, made_at_ms) VALUES ('c-1', 'n', '{}', 5)"),
    ).toThrow("UNIQUE");
    expect(() =>
      db.exec("INSERT INTO outbox (command_id, name, input, made_at_ms) VALUES ('c-2', 'n', 'no json', 5)"),
    ).toThrow("CHECK");
  });

  test("outbox 20 keeps the commands", () => {
    const db = databaseBefore(OUTBOX_MIGRATIONS, 20);
    db.exec(
      "INSERT INTO outbox (command_id, name, input, made_at_ms) VALUES ('c-1', 'operator.set-status', '{\"a\":1}', 5)",
    );
    expect(migrate(db, OUTBOX_MIGRATIONS.slice(0, 2))).toEqual({ ok: true, from: 10, to: 20 });
    expect(rows(db)).toEqual({
      outbox: [{ position: 1, command_id: "c-1", name: "operator.set-status", input: '{"a":1}', made_at_ms: 5 }],
      preferences: [],
    });
  });

  test("outbox 30 keeps the commands as those of whoever works here", () => {
    const db = databaseBefore(OUTBOX_MIGRATIONS, 30);
    db.exec("INSERT INTO outbox (command_id, name, input, made_at_ms) VALUES ('c-1', 'operator.set-status', '{}', 5)");
    expect(migrate(db, OUTBOX_MIGRATIONS)).toEqual({ ok: true, from: 20, to: 30 });
    expect(rows(db)).toMatchObject({ outbox: [{ position: 1, command_id: "c-1", login: null }] });
  });

  test("mirror 10 starts on no log", () => {
    const db = databaseBefore(MIRROR_MIGRATIONS, 10);
    expect(migrate(db, MIRROR_MIGRATIONS.slice(0, 1))).toEqual({ ok: true, from: 0, to: 10 });
    expect(rows(db)).toEqual({
      events: [],
      kept_welcome: [],
      mirror_position: [{ one: 1, log_id: null, last_seq: 0 }],
    });
  });

  test("mirror 20 keeps the events and where they stand", () => {
    const db = databaseBefore(MIRROR_MIGRATIONS, 20);
    db.exec(`UPDATE mirror_position SET log_id = 'log-1', last_seq = 1;
      INSERT INTO events VALUES (1, 5, 'system', 'interaction.closed', '{"interactionId":"i"}');
      INSERT INTO kept_welcome VALUES (1, '{}', 3, 4);`);
    const upTo20 = MIRROR_MIGRATIONS.filter(({ version }) => version <= 20);
    expect(migrate(db, upTo20)).toEqual({ ok: true, from: 10, to: 20 });
    expect(rows(db)).toEqual({
      events: [{ seq: 1, at_ms: 5, actor: "system", type: "interaction.closed", payload: '{"interactionId":"i"}' }],
      interaction_parts: [],
      interactions: [],
      kept_welcome: [{ one: 1, welcome: "{}", hub_clock_offset_ms: 3, heard_at_ms: 4 }],
      mirror_position: [{ one: 1, log_id: "log-1", last_seq: 1 }],
      operator_states: [],
    });
  });

  test("mirror 500 finds a customer however the number was written", () => {
    const db = databaseBefore(MIRROR_MIGRATIONS, 500);
    db.exec(`INSERT INTO interactions VALUES ('i-1', 0, 5, '{}'), ('i-2', 0, 6, '{}'), ('i-3', 0, 7, '{}');
      INSERT INTO interaction_parts (operator_id, created_at_ms, interaction_id, customer)
      VALUES ('anna', 5, 'i-1', '89160000001'), ('anna', 6, 'i-2', '+79160000001'), ('anna', 7, 'i-3', '1002');`);
    expect(migrate(db, MIRROR_MIGRATIONS)).toMatchObject({ ok: true });
    expect(db.prepare("SELECT customer FROM interaction_parts ORDER BY created_at_ms").pluck().all()).toEqual([
      "+79160000001",
      "+79160000001",
      "1002",
    ]);
  });

  test("mirror 2700 reads the quick replies that were kept unread", () => {
    const db = databaseBefore(MIRROR_MIGRATIONS, 2700);
    const reply = (replyId: string, kind: string, text: string) =>
      JSON.stringify({ replyId, scope: { kind }, title: "a", shortcut: "", text, operatorId: "anna" });
    const insert = db.prepare("INSERT INTO events VALUES (?, 5, 'anna', ?, ?)");
    insert.run(1, "reply.changed", reply("r-1", "own", "a"));
    insert.run(2, "reply.changed", reply("r-2", "company", "b"));
    insert.run(3, "reply.changed", reply("r-1", "own", "c"));
    insert.run(4, "reply.removed", reply("r-2", "company", "b"));
    insert.run(5, "reply.removed", reply("r-3", "own", "d"));
    insert.run(6, "reply.changed", reply("r-3", "own", "e"));
    expect(migrate(db, MIRROR_MIGRATIONS)).toMatchObject({ ok: true });
    const kept = (replyId: string, text: string) => ({
      ...{ reply_id: replyId, owner_id: "anna" },
      body: JSON.stringify({ replyId, scope: { kind: "own" }, title: "a", shortcut: "", text }),
    });
    expect(db.prepare("SELECT * FROM quick_replies ORDER BY reply_id").all()).toEqual([
      kept("r-1", "c"),
      kept("r-3", "e"),
    ]);
  });

  test("mirror 1700 keeps the states, with nothing beside them", () => {
    const db = databaseBefore(MIRROR_MIGRATIONS, 1700);
    db.exec("INSERT INTO operator_states VALUES ('anna', 'break', 'lunch', 5, 6, 'operator')");
    expect(migrate(db, MIRROR_MIGRATIONS)).toMatchObject({ ok: true });
    expect(db.prepare("SELECT * FROM operator_states").all()).toEqual([
      {
        operator_id: "anna",
        status: "break",
        reason: "lunch",
        limit_ms: 5,
        since_ms: 6,
        changed_by: "operator",
        beside: null,
      },
    ]);
    expect(db.prepare("SELECT * FROM interaction_notes").all()).toEqual([]);
  });

  test("mirror 2500 reads the outcomes that an older version kept unread, the last word of each operator", () => {
    const db = databaseBefore(MIRROR_MIGRATIONS, 2500);
    const event = db.prepare("INSERT INTO events VALUES (?, ?, 'anna', 'interaction.outcome-changed', ?)");
    const outcome = { topicIds: ["date"], result: null, nextStep: "Звонок" };
    event.run(1, 5, JSON.stringify({ interactionId: "i-1", operatorId: "anna", ...outcome, nextStep: "Зв" }));
    event.run(2, 6, JSON.stringify({ interactionId: "i-1", operatorId: "anna", ...outcome }));
    expect(migrate(db, MIRROR_MIGRATIONS)).toMatchObject({ ok: true });
    const rows = db.prepare("SELECT at_ms, outcome FROM interaction_outcomes").all() as { outcome: string }[];
    expect(rows.map((row) => ({ ...row, outcome: JSON.parse(row.outcome) as unknown }))).toEqual([
      { at_ms: 6, outcome },
    ]);
  });

  test("mirror 3000 lists the texts of before for those who had them, and for nobody they only rang at", () => {
    const db = databaseBefore(MIRROR_MIGRATIONS, 3000);
    const story = aStory("text-1");
    const arrives = story.arrives();
    if (arrives.type !== "interaction.created") throw new Error("not the first step");
    const conversationId = ConversationId.parse("conversation-1");
    const text = { ...arrives, payload: { ...arrives.payload, channel: "chat", conversationId } };
    const vera = OperatorId.parse("vera");
    const steps = [
      ...[text, story.waits(), story.rings(vera), story.offerEnds(vera, "no-answer")],
      ...[story.rings(anna, 2), story.isAnswered(anna), story.isTransferred(anna, boris), story.ends("answered")],
    ];
    const spoken = aStory("call-1");
    const call = [spoken.arrives(), spoken.waits(), spoken.rings(vera), spoken.isAnswered(vera)];
    const insert = db.prepare("INSERT INTO events VALUES (?, ?, 'system', ?, ?)");
    for (const { seq, atMs, type, payload } of aLog([...steps, ...call]))
      insert.run(seq, atMs, type, JSON.stringify(payload));
    const body = JSON.stringify(anInteraction(steps));
    db.prepare("INSERT INTO interactions VALUES ('text-1', 0, ?, ?)").run(STORY_START_MS, body);
    expect(migrate(db, MIRROR_MIGRATIONS)).toMatchObject({ ok: true });
    expect(db.prepare("SELECT * FROM interaction_parts ORDER BY operator_id").all()).toEqual(
      ["anna", "boris"].map((operator_id) => ({
        ...{ operator_id, created_at_ms: STORY_START_MS, interaction_id: "text-1", customer: "+79990001122" },
      })),
    );
  });

  test.each([
    ["outbox", OUTBOX_MIGRATIONS],
    ["mirror", MIRROR_MIGRATIONS],
  ] as const)("%s: every table is strict", (_name, migrations) => {
    expect(schemaIsStrict(databaseBefore(migrations, Number.POSITIVE_INFINITY))).toBe(true);
  });
});

describe("the runner", () => {
  const step = (version: number, sql: string): Migration => ({
    version,
    name: `${version}`,
    up: (db) => {
      db.exec(sql);
    },
  });
  const good = [step(10, "CREATE TABLE a (x INTEGER) STRICT"), step(20, "INSERT INTO a VALUES (1)")];

  test.each([
    ["out of order", [step(20, ""), step(10, "")]],
    ["twice the same", [step(10, ""), step(10, "")]],
    ["no tens", [step(10, ""), step(15, "")]],
    ["a start before ten", [step(0, "")]],
  ])("refuses a list with %s", (_what, migrations) => {
    const db = new Database(":memory:");
    expect(() => migrate(db, migrations)).toThrow(MigrationListError);
    expect(versionOf(db)).toBe(0);
  });

  test("runs only what is missing, and says so before the first", () => {
    const db = new Database(":memory:");
    const told: number[] = [];
    migrate(db, good.slice(0, 1), (from) => told.push(from));
    migrate(db, good, (from) => told.push(from));
    migrate(db, good, (from) => told.push(from));
    expect(told).toEqual([0, 10]);
    expect(rows(db)).toEqual({ a: [{ x: 1 }] });
  });

  test("refuses a newer database", () => {
    const db = new Database(":memory:");
    migrate(db, good);
    expect(migrate(db, good.slice(0, 1))).toEqual({ ok: false, code: "database-newer", version: 20 });
  });

  test("stops at the first failure; the step before it stays, of its own nothing does", () => {
    const db = new Database(":memory:");
    let reached = false;
    const last: Migration = {
      version: 30,
      name: "30",
      up: () => {
        reached = true;
      },
    };
    const failing = [
      good[0],
      step(20, "INSERT INTO a VALUES (1); INSERT INTO nowhere VALUES (1)"),
      last,
    ] as Migration[];
    expect(migrate(db, failing)).toMatchObject({ ok: false, code: "migration-failed", step: "20" });
    expect(versionOf(db)).toBe(10);
    expect(rows(db)).toEqual({ a: [] });
    expect(reached).toBe(false);
  });

  test("a step that leaves a row without its parent fails", () => {
    const db = new Database(":memory:");
    db.pragma("foreign_keys = OFF");
    const orphaning = step(
      10,
      "CREATE TABLE p (i INTEGER PRIMARY KEY); CREATE TABLE c (p INTEGER REFERENCES p (i)); INSERT INTO c VALUES (7)",
    );
    expect(migrate(db, [orphaning])).toMatchObject({ ok: false, code: "migration-failed" });
    expect(versionOf(db)).toBe(0);
  });
});
