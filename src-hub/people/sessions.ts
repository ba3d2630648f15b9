import { createHash, randomBytes } from "node:crypto";
import type { OperatorId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase, WriteDb } from "../db/schema.ts";
import type { HubService } from "../service/hub-service.ts";
import { ACCESS_TOKEN_MS, type AccessTokens } from "./access-token.ts";
import {
  type Caller,
  endSession,
  endSessionsOf,
  insertRefreshToken,
  insertSession,
  pruneSessions,
  type RefreshToken,
  readCaller,
  readRefreshToken,
  readSession,
  useRefreshToken,
} from "./session-store.ts";

/** A sign-in lasts at most so long, however often its tokens are renewed. */
const SESSION_MS = 30 * 24 * 3_600_000;
const OVER_KEPT_MS = 24 * 3_600_000;

export type Tokens = { readonly accessToken: string; readonly expiresInMs: number; readonly refreshToken: string };

export type SessionsNeeds = {
  readonly db: HubDatabase;
  readonly service: HubService;
  readonly tokens: AccessTokens;
  readonly clock: HubClock;
};

/**
 * Who is signed in. A session is a family of refresh tokens, each good once (RFC 9700 §4.14.2): when one comes a second
 * time, either it or its successor is in the wrong hands, and the whole session ends. Only hashes of tokens are kept.
 */
export class Sessions {
  readonly #needs: SessionsNeeds;

  constructor(needs: SessionsNeeds) {
    this.#needs = needs;
  }

  async open(personId: OperatorId, by: "password" | "totp" | "recovery-code"): Promise<Tokens> {
    const { service, clock } = this.#needs;
    const [sessionId, createdAtMs] = [clock.newId(), clock.nowMs()];
    const refreshToken = makeToken();
    const session = { sessionId, personId, createdAtMs, expiresAtMs: createdAtMs + SESSION_MS, endedAtMs: null };
    await service.note(
      [{ type: "person.signed-in", actor: personId, payload: { personId, sessionId, by } }],
      async (db) => {
        await insertSession(db, session);
        await insertRefreshToken(db, { tokenHash: hashOf(refreshToken), sessionId, atMs: createdAtMs });
      },
    );
    return this.#tokens(personId, sessionId, refreshToken);
  }

  /**
   * A new pair for an old token; the old one is good no more. Who made the next token themselves may ask again, as long as
   * that one is not used: it proves that the answer was lost on the way to who asked first.
   */
  async renew(token: string, nextToken?: string): Promise<Result<Tokens, "bad-token">> {
    const { db, clock } = this.#needs;
    const tokenHash = hashOf(token);
    const known = await readRefreshToken(db, tokenHash);
    const session = known && (await readSession(db, known.sessionId));
    const nowMs = clock.nowMs();
    if (!known || !session || session.endedAtMs !== null || session.expiresAtMs <= nowMs) return refused("bad-token");
    const caller = await readCaller(db, session.sessionId, nowMs);
    if (!caller) return refused("bad-token");
    const refreshToken = nextToken ?? makeToken();
    const isRotated = await db.transaction().execute(async (transaction) => {
      const isFirst = await useRefreshToken(transaction, tokenHash, nowMs);
      // Read after the row is ours or another's for good: of two that ask at once the later one sees what the first made.
      const next = nextToken === undefined ? null : await readRefreshToken(transaction, hashOf(nextToken));
      if (!isFirst) return isRepeat(next, known.sessionId);
      if (next !== null) return false;
      await insertRefreshToken(transaction, {
        tokenHash: hashOf(refreshToken),
        sessionId: known.sessionId,
        atMs: nowMs,
      });
      return true;
    });
    if (!isRotated) {
      await this.#end(session.personId as OperatorId, session.sessionId, "token-replayed", "system");
      return refused("bad-token");
    }
    return accepted(await this.#tokens(session.personId, session.sessionId, refreshToken));
  }

  /** Whom an access token speaks for, as they stand now; null: nobody. */
  async callerOf(accessToken: string): Promise<Caller | null> {
    const claims = await this.#needs.tokens.read(accessToken);
    if (!claims) return null;
    const caller = await readCaller(this.#needs.db, claims.sessionId, this.#needs.clock.nowMs());
    return caller?.personId === claims.personId ? caller : null;
  }

  async signOut(personId: OperatorId, sessionId: string): Promise<void> {
    await this.#end(personId, sessionId, "signed-out", personId);
  }

  /** Ends every session of a person, and cuts their links. */
  async signOutEverywhere(actor: string, personId: OperatorId): Promise<void> {
    const { service, clock } = this.#needs;
    await service.note(
      [{ type: "person.sessions-ended", actor, payload: { personId, why: "everywhere" } }],
      (db: WriteDb) => endSessionsOf(db, personId, clock.nowMs()),
    );
  }

  /** Forgets sessions that were over long ago. */
  async prune(): Promise<void> {
    const { db, clock } = this.#needs;
    await db.transaction().execute((transaction) => pruneSessions(transaction, clock.nowMs() - OVER_KEPT_MS));
  }

  async #end(personId: OperatorId, sessionId: string, why: "signed-out" | "token-replayed", actor: string) {
    const { service, clock } = this.#needs;
    await service.note(
      [{ type: "person.sessions-ended", actor, payload: { personId, why, sessionId } }],
      (db: WriteDb) => endSession(db, sessionId, clock.nowMs()),
    );
  }

  async #tokens(personId: string, sessionId: string, refreshToken: string): Promise<Tokens> {
    const accessToken = await this.#needs.tokens.sign({ personId, sessionId });
    return { accessToken, expiresInMs: ACCESS_TOKEN_MS, refreshToken };
  }
}

/** The pair was made before, and nobody has used it yet. */
function isRepeat(next: RefreshToken | null, sessionId: string): boolean {
  return next !== null && !next.isUsed && next.sessionId === sessionId;
}

function makeToken(): string {
  return randomBytes(32).toString("base64url");
}

/** A plain hash will do: there is nothing to guess in 256 random bits. */
function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
