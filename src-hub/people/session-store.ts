import { Role } from "../../src-shared/domain/rights.ts";
import type { ReadDb, WriteDb } from "../db/schema.ts";

/** Who asks: a person by a session of theirs, or the console of the hub's own machine (`sessionId` null). */
export type Caller = {
  readonly personId: string;
  readonly role: Role;
  readonly sessionId: string | null;
  readonly mustChangePassword: boolean;
};

/** One sign-in, for as long as its refresh tokens are rotated. */
export type Session = {
  readonly sessionId: string;
  readonly personId: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly endedAtMs: number | null;
};

export type RefreshToken = { readonly tokenHash: string; readonly sessionId: string; readonly isUsed: boolean };

export async function insertSession(db: WriteDb, session: Session): Promise<void> {
  await db
    .insertInto("sessions")
    .values({
      session_id: session.sessionId,
      person_id: session.personId,
      created_at_ms: session.createdAtMs,
      expires_at_ms: session.expiresAtMs,
      ended_at_ms: session.endedAtMs,
    })
    .execute();
}

export async function readSession(db: ReadDb, sessionId: string): Promise<Session | null> {
  const row = await db.selectFrom("sessions").selectAll().where("session_id", "=", sessionId).executeTakeFirst();
  if (!row) return null;
  const { session_id, person_id, created_at_ms, expires_at_ms, ended_at_ms } = row;
  const times = { createdAtMs: created_at_ms, expiresAtMs: expires_at_ms, endedAtMs: ended_at_ms };
  return { sessionId: session_id, personId: person_id, ...times };
}

export async function insertRefreshToken(
  db: WriteDb,
  token: { readonly tokenHash: string; readonly sessionId: string; readonly atMs: number },
): Promise<void> {
  await db
    .insertInto("refresh_tokens")
    .values({ token_hash: token.tokenHash, session_id: token.sessionId, issued_at_ms: token.atMs, used_at_ms: null })
    .execute();
}

export async function readRefreshToken(db: ReadDb, tokenHash: string): Promise<RefreshToken | null> {
  const row = await db.selectFrom("refresh_tokens").selectAll().where("token_hash", "=", tokenHash).executeTakeFirst();
  return row ? { tokenHash, sessionId: row.session_id, isUsed: row.used_at_ms !== null } : null;
}

/** Marks a token as used; false: somebody else has used it already, even a moment ago. */
export async function useRefreshToken(db: WriteDb, tokenHash: string, atMs: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("refresh_tokens")
    .set({ used_at_ms: atMs })
    .where("token_hash", "=", tokenHash)
    .where("used_at_ms", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function endSession(db: WriteDb, sessionId: string, atMs: number): Promise<void> {
  await db
    .updateTable("sessions")
    .set({ ended_at_ms: atMs })
    .where("session_id", "=", sessionId)
    .where("ended_at_ms", "is", null)
    .execute();
}

/** Whom a session speaks for now; null: it is over, or its person is blocked or gone. */
export async function readCaller(db: ReadDb, sessionId: string, nowMs: number): Promise<Caller | null> {
  const row = await db
    .selectFrom("sessions")
    .innerJoin("people", "people.person_id", "sessions.person_id")
    .select(["people.person_id", "people.role", "people.must_change_password"])
    .where("sessions.session_id", "=", sessionId)
    .where("sessions.ended_at_ms", "is", null)
    .where("sessions.expires_at_ms", ">", nowMs)
    .where("people.is_blocked", "=", 0)
    .where("people.is_removed", "=", 0)
    .executeTakeFirst();
  if (!row) return null;
  const mustChangePassword = row.must_change_password === 1;
  return { personId: row.person_id, role: Role.parse(row.role), sessionId, mustChangePassword };
}

/** Ends all sessions of a person. */
export async function endSessionsOf(db: WriteDb, personId: string, atMs: number): Promise<void> {
  await db
    .updateTable("sessions")
    .set({ ended_at_ms: atMs })
    .where("person_id", "=", personId)
    .where("ended_at_ms", "is", null)
    .execute();
}

/** Forgets sessions that are over; their tokens go with them. */
export async function pruneSessions(db: WriteDb, overBeforeMs: number): Promise<void> {
  const over = db
    .selectFrom("sessions")
    .select("session_id")
    .where((where) => where.or([where("expires_at_ms", "<", overBeforeMs), where("ended_at_ms", "<", overBeforeMs)]));
  await db.deleteFrom("refresh_tokens").where("session_id", "in", over).execute();
  await db
    .deleteFrom("sessions")
    .where((where) => where.or([where("expires_at_ms", "<", overBeforeMs), where("ended_at_ms", "<", overBeforeMs)]))
    .execute();
}
