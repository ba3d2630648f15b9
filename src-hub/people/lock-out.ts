import { isIPv6 } from "node:net";
import {
  ADDRESS_LOCK,
  failOnce,
  LOGIN_LOCK,
  type LockRule,
  mostAtOnce,
  waitMs,
} from "../../src-shared/domain/lock-out.ts";
import { type Refusal, refused } from "../../src-shared/result.ts";
import type { HubClock } from "../clock.ts";
import { SerialQueue } from "../log/serial-queue.ts";
import type { FailureBook } from "./failure-store.ts";

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
const KEPT_MS = 24 * 3_600_000;

/** Whose tries are counted; `address` null: it is not known (a proxy in between), and only the login counts. */
export type Trier = { readonly login: string; readonly address: string | null };

/** `neither`: the password was right but something is still missing; it is no failure and takes none back. */
export type TryOutcome = "right" | "wrong" | "neither";

/** A check that was refused; `retryAfterMs`: not looked at before then. */
export type TryRefusal<Code extends string> = Refusal<Code> & { readonly retryAfterMs?: number };
export type TryResult<Value, Code extends string> = { readonly ok: true; readonly value: Value } | TryRefusal<Code>;

/** The refusal of who has to wait. */
export function refusedForMs(waitMs: number): TryRefusal<"too-many-tries"> {
  return { ...refused("too-many-tries", "later"), retryAfterMs: Math.max(1, Math.round(waitMs)) };
}

type Subject = { readonly key: string; readonly rule: LockRule; readonly isLogin: boolean };

/**
 * Counts wrong passwords by login, whether there is such a login or not, and by address; says no before the password is
 * looked at. Each node has its own view of checks
 * under way, so N nodes let through at most N times the tries that run at the same moment.
 */
export class LockOut {
  readonly #book: FailureBook;
  readonly #clock: Pick<HubClock, "nowMs">;
  readonly #jobs = new SerialQueue();
  readonly #underWay = new Map<string, number>();

  constructor(book: FailureBook, clock: Pick<HubClock, "nowMs">) {
    this.#book = book;
    this.#clock = clock;
  }

  /** Runs a check unless the trier has to wait; answers with how it ended, or for how long to wait (ms, at least 1). */
  async attempt(trier: Trier, check: () => Promise<TryOutcome>): Promise<TryOutcome | { readonly waitMs: number }> {
    const subjects = subjectsOf(trier);
    const wait = await this.#jobs.run(() => this.#begin(subjects));
    if (wait > 0) return { waitMs: wait };
    let outcome: TryOutcome = "neither";
    try {
      outcome = await check();
      return outcome;
    } finally {
      await this.#jobs.run(() => this.#end(subjects, outcome));
    }
  }

  /** An administrator lets a login try again. */
  async clear(login: string): Promise<void> {
    await this.#jobs.run(() => this.#book.forget(loginKey(login)));
  }

  /** Until when a login is locked; null: it is not. */
  async lockedUntilMs(login: string): Promise<number | null> {
    const nowMs = this.#clock.nowMs();
    const wait = waitMs(await this.#book.read(loginKey(login)), LOGIN_LOCK, nowMs);
    return wait > 0 ? nowMs + wait : null;
  }

  async prune(): Promise<void> {
    await this.#book.prune(this.#clock.nowMs() - KEPT_MS);
  }

  async #begin(subjects: readonly Subject[]): Promise<number> {
    const nowMs = this.#clock.nowMs();
    for (const { key, rule } of subjects) {
      const record = await this.#book.read(key);
      const wait = waitMs(record, rule, nowMs);
      if (wait > 0) return wait;
      if ((this.#underWay.get(key) ?? 0) >= mostAtOnce(record, rule, nowMs)) return 1;
    }
    for (const { key } of subjects) this.#underWay.set(key, (this.#underWay.get(key) ?? 0) + 1);
    return 0;
  }

  async #end(subjects: readonly Subject[], outcome: TryOutcome): Promise<void> {
    for (const { key, rule, isLogin } of subjects) {
      const left = (this.#underWay.get(key) ?? 1) - 1;
      if (left > 0) this.#underWay.set(key, left);
      else this.#underWay.delete(key);
      const record = outcome === "neither" ? null : await this.#book.read(key);
      if (outcome === "wrong") await this.#book.save(key, failOnce(record, rule, this.#clock.nowMs()));
      // Else somebody with an account of their own could try others' for ever from the same address.
      if (outcome === "right" && isLogin && record) await this.#book.forget(key);
    }
  }
}

function subjectsOf({ login, address }: Trier): readonly Subject[] {
  const subjects: Subject[] = [{ key: loginKey(login), rule: LOGIN_LOCK, isLogin: true }];
  // This machine itself is no stranger, and may be a proxy that nobody told the hub of.
  if (address !== null && !LOOPBACK.test(address))
    subjects.push({ key: `address:${networkOf(address)}`, rule: ADDRESS_LOCK, isLogin: false });
  return subjects;
}

function loginKey(login: string): string {
  return `login:${login.toLowerCase()}`;
}

/** Of IPv6 the network counts: one customer of a provider has 2^64 addresses of it. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes(".")) return address;
  const [head = ""] = address.split("%");
  const groups = head.split("::")[0]?.split(":") ?? [];
  return `${[...groups, "0", "0", "0", "0"].slice(0, 4).join(":")}::/64`;
}
