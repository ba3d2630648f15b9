import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** HA1 of RFC 2617 §3.2.2.2: what the hub keeps of a SIP password. */
export function sipHa1(user: string, domain: string, password: string): string {
  return md5(`${user}:${domain}:${password}`);
}

export type DigestCredentials = {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly cnonce: string;
  readonly nc: string;
};

export type DigestVerdict = "valid" | "wrong" | "stale" | "uri-mismatch";

type Nonce = { readonly issuedAtMs: number; lastCount: number };

/** Challenges open at once on a flow; a phone needs one or two. */
const MOST_NONCES = 16;
/** Stands in for an unknown user's HA1, so that a guess takes as long for a user who is not there. */
const NOBODY = "0".repeat(32);

/**
 * Digest authentication of one flow, server side: RFC 7616 with algorithm MD5 (what SIP phones speak) and qop=auth.
 * A nonce is random, good on its own flow only, for a limited time, and each of its counts once: what was overheard
 * elsewhere cannot be played again, and nothing needs to be signed.
 */
export class FlowDigest {
  readonly #realm: string;
  readonly #nonceLifeMs: number;
  readonly #nonces = new Map<string, Nonce>();

  constructor(realm: string, nonceLifeMs: number) {
    this.#realm = realm;
    this.#nonceLifeMs = nonceLifeMs;
  }

  challenge(nowMs: number, isStale: boolean): string {
    const nonce = randomBytes(18).toString("base64url");
    this.#nonces.set(nonce, { issuedAtMs: nowMs, lastCount: 0 });
    const oldest = this.#nonces.keys().next();
    if (this.#nonces.size > MOST_NONCES && !oldest.done) this.#nonces.delete(oldest.value);
    const stale = isStale ? ", stale=true" : "";
    return `Digest realm="${this.#realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${stale}`;
  }

  /**
   * `stale`: the nonce is not (or no longer) good; the password was not looked at, so it is no failure. Any of the
   * account's HA1s will do; none: the user is unknown.
   */
  verify(
    credentials: DigestCredentials,
    request: { readonly method: string; readonly uri: string },
    ha1s: readonly string[],
    nowMs: number,
  ): DigestVerdict {
    const nonce = this.#nonces.get(credentials.nonce);
    const count = Number.parseInt(credentials.nc, 16);
    if (!nonce || nowMs - nonce.issuedAtMs > this.#nonceLifeMs || count <= nonce.lastCount) return "stale";
    nonce.lastCount = count;
    const ha2 = md5(`${request.method}:${credentials.uri}`);
    const { nonce: challenge, nc, cnonce, response } = credentials;
    const fits = (ha1s.length > 0 ? ha1s : [NOBODY]).map((ha1) =>
      timingSafeEqual(Buffer.from(md5(`${ha1}:${challenge}:${nc}:${cnonce}:auth:${ha2}`)), Buffer.from(response)),
    );
    if (!fits.includes(true) || ha1s.length === 0 || credentials.realm !== this.#realm) return "wrong";
    // RFC 7616 §3.4.6: the digest must be for this request, else it is an attack or a broken proxy.
    return credentials.uri.toLowerCase() === request.uri.toLowerCase() ? "valid" : "uri-mismatch";
  }
}

const PARAMETER = /([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,|$)/giy;

/** Reads an Authorization value; null when it is not a complete digest of the kind the challenge asked for. */
export function parseDigest(header: string | undefined): DigestCredentials | null {
  const scheme = /^\s*digest\s+/i.exec(header ?? "");
  if (!header || !scheme) return null;
  const values = new Map<string, string>();
  PARAMETER.lastIndex = scheme[0].length;
  for (;;) {
    const match = PARAMETER.exec(header);
    if (!match) break;
    const name = (match[1] ?? "").toLowerCase();
    if (values.has(name)) return null;
    values.set(name, match[2]?.replace(/\\(.)/g, "$1") ?? match[3] ?? "");
    while (header[PARAMETER.lastIndex] === " ") PARAMETER.lastIndex += 1;
    if (PARAMETER.lastIndex >= header.length) return complete(values);
  }
  return null;
}

function complete(values: ReadonlyMap<string, string>): DigestCredentials | null {
  const text = (name: string) => values.get(name) ?? "";
  if (text("qop").toLowerCase() !== "auth") return null;
  if (values.has("algorithm") && text("algorithm").toUpperCase() !== "MD5") return null;
  const response = text("response").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(response) || !/^[0-9a-f]{8}$/i.test(text("nc")) || text("cnonce") === "") return null;
  return {
    username: text("username"),
    realm: text("realm"),
    nonce: text("nonce"),
    uri: text("uri"),
    response,
    cnonce: text("cnonce"),
    nc: text("nc"),
  };
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
