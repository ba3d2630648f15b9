import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import { hubLog } from "../log.ts";
import { KeptTalk, type TalkKeeper } from "../telephony/embedded/kept-talks.ts";
import { SerialQueue } from "./serial-queue.ts";

/** No talk is as long; what is older is left from a hub that was not started for a long time. */
const LONGEST_TALK_MS = 12 * 3_600_000;

/** Keeps the talks of the exchange in the hub's database. Nobody waits for it: a talk may not be slower for being kept. */
export class TalkStore implements TalkKeeper {
  readonly kept: readonly KeptTalk[];
  readonly #db: HubDatabase;
  readonly #writes = new SerialQueue();

  static async open(db: HubDatabase, clock: HubClock): Promise<TalkStore> {
    const sinceMs = clock.nowMs() - LONGEST_TALK_MS;
    await db.deleteFrom("kept_talks").where("at_ms", "<", sinceMs).execute();
    const rows = await db.selectFrom("kept_talks").select(["call_id", "body"]).orderBy("at_ms").execute();
    return new TalkStore(
      db,
      rows.flatMap(({ body }) => readTalk(body)),
    );
  }

  private constructor(db: HubDatabase, kept: readonly KeptTalk[]) {
    this.#db = db;
    this.kept = kept;
  }

  keep(talk: KeptTalk): void {
    const changes = { at_ms: talk.atMs, body: JSON.stringify(talk) };
    this.#write(() =>
      this.#db
        .insertInto("kept_talks")
        .values({ call_id: talk.callId, ...changes })
        .onConflict((conflict) => conflict.column("call_id").doUpdateSet(changes))
        .execute(),
    );
  }

  forget(callId: KeptTalk["callId"]): void {
    this.#write(() => this.#db.deleteFrom("kept_talks").where("call_id", "=", callId).execute());
  }

  /** Settles when all is written that was asked for so far. */
  idle(): Promise<void> {
    return this.#writes.idle();
  }

  #write(job: () => Promise<unknown>): void {
    // A talk that could not be kept goes on all the same; only a restart of the hub would part its sides.
    this.#writes.run(job).catch((error: unknown) => hubLog.warn({ error }, "talk not kept"));
  }
}

function readTalk(body: string): readonly KeptTalk[] {
  try {
    return [KeptTalk.parse(JSON.parse(body))];
  } catch (error) {
    hubLog.warn({ error }, "kept talk not understood");
    return [];
  }
}
