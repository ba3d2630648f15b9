import { rmSync } from "node:fs";
import type Database from "better-sqlite3";
import type { Log } from "../../core/ports/log.ts";
import { type WriteDb, writeAccess } from "./access.ts";
import { type DatabaseKey, isDamage } from "./encrypted-file.ts";
import { MIRROR_MIGRATIONS } from "./mirror-migrations.ts";
import { type OpenRefusal, openDatabase } from "./open-database.ts";

/**
 * The mirror's file. It holds nothing that the hub does not have, so a damaged one is dropped and made anew, and the
 * link fills it again from number 0. A newer one, or one whose migration failed, is refused: that is not damage.
 */
export class MirrorDatabase {
  readonly #file: string;
  readonly #key: DatabaseKey;
  readonly #log: Log;
  #db: Database.Database;
  #access: WriteDb;

  static open(file: string, key: DatabaseKey, log: Log): { ok: true; value: MirrorDatabase } | OpenRefusal {
    const opened = openMirror(file, key);
    if (opened.ok) return { ok: true, value: new MirrorDatabase(file, key, log, opened.value) };
    if (!opened.isDamaged) return opened;
    log.warn({ detail: opened.detail }, "damaged mirror dropped; it is filled again from the hub");
    removeDatabase(file);
    const fresh = openMirror(file, key);
    return fresh.ok ? { ok: true, value: new MirrorDatabase(file, key, log, fresh.value) } : fresh;
  }

  private constructor(file: string, key: DatabaseKey, log: Log, db: Database.Database) {
    this.#file = file;
    this.#key = key;
    this.#log = log;
    this.#db = db;
    this.#access = writeAccess(db);
  }

  /** Runs the work; when it meets damage, once more on an empty mirror. */
  use<Value>(work: (db: WriteDb) => Value): Value {
    try {
      return work(this.#access);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#log.warn({ error }, "mirror damaged while in use; it is filled again from the hub");
      this.#rebuild();
      return work(this.#access);
    }
  }

  close(): void {
    this.#db.close();
  }

  #rebuild(): void {
    this.#db.close();
    removeDatabase(this.#file);
    const opened = openMirror(this.#file, this.#key);
    if (!opened.ok) throw new Error(`the mirror cannot be made anew: ${opened.detail}`);
    this.#db = opened.value;
    this.#access = writeAccess(opened.value);
  }
}

function openMirror(file: string, key: DatabaseKey) {
  return openDatabase(file, key, MIRROR_MIGRATIONS, "NORMAL");
}

function removeDatabase(file: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
}
