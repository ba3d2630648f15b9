import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type Kysely, sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrationList, type NamedMigration } from "../../../src-hub/db/migrations/list.ts";
import { openDatabase } from "../../../src-hub/db/open-database.ts";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { aFolder, KEY } from "./support/a-hub.ts";

let folder: ReturnType<typeof aFolder>;
let file: string;
beforeEach(() => {
  folder = aFolder();
  file = join(folder.path, "deep", "hub.db");
});
afterEach(() => folder.remove());

const ours = migrationList("sqlite");
const good: NamedMigration = [
  "9000-add-notes",
  {
    up: (db: Kysely<unknown>) => db.schema.createTable("notes").addColumn("words", "text").execute(),
  },
];
const bad: NamedMigration = [
  "9010-break",
  {
    up: async (db: Kysely<unknown>) => {
      await db.schema.createTable("half").addColumn("words", "text").execute();
      await sql`insert into meta (name, value) values ('half', 'done')`.execute(db);
      await sql`insert into nowhere values (1)`.execute(db);
    },
  },
];

async function withDatabase(
  use: (db: HubDatabase) => Promise<void>,
  steps = ours,
  key: string | null = KEY,
): Promise<void> {
  const db = await openDatabase({ file, key, steps });
  try {
    await use(db);
  } finally {
    await db.destroy();
  }
}

const note = (value: string) => (db: HubDatabase) =>
  db
    .insertInto("meta")
    .values({ name: "note", value })
    .execute()
    .then(() => undefined);
const read = async (db: HubDatabase) =>
  expect(await db.selectFrom("meta").select("value").where("name", "=", "note").execute()).toEqual([{ value: "kept" }]);

async function refusal(steps = ours, key: string | null = KEY): Promise<unknown> {
  return openDatabase({ file, key, steps, lockWaitMs: 50 }).then(
    () => "opened",
    (error: { code?: string }) => error.code,
  );
}

describe("the hub's database", () => {
  it("is made, encrypted, and opened again with its key", async () => {
    await withDatabase(note("kept"));
    const bytes = readFileSync(file);
    expect(bytes.subarray(0, 15).toString("latin1")).not.toBe("SQLite format 3");
    expect(bytes.includes("kept")).toBe(false);
    await withDatabase(read);
  });

  it("is not encrypted when there is no key", async () => {
    await withDatabase(note("kept"), ours, null);
    expect(readFileSync(file).subarray(0, 15).toString("latin1")).toBe("SQLite format 3");
  });

  it.each([
    ["another key", "ab".repeat(32)],
    ["no key", null],
  ])("is refused with %s, and stays as it was", async (_what, key) => {
    await withDatabase(note("kept"));
    const before = readFileSync(file);
    expect(await refusal(ours, key)).toBe("database-unreadable");
    expect(readFileSync(file)).toEqual(before);
    await withDatabase(read);
  });

  it("is refused when it is something else, and that is left alone", async () => {
    await withDatabase(note("kept"));
    writeFileSync(file, "a letter to nobody, long enough to be read as a page".repeat(200));
    const before = readFileSync(file);
    expect(await refusal()).toBe("database-unreadable");
    expect(readFileSync(file)).toEqual(before);
  });

  it("is refused when its folder cannot be", async () => {
    writeFileSync(join(folder.path, "deep"), "a file where the folder should be");
    expect(await refusal()).toBe("database-unreadable");
  });

  it("runs the steps it lacks, and leaves a copy of what it was", async () => {
    await withDatabase(note("kept"));
    expect(existsSync(`${file}.before-9000-add-notes`)).toBe(false);
    await withDatabase(
      async (db) => {
        await read(db);
        await sql`insert into notes values ('new')`.execute(db);
      },
      [...ours, good],
    );
    copyFileSync(`${file}.before-9000-add-notes`, file);
    await withDatabase(read);
  });

  it("can be read by its owner alone, and so can its copies", async () => {
    const modes = () =>
      Object.fromEntries(
        readdirSync(dirname(file)).map((name) => [name, statSync(join(dirname(file), name)).mode & 0o777]),
      );
    mkdirSync(dirname(file));
    writeFileSync(file, "", { mode: 0o644 });
    await withDatabase(async (db) => {
      await note("kept")(db);
      expect(modes()).toEqual({ "hub.db": 0o600, "hub.db-wal": 0o600 });
    });
    chmodSync(file, 0o644);
    await withDatabase(read, [...ours, good]);
    expect(modes()).toEqual({ "hub.db": 0o600, "hub.db.before-9000-add-notes": 0o600 });
  });

  it("is refused when a newer program wrote it", async () => {
    await withDatabase(note("kept"), [...ours, good]);
    const before = readFileSync(file);
    expect(await refusal()).toBe("database-newer");
    expect(readFileSync(file)).toEqual(before);
  });

  it("changes nothing when a step fails, also not by the steps before it", async () => {
    await withDatabase(note("kept"));
    expect(await refusal([...ours, good, bad])).toBe("migration-failed");
    await withDatabase(async (db) => {
      await read(db);
      const tables = await db.introspection.getTables();
      expect(tables.map(({ name }) => name)).not.toContain("notes");
      expect(tables.map(({ name }) => name)).not.toContain("half");
    });
    await withDatabase(read, [...ours, good]);
  });

  it("refuses a list of steps that does not increase", async () => {
    await expect(openDatabase({ file, key: KEY, steps: [good, ...ours] })).rejects.toThrow("must increase");
  });

  it("checks types, keys and references", async () => {
    await withDatabase(async (db) => {
      await expect(sql`insert into meta (name, value) values ('a', null)`.execute(db)).rejects.toThrow(/NOT NULL/);
      await expect(sql`insert into commands values ('a', 'b', 'soon', '{}')`.execute(db)).rejects.toThrow(
        /cannot store TEXT/,
      );
      await expect(sql`insert into queue_members values ('none', 'nobody', 0)`.execute(db)).rejects.toThrow(
        /FOREIGN KEY/,
      );
      const [mode] = (await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db)).rows;
      expect(mode?.journal_mode).toBe("wal");
      const [synchronous] = (await sql<{ synchronous: number }>`pragma synchronous`.execute(db)).rows;
      expect(synchronous?.synchronous).toBe(2);
    });
  });

  it("answers its hot questions from an index", async () => {
    await withDatabase(async (db) => {
      const plan = async (query: string) =>
        (await sql<{ detail: string }>`${sql.raw(`explain query plan ${query}`)}`.execute(db)).rows
          .map(({ detail }) => detail)
          .join("; ");
      expect(await plan("select * from events where seq > 5 order by seq limit 500")).toMatch(
        /SEARCH events USING INTEGER PRIMARY KEY/,
      );
      expect(await plan("select body from interactions where is_closed = 0")).toMatch(/interactions_not_closed/);
      expect(await plan("select reply from commands where operator_id = 'a' and command_id = 'b'")).toMatch(
        /SEARCH commands/,
      );
      expect(await plan("delete from commands where at_ms < 5")).toMatch(/commands_by_time/);
      expect(
        await plan(
          "select operator_id, max(ended_at_ms) from interactions where operator_id is not null and ended_at_ms is not null group by operator_id",
        ),
      ).toMatch(/interactions_by_operator/);
    });
  });

  it("is opened by one hub at a time", async () => {
    await withDatabase(async () => {
      expect(await refusal()).toBe("database-unreadable");
    });
    await withDatabase(note("kept"));
  });
});
