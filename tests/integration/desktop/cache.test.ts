import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import type Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import type { OutboxCommand } from "../../../src-main/core/ports/store.ts";
import { openCache } from "../../../src-main/node/db/cache.ts";
import { openEncrypted } from "../../../src-main/node/db/encrypted-file.ts";
import type { Migration } from "../../../src-main/node/db/migration-runner.ts";
import { openDatabase } from "../../../src-main/node/db/open-database.ts";
import { OUTBOX_MIGRATIONS } from "../../../src-main/node/db/outbox-migrations.ts";
import { CommandId, LogId, OperatorId } from "../../../src-shared/ids.ts";
import { cacheOptions, OTHER_KEY, openedCache, TEST_KEY, TemporaryFolder } from "../../support/cache-folder.ts";
import { FakeLog } from "../../support/fake-log.ts";
import { randomLog } from "../../support/random-log.ts";

const command: OutboxCommand = {
  commandId: CommandId.parse("c-1"),
  name: "operator.set-status",
  input: { status: "break", reason: "lunch" },
  madeAtMs: 7,
  login: "anna",
};
const logId = LogId.parse("log-1");
const log = randomLog({ interactions: 300, seed: 5 });

/** A cache with a command and a few hundred events, closed. */
function filledFolder(): TemporaryFolder {
  const folder = new TemporaryFolder();
  const cache = openedCache(folder.path);
  cache.outbox.add(command);
  cache.mirror.reset(logId);
  cache.mirror.apply(0, log.length, log);
  cache.close();
  return folder;
}

/** Digests of all that holds something; -shm and an empty -wal come and go with any reader. */
function bytesOf(folder: TemporaryFolder): Record<string, string> {
  const names = readdirSync(folder.path).filter(
    (name) => !name.endsWith("-shm") && statSync(folder.file(name)).size > 0,
  );
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(folder.file(name)))
        .digest("hex"),
    ]),
  );
}

function edit(file: string, work: (db: Database.Database) => void): void {
  const db = openEncrypted(file, TEST_KEY);
  try {
    work(db);
  } finally {
    db.close();
  }
}

describe("a cache", () => {
  test("keeps what was put in, encrypted", () => {
    using folder = filledFolder();
    const cache = openedCache(folder.path);
    expect(cache.outbox.pending()).toEqual([command]);
    expect(cache.mirror.position()).toEqual({ logId, lastSeq: log.length });
    cache.outbox.add({ ...command, commandId: CommandId.parse("c-2"), madeAtMs: 1 });
    cache.outbox.remove(command.commandId);
    cache.close();
    for (const name of ["outbox.db", "mirror.db"]) {
      const bytes = readFileSync(folder.file(name));
      expect(bytes.includes("SQLite format 3")).toBe(false);
      expect(bytes.includes("set-status")).toBe(false);
      expect(bytes.includes("+79990001122")).toBe(false);
    }
  });

  test("sends oldest first by the order of adding, also when the clock went back", () => {
    using folder = new TemporaryFolder();
    const cache = openedCache(folder.path);
    const ids = ["c-3", "c-1", "c-2"].map((id) => CommandId.parse(id));
    ids.forEach((commandId, index) => {
      cache.outbox.add({ ...command, commandId, madeAtMs: 100 - index });
    });
    expect(cache.outbox.pending().map(({ commandId }) => commandId)).toEqual(ids);
    expect(() => cache.outbox.add(command)).toThrow("UNIQUE");
    cache.close();
  });

  test("keeps settings, and reads the default for one it does not know", () => {
    using folder = new TemporaryFolder();
    const first = openedCache(folder.path, { defaults: { locale: "en", theme: "light" } });
    expect(first.preferences.read()).toEqual({ locale: "en", theme: "light" });
    first.preferences.write({ locale: "ru", theme: "dark" });
    first.close();
    edit(folder.file("outbox.db"), (db) => db.exec("UPDATE preferences SET value = 'neon' WHERE name = 'theme'"));
    const second = openedCache(folder.path, { defaults: { locale: "en", theme: "light" } });
    expect(second.preferences.read()).toEqual({ locale: "ru", theme: "light" });
    const panes = { "1920x1080": { list: 320 }, "1280x720": { list: 240, card: 460 } };
    second.preferences.write({ locale: "ru", theme: "light", panes });
    second.preferences.write({ locale: "en", theme: "light" });
    second.close();
    const third = openedCache(folder.path, { defaults: { locale: "en", theme: "light" } });
    expect(third.preferences.read(), "widths that are not named stay").toEqual({ locale: "en", theme: "light", panes });
    third.close();
    edit(folder.file("outbox.db"), (db) => db.exec("UPDATE preferences SET value = '{\"x\":1}' WHERE name = 'panes'"));
    const fourth = openedCache(folder.path, { defaults: { locale: "en", theme: "light" } });
    expect(fourth.preferences.read()).toEqual({ locale: "en", theme: "light" });
    fourth.preferences.write({
      locale: "en",
      theme: "light",
      newsSeen: { marina: "0.1.0" },
      tourDone: [OperatorId.parse("marina")],
    });
    fourth.close();
    const fifth = openedCache(folder.path, { defaults: { locale: "en", theme: "light" } });
    expect(fifth.preferences.read()).toMatchObject({ newsSeen: { marina: "0.1.0" }, tourDone: ["marina"] });
    fifth.close();
  });

  test("is for this user only", () => {
    using folder = new TemporaryFolder();
    const directory = folder.file("cache");
    openedCache(directory).close();
    if (process.platform !== "win32") expect(statSync(directory).mode & 0o777).toBe(0o700);
  });
});

