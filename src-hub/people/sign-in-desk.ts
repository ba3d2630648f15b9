import type { SignedIn, SignIn, SignInRefusalCode } from "../../src-shared/people/sign-in.ts";
import { accepted, refused } from "../../src-shared/result.ts";
import type { HubDatabase } from "../db/schema.ts";
import { type LockOut, refusedForMs, type TryOutcome, type TryResult } from "./lock-out.ts";
import { HasherBusyError, type PasswordHasher } from "./password-hasher.ts";
import { type PersonRecord, readPerson, saveCodeUse, saveRehash, toPerson } from "./person-store.ts";
import { readMachineHash } from "./place-store.ts";
import { checkPersonSecret } from "./secret-check.ts";
import type { Sessions } from "./sessions.ts";
import type { Totp } from "./totp.ts";

export type SignInNeeds = {
  readonly db: HubDatabase;
  readonly hasher: PasswordHasher;
  readonly lockOut: LockOut;
  readonly sessions: Sessions;
  readonly totp: Totp;
};

type Passed = { readonly person: PersonRecord; readonly by: "password" | "totp" | "recovery-code" };
type Refused = SignInRefusalCode;

/** Lets people in by password and code. What it says to a wrong password tells nothing of who there is. */
export class SignInDesk {
  readonly #needs: SignInNeeds;

  constructor(needs: SignInNeeds) {
    this.#needs = needs;
  }

  async signIn(wanted: SignIn, address: string | null): Promise<TryResult<SignedIn, Refused>> {
    const passed = await this.#pass(wanted, address);
    if (!passed.ok) return passed;
    const { person, by } = passed.value;
    const tokens = await this.#needs.sessions.open(person.personId, by);
    return accepted({ ...tokens, person: toPerson(person), mustChangePassword: person.mustChangePassword });
  }

  /** Whether somebody who is signed in knows their password; counted like a sign-in. */
  async proves(login: string, password: string, address: string | null): Promise<TryResult<null, Refused>> {
    const person = await readPerson(this.#needs.db, login);
    return this.#attempt(login, address, async () => {
      const verdict = await this.#check(person, password);
      return verdict.isRight ? ["right", accepted(null)] : ["wrong", refused("bad-credentials")];
    });
  }

  async #pass({ login, password, code }: SignIn, address: string | null): Promise<TryResult<Passed, Refused>> {
    const person = await this.#find(login);
    return this.#attempt(login, address, async () => {
      const verdict = await this.#check(person, password);
      if (!person || !verdict.isRight) return ["wrong", refused("bad-credentials")];
      // Only who knows the password hears of it; a stranger is told as if nobody had the login.
      if (person.isBlocked) return ["neither", refused("blocked")];
      if (verdict.rehash) await this.#rehash(person, password);
      if (!person.isTotpOn) return ["right", accepted({ person, by: "password" })];
      if (code === undefined) return ["neither", refused("code-needed", "now")];
      return this.#passCode(person, code);
    });
  }

  async #passCode(person: PersonRecord, code: string): Promise<[TryOutcome, TryResult<Passed, Refused>]> {
    const verdict = await this.#needs.totp.check(person, code);
    // Two sign-ins with one code at once: the row lets only one of them through.
    if (!verdict || !(await saveCodeUse(this.#needs.db, person, verdict))) return ["wrong", refused("bad-code", "now")];
    return ["right", accepted({ person, by: verdict.kind })];
  }

  async #attempt<Value>(
    login: string,
    address: string | null,
    check: () => Promise<[TryOutcome, TryResult<Value, Refused>]>,
  ): Promise<TryResult<Value, Refused>> {
    let answer: TryResult<Value, Refused> = refused("bad-credentials");
    try {
      const outcome = await this.#needs.lockOut.attempt({ login, address }, async () => {
        const [tried, result] = await check();
        answer = result;
        return tried;
      });
      return typeof outcome === "string" ? answer : refusedForMs(outcome.waitMs);
    } catch (error) {
      if (error instanceof HasherBusyError) return refused("busy", "later");
      throw error;
    }
  }

  /** As it was typed, else in lower case: new logins are, older ones may not be. */
  async #find(login: string): Promise<PersonRecord | null> {
    const { db } = this.#needs;
    return (await readPerson(db, login)) ?? (await readPerson(db, login.toLowerCase()));
  }

  async #check(person: PersonRecord | null, password: string) {
    const linkHash = person && (await readMachineHash(this.#needs.db, person.personId));
    const hashes = person && { linkHash, passwordHash: person.passwordHash };
    return checkPersonSecret(this.#needs.hasher, password, hashes);
  }

  async #rehash(person: PersonRecord, password: string): Promise<void> {
    const hash = await this.#needs.hasher.hash(password);
    await saveRehash(this.#needs.db, person, hash);
  }
}
