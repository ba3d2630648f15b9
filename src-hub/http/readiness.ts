import type { HubClock } from "../clock.ts";
import { writeSignOfLife } from "../service/heartbeat.ts";
import type { HttpNeeds } from "./http-needs.ts";

export type ReadyParts = {
  readonly database: boolean;
  readonly log: boolean;
  readonly telephony: boolean;
  readonly serves: boolean;
  /** With several nodes: whether the others are reached. The leader serves its own desktops without them. */
  readonly redis?: boolean;
};

type LookedParts = Omit<ReadyParts, "telephony" | "serves" | "redis">;

const PATIENCE_MS = 2000;
/**
 * One look at the stores serves everybody who asks meanwhile: a balancer's questions must not become the load. What costs
 * nothing is said as it is now: a PBX that was lost since the last look is not "ready" for another half second.
 */
const LOOK_LASTS_MS = 500;

/** Looks whether the hub can do its work now. */
export class Readiness {
  readonly #needs: Pick<HttpNeeds, "db" | "log" | "telephony" | "clock" | "life" | "node">;
  #last: { readonly atMs: number; readonly parts: Promise<LookedParts> } | null = null;

  constructor(needs: Pick<HttpNeeds, "db" | "log" | "telephony" | "clock" | "life" | "node">) {
    this.#needs = needs;
  }

  async look(): Promise<ReadyParts> {
    const nowMs = this.#needs.clock.nowMs();
    if (this.#last === null || nowMs - this.#last.atMs > LOOK_LASTS_MS)
      this.#last = { atMs: nowMs, parts: this.#parts() };
    const { life, node, telephony } = this.#needs;
    const redis = node ? { redis: node.isRedisUp } : {};
    const looked = await this.#last.parts;
    return { ...looked, telephony: telephony.isUp?.() ?? true, serves: life.phase === "serves", ...redis };
  }

  async #parts(): Promise<LookedParts> {
    const { db, log, clock } = this.#needs;
    const [database, isLogWritable] = await Promise.all([
      inTime(clock, db.selectFrom("meta").select("name").limit(1).execute()),
      // The whole way of an event, but without one: it waits its turn, writes, and commits.
      inTime(
        clock,
        log.append([], (transaction) => writeSignOfLife(transaction, clock.nowMs())),
      ),
    ]);
    return { database, log: isLogWritable };
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
