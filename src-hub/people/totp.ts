import { createHmac, randomBytes } from "node:crypto";
import { generateSecret, generateURI, verify } from "otplib";
import type { HubClock } from "../clock.ts";
import type { HubKey } from "./hub-key.ts";
import type { PersonRecord } from "./person-store.ts";

const PURPOSE = "totp";
const ISSUER = "Tandem";
/** One step either way: clocks of phones differ (RFC 6238 §5.2). */
const TOLERANCE_SECONDS = 30;
const RECOVERY_CODES = 10;

/** What a code came to: which step it was of, or which recovery code it was. */
export type CodeVerdict =
  | { readonly kind: "totp"; readonly step: number }
  | { readonly kind: "recovery-code"; readonly left: readonly string[] };

/** One-time codes (RFC 6238: SHA-1, six digits, 30 s, what every app speaks) and the codes for when the phone is lost. */
export class Totp {
  readonly #key: HubKey;
  readonly #clock: Pick<HubClock, "nowMs">;

  constructor(key: HubKey, clock: Pick<HubClock, "nowMs">) {
    this.#key = key;
    this.#clock = clock;
  }

  /** A new secret: sealed for the database, in words and as an address for the app. */
  enrol(personId: string): { readonly sealed: string; readonly secret: string; readonly uri: string } {
    const secret = generateSecret();
    const uri = generateURI({ issuer: ISSUER, label: personId, secret });
    return { sealed: this.#key.seal(PURPOSE, personId, secret), secret, uri };
  }

  /** Null: no code of this person, or one that was taken already. */
  async check(person: PersonRecord, code: string): Promise<CodeVerdict | null> {
    const digits = code.replace(/\s/g, "");
    return /^\d{6}$/.test(digits) ? this.#checkStep(person, digits) : this.#checkRecovery(person, code);
  }

  /** New codes for when the phone is lost, and what is kept of them. */
  makeRecoveryCodes(personId: string): { readonly codes: readonly string[]; readonly hashes: readonly string[] } {
    const codes = Array.from({ length: RECOVERY_CODES }, () => {
      const digits = randomBytes(8).toString("hex");
      return `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8, 12)}-${digits.slice(12)}`;
    });
    return { codes, hashes: codes.map((code) => this.#hashOf(personId, code)) };
  }

  async #checkStep({ personId, totpSecret, totpLastStep }: PersonRecord, token: string): Promise<CodeVerdict | null> {
    const secret = totpSecret === null ? null : this.#key.unseal(PURPOSE, personId, totpSecret);
    if (secret === null) return null;
    const epoch = Math.floor(this.#clock.nowMs() / 1000);
    const after = totpLastStep === null ? {} : { afterTimeStep: totpLastStep };
    const result = await verify({ secret, token, epoch, epochTolerance: TOLERANCE_SECONDS, ...after });
    return result.valid && "timeStep" in result ? { kind: "totp", step: result.timeStep } : null;
  }

  #checkRecovery({ personId, recoveryHashes }: PersonRecord, code: string): CodeVerdict | null {
    const hash = this.#hashOf(personId, code);
    const left = recoveryHashes.filter((known) => known !== hash);
    return left.length < recoveryHashes.length ? { kind: "recovery-code", left } : null;
  }

  #hashOf(personId: string, code: string): string {
    const plain = code.toLowerCase().replace(/[^0-9a-f]/g, "");
    return createHmac("sha256", this.#key.derive("recovery-code")).update(`${personId}:${plain}`).digest("base64url");
  }
}