describe("nothing is overwritten", () => {
  test.each(["outbox.db", "mirror.db"])("when %s is newer than the program", (name) => {
    using folder = filledFolder();
    edit(folder.file(name), (db) => db.pragma("user_version = 99990"));
    const before = bytesOf(folder);
    const opened = openCache(cacheOptions(folder.path));
    expect(opened).toMatchObject({ ok: false, code: "database-newer", file: folder.file(name), copy: null });
    expect(bytesOf(folder)).toEqual(before);
  });

  test("when a newer program crashed and left its last rows in the -wal", () => {
    using folder = filledFolder();
    const crashed = openEncrypted(folder.file("outbox.db"), TEST_KEY);
    crashed.pragma("wal_autocheckpoint = 0");
    crashed.pragma("user_version = 99990");
    using copy = new TemporaryFolder();
    for (const name of readdirSync(folder.path)) copyFileSync(folder.file(name), copy.file(name));
    crashed.close();
    const before = bytesOf(copy);
    expect(statSync(copy.file("outbox.db-wal")).size).toBeGreaterThan(0);
    expect(openCache(cacheOptions(copy.path))).toMatchObject({ code: "database-newer" });
    const after = bytesOf(copy);
    expect(after["outbox.db"]).toBe(before["outbox.db"]);
    expect(after["outbox.db-wal"]).toBe(before["outbox.db-wal"]);
  });

  test("when the key is another one", () => {
    using folder = filledFolder();
    const before = bytesOf(folder);
    const opened = openCache(cacheOptions(folder.path, { key: OTHER_KEY }));
    expect(opened).toMatchObject({
      ok: false,
      code: "database-unreadable",
      file: folder.file("outbox.db"),
      isDamaged: true,
    });
    expect(bytesOf(folder)).toEqual(before);
    const cache = openedCache(folder.path);
    expect(cache.outbox.pending()).toEqual([command]);
    cache.close();
  });

  test.each([
    ["cut in half", (file: string) => truncateSync(file, statSync(file).size / 2)],
    ["cut in its first page", (file: string) => truncateSync(file, 1000)],
    ["something else", (file: string) => writeFileSync(file, "not a database at all, ".repeat(1000))],
  ])("when the outbox is %s", (_what, spoil) => {
    using folder = filledFolder();
    spoil(folder.file("outbox.db"));
    const before = bytesOf(folder);
    expect(openCache(cacheOptions(folder.path))).toMatchObject({ ok: false, code: "database-unreadable" });
    expect(bytesOf(folder)).toEqual(before);
  });

  test("when the folder cannot be made", () => {
    using folder = new TemporaryFolder();
    writeFileSync(folder.file("cache"), "a file stands there");
    const opened = openCache(cacheOptions(folder.file("cache")));
    expect(opened).toMatchObject({ ok: false, code: "database-unreadable", isDamaged: false });
  });
});

