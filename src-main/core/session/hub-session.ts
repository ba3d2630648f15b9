import type * as z from "zod";
import type { HubSessionKept } from "../../../src-shared/domain/hub-account.ts";
import type { SessionView } from "../../../src-shared/ipc/session.ts";
import { TokenPair } from "../../../src-shared/people/sign-in.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import { Listeners } from "../calls/listeners.ts";
import type { Clock } from "../ports/clock.ts";
import type { HubApi } from "../ports/hub-api.ts";
import type { LinkSession, LinkTokenRefusal } from "../ports/hub-link.ts";
import type { Log } from "../ports/log.ts";
import { failureOf } from "./hub-answer.ts";

/** A token is renewed when this part of its time is over, so that a link that comes back need not ask first. */
const RENEWED_AFTER = 0.8;
/** A token with less left might be over when it arrives. */
const LEAST_LEFT_MS = 15_000;

export type HubSessionParts = {
  readonly api: HubApi;
  readonly clock: Clock;
  /** Seals what is kept of it; rejects when it cannot be written. */
  readonly keep: (kept: HubSessionKept) => Promise<void>;
  /** 256 random bits in base64url. */
  readonly newToken: () => string;
  /** Keeps a token out of whatever is logged from now on. */
  readonly hide: (secret: string) => void;
  readonly log: Log;
};

type Pair = z.output<typeof TokenPair>;

/**
 * A sign-in to a hub, for as long as its tokens are renewed (ADR 39). The next refresh token is made here and kept before
 * the hub hears of it: an answer that is lost, here or on the way, costs nothing, for the same renewal is asked for again.
 *
 * ```
 *           adopt            renewal refused, or signed out
 *   (over) -------> (in) ---------------------------------> (over: `end`)
 * ```
 */
export class HubSession implements LinkSession {
  readonly #parts: HubSessionParts;
  readonly #changed = new Listeners<void>();
  #kept: HubSessionKept;
  #access: { readonly token: string; readonly goodUntilMs: number } | null = null;
  #stopTimer: (() => void) | null = null;
  /** One after another: two renewals at once would look like a thief's. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: HubSessionParts, kept: HubSessionKept) {
    this.#parts = parts;
    this.#kept = kept;
    this.#hide(kept);
  }

  get url(): string {
    return this.#kept.url;
  }

  get login(): string {
    return this.#kept.login;
  }

  view(): SessionView {
    const { url, login, refreshToken, end } = this.#kept;
    return { url, login, state: refreshToken === null ? (end ?? "session-over") : "in" };
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  token(): Promise<Result<string, LinkTokenRefusal>> {
    return this.inTurn((token) => token);
  }

  /** Does something with a good token while no other renewal or change of the session is under way. */
  inTurn<Value>(work: (token: Result<string, LinkTokenRefusal>) => Value | Promise<Value>): Promise<Value> {
    const turn = this.#last.then(async () => {
      const left = (this.#access?.goodUntilMs ?? 0) - this.#parts.clock.nowMs();
      return work(this.#access !== null && left > LEAST_LEFT_MS ? accepted(this.#access.token) : await this.#renew());
    });
    // Whoever asked hears of the failure.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  refused(token: string): void {
    if (this.#access?.token === token) this.#access = null;
  }

  /** The person signed in. Within a turn, or before the first one. */
  async adopt(pair: Pair): Promise<void> {
    await this.#keep({ ...this.#kept, refreshToken: pair.refreshToken, nextToken: null, end: null });
    this.#take(pair);
  }

  /** It is over; the tokens are forgotten. */
  async end(why: NonNullable<HubSessionKept["end"]>): Promise<void> {
    this.#stopTimer?.();
    this.#access = null;
    await this.#keep({ ...this.#kept, refreshToken: null, nextToken: null, end: why });
  }

  dispose(): void {
    this.#stopTimer?.();
  }

  async #renew(): Promise<Result<string, LinkTokenRefusal>> {
    const { api, log, newToken } = this.#parts;
    const { url, refreshToken, end } = this.#kept;
    if (refreshToken === null) return refused(end ?? "session-over");
    const nextToken = this.#kept.nextToken ?? newToken();
    try {
      await this.#keep({ ...this.#kept, nextToken });
    } catch (error) {
      // Asked for without being kept, a lost answer would cost the sign-in.
      log.error({ error }, "the next token could not be kept");
      return refused("store-failed", "later");
    }
    const answer = await api.ask(url, { method: "POST", path: "/token/refresh", body: { refreshToken, nextToken } });
    if (answer.kind === "answered" && answer.status === 401) {
      log.info({}, "the hub has ended the session");
      await this.end("session-over").catch((error: unknown) => log.error({ error }, "the end could not be kept"));
      return refused("session-over");
    }
    const pair = answer.kind === "answered" && answer.status === 200 ? TokenPair.safeParse(answer.body) : null;
    if (!pair?.success) return refused(failureOf(answer), "later");
    this.#take(pair.data);
    // Not kept, the same renewal is asked for once more, which the hub allows until the new token was used.
    await this.#keep({ ...this.#kept, refreshToken: pair.data.refreshToken, nextToken: null }).catch((error: unknown) =>
      log.warn({ error }, "the renewed token could not be kept"),
    );
    return accepted(pair.data.accessToken);
  }

  #take({ accessToken, expiresInMs }: Pair): void {
    const { clock, hide } = this.#parts;
    hide(accessToken);
    this.#access = { token: accessToken, goodUntilMs: clock.nowMs() + expiresInMs };
    this.#stopTimer?.();
    this.#stopTimer = clock.after(expiresInMs * RENEWED_AFTER, () => {
      this.#access = null;
      void this.token();
    });
  }

  async #keep(kept: HubSessionKept): Promise<void> {
    this.#hide(kept);
    const before = this.view();
    // What is known now counts, whether it can be written or not: the end of a session is no less an end.
    if (kept.refreshToken === null) this.#kept = kept;
    try {
      await this.#parts.keep(kept);
      this.#kept = kept;
    } finally {
      if (this.view().state !== before.state) this.#changed.tell();
    }
  }

  #hide({ refreshToken, nextToken }: HubSessionKept): void {
    for (const token of [refreshToken, nextToken]) if (token !== null) this.#parts.hide(token);
  }
}
