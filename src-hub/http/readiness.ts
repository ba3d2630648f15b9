import type { HubClock } from "../clock.ts";
import { writeSignOfLife } from "../service/heartbeat.ts";
import type { HttpNeeds } from "./http-needs.ts";

export type ReadyParts = {
  readonly database: boolean;
  readonly log: boolean;
  readonly telephony: boolean;
  readonly serves: boolean;
};

const PATIENCE_MS = 2000;
/** One look serves everybody who asks meanwhile: a balancer's questions must not become the load. */
const LOOK_LASTS_MS = 500;

/** Looks whether the hub can do its work now. */
export class Readiness {
  readonly #needs: Pick<HttpNeeds, "db" | "log" | "telephony" | "clock" | "life">;
  #last: { readonly atMs: number; readonly parts: Promise<Omit<ReadyParts, "serves">> } | null = null;

  constructor(needs: Pick<HttpNeeds, "db" | "log" | "telephony" | "clock" | "life">) {
    this.#needs = needs;
  }

  async look(): Promise<ReadyParts> {
    const nowMs = this.#needs.clock.nowMs();
    if (this.#last === null || nowMs - this.#last.atMs > LOOK_LASTS_MS)
      this.#last = { atMs: nowMs, parts: this.#parts() };
    return { ...(await this.#last.parts), serves: this.#needs.life.phase === "serves" };
  }

  async #parts(): Promise<Omit<ReadyParts, "serves">> {
    const { db, log, telephony, clock } = this.#needs;
    const [database, isLogWritable] = await Promise.all([
      inTime(clock, db.selectFrom("meta").select("name").limit(1).execute()),
      // The whole way of an event, but without one: it waits its turn, writes, and commits.
      inTime(
        clock,
        log.append([], (transaction) => writeSignOfLife(transaction, clock.nowMs())),
      ),
    ]);
    return { database, log: isLogWritable, telephony: telephony.isUp?.() ?? true };
  }
}

function inTime(clock: HubClock, work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = clock.after(PATIENCE_MS, () => resolve(false));
    const answer = (isGood: boolean) => () => {
      stop();
      resolve(isGood);
    };
    work.then(answer(true), answer(false));
  });
}
