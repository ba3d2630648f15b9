import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** How long a visitor who does not come back is known. */
const LIVES_MS = 90 * 24 * 3_600_000;
/** A token older than this is replaced at the next hello. */
const FRESH_MS = 24 * 3_600_000;
/** A clock that was put back must not make a token of tomorrow invalid. */
const AHEAD_MS = 5 * 60_000;

const FORM = /^([\w-]{22})\.([0-9a-z]{1,12})\.([\w-]{43})$/;

export type KnownVisitor = { readonly visitorId: string; readonly isFresh: boolean };

/** Makes and checks the tokens by which an anonymous visitor is known again: an id, a time, and the hub's signature. */
export class VisitorTokens {
  readonly #secrets: readonly [current: string, ...previous: string[]];

  /** The first secret signs; all are believed, so that the secret can be changed while visitors are there. */
  constructor(secrets: readonly [string, ...string[]]) {
    this.#secrets = secrets;
  }

  /** 128 random bits: nobody guesses another visitor. */
  newVisitorId(): string {
    return randomBytes(16).toString("base64url");
  }

  issue(visitorId: string, siteKey: string, nowMs: number): string {
    const body = `${visitorId}.${nowMs.toString(36)}`;
    return `${body}.${sign(this.#secrets[0], siteKey, body)}`;
  }

  /** Whose token it is; null when it is not ours, of another site, or too old. */
  read(token: string | null, siteKey: string, nowMs: number): KnownVisitor | null {
    const [, visitorId = "", time = "", signature = ""] = FORM.exec(token ?? "") ?? [];
    const issuedAtMs = Number.parseInt(time, 36);
    const ageMs = nowMs - issuedAtMs;
    if (!visitorId || !(ageMs <= LIVES_MS && ageMs >= -AHEAD_MS)) return null;
    const signer = this.#secrets.findIndex((secret) =>
      isSame(signature, sign(secret, siteKey, `${visitorId}.${time}`)),
    );
    return signer < 0 ? null : { visitorId, isFresh: signer === 0 && ageMs < FRESH_MS };
  }
}

function sign(secret: string, siteKey: string, body: string): string {
  return createHmac("sha256", secret).update(`site-chat\0${siteKey}\0${body}`).digest("base64url");
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
