import { errors, jwtVerify, SignJWT } from "jose";
import type { HubClock } from "../clock.ts";
import type { HubKey } from "./hub-key.ts";

/** How long an access token is good; what happens to its session counts at once all the same. */
export const ACCESS_TOKEN_MS = 10 * 60_000;

const ISSUER = "tandem-hub";
const AUDIENCE = "tandem";
/** RFC 9068 §2.1: what is no access token is not taken for one. */
const TYPE = "at+jwt";

export type AccessClaims = { readonly personId: string; readonly sessionId: string };

/** Signs and reads short access tokens (JWT, HS256): they only name a session, rights are looked up each time. */
export class AccessTokens {
  readonly #key: Uint8Array;
  readonly #clock: Pick<HubClock, "nowMs">;

  constructor(hubKey: HubKey, clock: Pick<HubClock, "nowMs">) {
    this.#key = hubKey.derive("access-token");
    this.#clock = clock;
  }

  sign({ personId, sessionId }: AccessClaims): Promise<string> {
    const nowSeconds = Math.floor(this.#clock.nowMs() / 1000);
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: "HS256", typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(personId)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + ACCESS_TOKEN_MS / 1000)
      .sign(this.#key);
  }

  /** Null: not a token of this hub, or no longer good. */
  async read(token: string): Promise<AccessClaims | null> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ["HS256"],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: TYPE,
        requiredClaims: ["sub", "sid", "iat", "exp"],
        currentDate: new Date(this.#clock.nowMs()),
      });
      const { sub, sid } = payload;
      return typeof sub === "string" && typeof sid === "string" ? { personId: sub, sessionId: sid } : null;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }
}
