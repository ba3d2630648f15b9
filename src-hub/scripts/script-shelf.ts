import { checkScript, type Finding, isError } from "../../src-shared/domain/scripts/check-script.ts";
import { type BookScript, bookScript } from "../../src-shared/domain/scripts/script-book.ts";
import type { ScriptDraft } from "../../src-shared/domain/scripts/script-draft.ts";
import type { ScriptHead } from "../../src-shared/domain/scripts/script-head.ts";
import { SCRIPTS_LIMIT } from "../../src-shared/domain/scripts/script-limits.ts";
import type {
  PublishedVersion,
  PublishScript,
  ShelfScript,
  VersionedDraft,
} from "../../src-shared/domain/scripts/script-shelf.ts";
import type { ScriptId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import { readTopics } from "../log/topic-store.ts";
import type { Journal } from "../service/journal.ts";
import {
  readGraph,
  readScript,
  readScripts,
  readVersions,
  type StoredScript,
  saveDraft,
  savePublished,
  saveWithdrawn,
} from "./script-store.ts";

export type ShelfNeeds = {
  readonly db: HubDatabase;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly clock: HubClock;
  /** In turn with everything else the service does. */
  readonly run: <Value>(job: () => Promise<Value>) => Promise<Value>;
};

/** Where the scripts of the team are written, published and taken out of use. Two authors never overwrite each other. */
export class ScriptShelf {
  readonly #needs: ShelfNeeds;

  constructor(needs: ShelfNeeds) {
    this.#needs = needs;
  }

  async list(): Promise<readonly ShelfScript[]> {
    return (await readScripts(this.#needs.db)).map(shelfScript);
  }

  /** Null: there is no such script. */
  async draft(scriptId: ScriptId): Promise<VersionedDraft | null> {
    const { db } = this.#needs;
    const stored = await readScript(db, scriptId);
    return stored?.draft ? { revision: stored.draftRevision, draft: stored.draft } : null;
  }

  versions(scriptId: ScriptId): Promise<readonly PublishedVersion[]> {
    return readVersions(this.#needs.db, scriptId);
  }

  /** What is wrong with the draft as it is kept. */
  async findings(scriptId: ScriptId): Promise<readonly Finding[] | null> {
    const kept = await this.draft(scriptId);
    return kept && this.#check(scriptId, kept.draft);
  }

  /** Keeps a draft made from `revision`. `draft-changed`: somebody kept another one meanwhile; `detail` says which there is. */
  async keep(
    by: string,
    scriptId: ScriptId,
    { revision, draft }: VersionedDraft,
  ): Promise<Result<VersionedDraft, "draft-changed" | "too-many-scripts">> {
    const { db, clock, run } = this.#needs;
    return run(async () => {
      const all = await readScripts(db);
      const known = all.find((one) => one.scriptId === scriptId);
      if (!known && all.length >= SCRIPTS_LIMIT) return refused("too-many-scripts");
      const isKept = await saveDraft(db, { scriptId, draft, by, atMs: clock.nowMs() }, revision);
      if (!isKept) return refused("draft-changed", "no", known?.draftRevision ?? 0);
      return accepted({ revision: revision + 1, draft });
    });
  }

  /** New conversations walk the draft from now on; those that are under way keep their version. */
  async publish(
    by: string,
    scriptId: ScriptId,
    { revision, note }: PublishScript,
  ): Promise<Result<ScriptHead, "unknown-script" | "draft-changed" | "script-has-errors">> {
    const { db, journal, clock, run } = this.#needs;
    return run(async () => {
      const stored = await readScript(db, scriptId);
      if (!stored?.draft) return refused("unknown-script");
      if (stored.draftRevision !== revision) return refused("draft-changed", "no", stored.draftRevision);
      const { graph, audience } = stored.draft;
      const errors = (await this.#check(scriptId, stored.draft)).filter(isError);
      if (errors.length > 0) return refused("script-has-errors", "no", errors);
      const { model, title, summary } = graph;
      const head = { scriptId, version: stored.version + 1, model, title, summary, audience, note };
      await journal.write([{ type: "script.published", actor: by, payload: head }], (transaction) =>
        savePublished(transaction, { head, graph, by, atMs: clock.nowMs() }),
      );
      return accepted(head);
    });
  }

  /** It is offered no more. Withdrawn twice is withdrawn once. */
  async withdraw(by: string, scriptId: ScriptId): Promise<Result<null, "unknown-script">> {
    const { db, journal, run } = this.#needs;
    return run(async () => {
      const stored = await readScript(db, scriptId);
      if (!stored?.head) return refused("unknown-script");
      if (!stored.isWithdrawn)
        await journal.write([{ type: "script.withdrawn", actor: by, payload: { scriptId } }], (transaction) =>
          saveWithdrawn(transaction, scriptId),
        );
      return accepted(null);
    });
  }

  /** With the scripts as they are published now, its own as it is being written. */
  async #check(scriptId: ScriptId, { graph }: ScriptDraft): Promise<readonly Finding[]> {
    const { db, directory } = this.#needs;
    const { topics } = (await readTopics(db)).settings;
    const called = await this.#called(scriptId, graph);
    return checkScript(scriptId, graph, {
      script: (other) => (other === scriptId ? bookScript(scriptId, graph) : (called.get(other) ?? null)),
      hasTopic: (topicId) => topics.some((topic) => topic.topicId === topicId),
      hasQueue: (queueId) => directory.team.queues.some((queue) => queue.queueId === queueId),
    });
  }

  /** All that a script calls, and what those call. */
  async #called(self: ScriptId, graph: ScriptDraft["graph"]): Promise<ReadonlyMap<ScriptId, BookScript>> {
    const { db } = this.#needs;
    const called = new Map<ScriptId, BookScript>();
    const seen = new Set<ScriptId>([self]);
    const open = [...callsOf(graph)];
    for (let scriptId = open.pop(); scriptId !== undefined; scriptId = open.pop()) {
      if (seen.has(scriptId)) continue;
      seen.add(scriptId);
      const stored = await readScript(db, scriptId);
      const published = stored?.head && !stored.isWithdrawn ? await readGraph(db, stored.head) : null;
      if (!published) continue;
      called.set(scriptId, bookScript(scriptId, published));
      open.push(...callsOf(published));
    }
    return called;
  }
}

function callsOf({ blocks }: ScriptDraft["graph"]): readonly ScriptId[] {
  return blocks.flatMap((block) => (block.kind === "sub-script" ? [block.scriptId] : []));
}

function shelfScript({
  scriptId,
  head,
  isWithdrawn,
  draft,
  draftRevision,
  draftBy,
  draftAtMs,
}: StoredScript): ShelfScript {
  return {
    ...{ scriptId, head, isWithdrawn },
    draft: draft && { title: draft.graph.title, revision: draftRevision, by: draftBy ?? "", atMs: draftAtMs ?? 0 },
  };
}
