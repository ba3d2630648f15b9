import type { ScriptGraph } from "../../src-shared/domain/scripts/script.ts";
import { type BookScript, bookOf, bookScript, type ScriptBook } from "../../src-shared/domain/scripts/script-book.ts";
import type { ScriptVersion } from "../../src-shared/domain/scripts/script-head.ts";
import type { ReadDb } from "../db/schema.ts";
import { readGraph } from "./script-store.ts";

/** How many versions are kept ready; each is a few hundred kilobytes at most. */
const READY = 100;

/** The versions of scripts, read once: they never change. */
export class ScriptLibrary {
  readonly #db: ReadDb;
  readonly #ready = new Map<string, BookScript>();

  constructor(db: ReadDb) {
    this.#db = db;
  }

  /** Null: there is no such version. */
  async graph(version: ScriptVersion): Promise<ScriptGraph | null> {
    return (await this.#script(version))?.graph ?? null;
  }

  /** The book of these versions; null: one of them is not there. */
  async book(pins: readonly ScriptVersion[]): Promise<ScriptBook | null> {
    const scripts = await Promise.all(pins.map((pin) => this.#script(pin)));
    return scripts.every((script) => script !== null) ? bookOf(scripts) : null;
  }

  async #script(version: ScriptVersion): Promise<BookScript | null> {
    const key = `${version.scriptId}@${version.version}`;
    const ready = this.#ready.get(key);
    this.#ready.delete(key);
    const graph = ready ? null : await readGraph(this.#db, version);
    const script = ready ?? (graph && bookScript(version.scriptId, graph));
    if (!script) return null;
    // The one asked for last stands last: the first one is forgotten.
    this.#ready.set(key, script);
    for (const oldest of this.#ready.keys()) if (this.#ready.size > READY) this.#ready.delete(oldest);
    return script;
  }
}
