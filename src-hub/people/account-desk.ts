import type { OperatorId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { HubService } from "../service/hub-service.ts";
import { type LockOut, refusedForMs, type TryResult } from "./lock-out.ts";
import { readPerson, saveCodeUse, saveTotp, type TotpState } from "./person-store.ts";
import type { Totp } from "./totp.ts";

type Needs = {
  readonly db: HubDatabase;
  readonly service: HubService;
  readonly totp: Totp;
  readonly lockOut: LockOut;
};

const OFF: TotpState = { sealed: null, isOn: false, lastStep: null, recoveryHashes: [] };

/** What a person does with their own one-time codes. */
export class AccountDesk {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Shows a new secret; it is asked for only when a code of it was shown back (`confirm`). */
  async enrolTotp(personId: OperatorId): Promise<Result<{ secret: string; uri: string }, "totp-on">> {
    const { db, totp } = this.#needs;
    const person = await readPerson(db, personId);
    if (!person || person.isTotpOn) return refused("totp-on");
    const { sealed, secret, uri } = totp.enrol(personId);
    await db
      .transaction()
      .execute((transaction) =>
        saveTotp(transaction, personId, { sealed, isOn: false, lastStep: null, recoveryHashes: [] }),
      );
    return accepted({ secret, uri });
  }

  async confirmTotp(
    personId: OperatorId,
    code: string,
    address: string | null,
  ): Promise<TryResult<{ recoveryCodes: string[] }, "bad-code" | "totp-on" | "too-many-tries">> {
    const { db, service, totp } = this.#needs;
    const person = await readPerson(db, personId);
    if (!person || person.isTotpOn) return refused("totp-on");
    const verdict = await this.#checked(personId, address, async () => {
      const checked = await totp.check(person, code);
      return checked?.kind === "totp" ? checked : null;
    });
    if (!verdict.ok) return verdict;
    const { codes, hashes } = totp.makeRecoveryCodes(personId);
    const { totpSecret: sealed } = person;
    const state = { sealed, isOn: true, lastStep: verdict.value.step, recoveryHashes: hashes };
    await this.#write(service, personId, personId, state);
    return accepted({ recoveryCodes: [...codes] });
  }

  /** By a code of the person's own. */
  async disableTotp(
    personId: OperatorId,
    code: string,
    address: string | null,
  ): Promise<TryResult<null, "bad-code" | "too-many-tries">> {
    const { db, service, totp } = this.#needs;
    const person = await readPerson(db, personId);
    if (!person?.isTotpOn) return accepted(null);
    const verdict = await this.#checked(personId, address, async () => {
      const checked = await totp.check(person, code);
      return checked && (await saveCodeUse(db, person, checked)) ? checked : null;
    });
    if (!verdict.ok) return verdict;
    await this.#write(service, personId, personId, OFF);
    return accepted(null);
  }

  /** An administrator's way: the phone is lost, and the recovery codes with it. */
  async resetTotp(actor: string, personId: OperatorId): Promise<Result<null, "unknown-person">> {
    const { db, service } = this.#needs;
    const person = await readPerson(db, personId);
    if (!person) return refused("unknown-person");
    if (person.isTotpOn) await this.#write(service, actor, personId, OFF);
    return accepted(null);
  }

  /** Six digits are soon tried out: wrong codes count like wrong passwords. */
  async #checked<Verdict>(
    personId: OperatorId,
    address: string | null,
    check: () => Promise<Verdict | null>,
  ): Promise<TryResult<Verdict, "bad-code" | "too-many-tries">> {
    let verdict: Verdict | null = null;
    const outcome = await this.#needs.lockOut.attempt({ login: personId, address }, async () => {
      verdict = await check();
      return verdict === null ? "wrong" : "right";
    });
    if (typeof outcome !== "string") return refusedForMs(outcome.waitMs);
    return verdict === null ? refused("bad-code", "now") : accepted(verdict);
  }

  #write(service: HubService, actor: string, personId: OperatorId, state: TotpState): Promise<void> {
    const payload = { personId, isOn: state.isOn };
    return service.note([{ type: "person.totp-changed", actor, payload }], (db) => saveTotp(db, personId, state));
  }
}