describe("a migration", () => {
  const failing: Migration = {
    version: 40,
    name: "0040-fails",
    up: (db) => {
      db.exec("DELETE FROM outbox; INSERT INTO nowhere VALUES (1)");
    },
  };
  const working: Migration = {
    version: 40,
    name: "0040-works",
    up: (db) => {
      db.exec("ALTER TABLE outbox ADD COLUMN note TEXT NOT NULL DEFAULT ''");
    },
  };
  const open = (folder: TemporaryFolder, step: Migration) =>
    openDatabase(folder.file("outbox.db"), TEST_KEY, [...OUTBOX_MIGRATIONS, step], "FULL");

  test("that fails leaves the file as it was, and names its copy; the old program opens both", () => {
    using folder = filledFolder();
    const before = readFileSync(folder.file("outbox.db"));
    for (let start = 0; start < 2; start += 1) {
      const opened = open(folder, failing);
      const copy = folder.file("outbox.db.v30.bak");
      expect(opened).toMatchObject({ ok: false, code: "migration-failed", copy, isDamaged: false });
      expect(readFileSync(folder.file("outbox.db")).equals(before)).toBe(true);
      expect(readFileSync(copy).equals(before)).toBe(true);
    }
    // The second start failed on the same content: one copy is enough.
    expect(readdirSync(folder.path).filter((name) => name.endsWith(".bak"))).toEqual(["outbox.db.v30.bak"]);
    const cache = openedCache(folder.path);
    expect(cache.outbox.pending()).toEqual([command]);
    cache.close();
  });

  test("that works leaves a copy of before", () => {
    using folder = filledFolder();
    const opened = open(folder, working);
    if (!opened.ok) throw new Error(opened.detail);
    expect(opened.value.prepare("SELECT command_id, note FROM outbox").all()).toEqual([
      { command_id: "c-1", note: "" },
    ]);
    opened.value.close();
    copyFileSync(folder.file("outbox.db.v30.bak"), folder.file("outbox.db"));
    const cache = openedCache(folder.path);
    expect(cache.outbox.pending()).toEqual([command]);
    cache.close();
  });

  test("copies also what a crash left in the -wal, and never over an older copy", () => {
    using folder = filledFolder();
    writeFileSync(folder.file("outbox.db.v30.bak"), "an older copy");
    const crashed = openEncrypted(folder.file("outbox.db"), TEST_KEY);
    crashed.pragma("wal_autocheckpoint = 0");
    crashed.exec("INSERT INTO outbox (command_id, name, input, made_at_ms) VALUES ('c-9', 'n', '{}', 1)");
    using copy = new TemporaryFolder();
    for (const name of readdirSync(folder.path)) copyFileSync(folder.file(name), copy.file(name));
    crashed.close();
    const opened = open(copy, failing);
    expect(opened).toMatchObject({ copy: copy.file("outbox.db.v30-2.bak") });
    expect(readFileSync(copy.file("outbox.db.v30.bak"), "utf8")).toBe("an older copy");
    edit(copy.file("outbox.db.v30-2.bak"), (db) => {
      expect(db.prepare("SELECT command_id FROM outbox ORDER BY position").pluck().all()).toEqual(["c-1", "c-9"]);
    });
  });

  test("of a new file copies nothing", () => {
    using folder = new TemporaryFolder();
    openedCache(folder.path).close();
    expect(readdirSync(folder.path).filter((name) => name.endsWith(".bak"))).toEqual([]);
  });
});

describe("a damaged mirror", () => {
  test.each([
    ["cut in half", (file: string) => truncateSync(file, statSync(file).size / 2)],
    ["something else", (file: string) => writeFileSync(file, "no database".repeat(1000))],
  ])("(%s) is dropped at the start; the outbox stays", (_what, spoil) => {
    using folder = filledFolder();
    spoil(folder.file("mirror.db"));
    const told = new FakeLog();
    const cache = openedCache(folder.path, { log: told });
    expect(cache.mirror.position()).toEqual({ logId: null, lastSeq: 0 });
    expect(cache.outbox.pending()).toEqual([command]);
    expect(told.lines).toHaveLength(1);
    cache.close();
  });

  test("is dropped when the damage shows later, in a read or a write, and filled again", () => {
    using folder = filledFolder();
    const bytes = readFileSync(folder.file("mirror.db"));
    // All but the first pages: the file opens, and its rows cannot be read.
    bytes.fill(0x55, 5 * 4096);
    writeFileSync(folder.file("mirror.db"), bytes);
    const told = new FakeLog();
    const cache = openedCache(folder.path, { log: told });
    expect(cache.mirror.history({ before: null, limit: 500, customer: null, operatorId: "anna" })).toEqual([]);
    expect(told.lines).toHaveLength(1);
    expect(cache.mirror.position()).toEqual({ logId: null, lastSeq: 0 });
    cache.mirror.reset(logId);
    expect(cache.mirror.apply(0, log.length, log)).toBe(true);
    cache.close();
    expect(existsSync(folder.file("mirror.db"))).toBe(true);
    const again = openedCache(folder.path);
    expect(again.mirror.position().lastSeq).toBe(log.length);
    again.close();
  });
});
