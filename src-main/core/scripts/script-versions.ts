import type { ScriptGraph } from "../../../src-shared/domain/scripts/script.ts";
import {
  type BookScript,
  bookOf,
  bookScript,
  type ScriptBook,
} from "../../../src-shared/domain/scripts/script-book.ts";
import type { ScriptVersion } from "../../../src-shared/domain/scripts/script-head.ts";
import { SCRIPT_DEPTH_LIMIT } from "../../../src-shared/domain/scripts/script-limits.ts";
import type { ScriptId } from "../../../src-shared/ids.ts";
import type { HubLink } from "../ports/hub-link.ts";
import type { Log } from "../ports/log.ts";
import type { MirrorStore } from "../ports/store.ts";

export type VersionParts = {
  readonly store: Pick<MirrorStore, "scripts" | "scriptGraph" | "keepScriptGraph">;
  readonly link: Pick<HubLink, "ask">;
  readonly log: Log;
};

/** The versions of scripts that this desktop has; one it has not is fetched once and kept. */
export class ScriptVersions {
  readonly #parts: VersionParts;
  readonly #ready = new Map<string, BookScript>();
  #fetching: Promise<void> = Promise.resolve();

  constructor(parts: VersionParts) {
    this.#parts = parts;
  }

  /** The versions published now that a run of this script walks, its own first; null: one of them cannot be had. */
  async pins(scriptId: ScriptId): Promise<readonly ScriptVersion[] | null> {
    const heads = new Map(this.#parts.store.scripts().map(({ head }) => [head.scriptId, head]));
    const pins = new Map<ScriptId, ScriptVersion>();
    let level: readonly ScriptId[] = [scriptId];
    for (let depth = 0; level.length > 0 && depth <= SCRIPT_DEPTH_LIMIT; depth += 1) {
      const calls: ScriptId[] = [];
      for (const one of level) {
        const head = heads.get(one);
        const script = head && (await this.#script(head));
        if (!head || !script) return null;
        pins.set(one, { scriptId: one, version: head.version });
        calls.push(...callsOf(script.graph));
      }
      level = calls.filter((one) => !pins.has(one));
    }
    return [...pins.values()];
  }

  /** Null: one of the versions cannot be had now. */
  async book(pins: readonly ScriptVersion[]): Promise<ScriptBook | null> {
    const scripts: BookScript[] = [];
    for (const pin of pins) {
      const script = await this.#script(pin);
      if (!script) return null;
      scripts.push(script);
    }
    return bookOf(scripts);
  }

  /** Those that are offered now are fetched before anybody needs them, one after another: the link may be away then. */
  fetchAll(): void {
    this.#fetching = this.#fetching.then(async () => {
      try {
        for (const { head, isWithdrawn } of this.#parts.store.scripts())
          if (!isWithdrawn && this.#parts.store.scriptGraph(head) === null && !(await this.#fetch(head))) return;
      } catch (error) {
        this.#parts.log.error({ error }, "scripts could not be kept");
      }
    });
  }

  async #script(version: ScriptVersion): Promise<BookScript | null> {
    const key = `${version.scriptId}@${version.version}`;
    const ready = this.#ready.get(key);
    if (ready) return ready;
    const graph = this.#parts.store.scriptGraph(version) ?? (await this.#fetch(version));
    if (!graph) return null;
    const script = bookScript(version.scriptId, graph);
    this.#ready.set(key, script);
    return script;
  }

  async #fetch({ scriptId, version }: ScriptVersion): Promise<ScriptGraph | null> {
    const answer = await this.#parts.link.ask("script.graph", { scriptId, version });
    if (!answer?.ok) return null;
    this.#parts.store.keepScriptGraph({ scriptId, version }, answer.value);
    return answer.value;
  }
}

function callsOf({ blocks }: ScriptGraph): readonly ScriptId[] {
  return blocks.flatMap((block) => (block.kind === "sub-script" ? [block.scriptId] : []));
}
