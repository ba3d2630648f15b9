import type { OperatorId } from "../../src-shared/ids.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { HubService } from "../service/hub-service.ts";
import { AccessTokens } from "./access-token.ts";
import { AccountDesk } from "./account-desk.ts";
import type { HubKey } from "./hub-key.ts";
import type { LockOut } from "./lock-out.ts";
import type { PasswordHasher } from "./password-hasher.ts";
import { PeopleService } from "./people-service.ts";
import { Sessions } from "./sessions.ts";
import { SignInDesk } from "./sign-in-desk.ts";
import { Totp } from "./totp.ts";

const PRUNE_EVERY_MS = 3_600_000;

export type PeopleRoomNeeds = {
  readonly db: HubDatabase;
  readonly service: HubService;
  readonly directory: Directory;
  readonly clock: HubClock;
  readonly hubKey: HubKey;
  readonly hasher: PasswordHasher;
  readonly lockOut: LockOut;
};

/** Everything about people, put together once a request or a token asks for it. */
export class People {
  readonly people: PeopleService;
  readonly sessions: Sessions;
  readonly signIn: SignInDesk;
  readonly account: AccountDesk;
  readonly lockOut: LockOut;
  readonly #service: HubService;
  readonly #clock: HubClock;
  #stopPruning: (() => void) | null = null;
  #pruning: Promise<void> = Promise.resolve();

  constructor({ db, service, directory, clock, hubKey, hasher, lockOut }: PeopleRoomNeeds) {
    const totp = new Totp(hubKey, clock);
    const tokens = new AccessTokens(hubKey, clock);
    this.#service = service;
    this.#clock = clock;
    this.lockOut = lockOut;
    this.sessions = new Sessions({ db, service, tokens, clock });
    this.people = new PeopleService({ db, service, directory, hasher, clock });
    this.signIn = new SignInDesk({ db, hasher, lockOut, sessions: this.sessions, totp });
    this.account = new AccountDesk({ db, service, totp, lockOut });
  }

  /** Forgets sessions and wrong passwords of long ago, now and every hour; a fault is told, and ends it. */
  startPruning(onFault: (error: unknown) => void): void {
    this.#pruning = Promise.all([this.sessions.prune(), this.lockOut.prune()]).then(() => {
      this.#stopPruning = this.#clock.after(PRUNE_EVERY_MS, () => this.startPruning(onFault));
    }, onFault);
  }

  async stop(): Promise<void> {
    await this.#pruning;
    this.#stopPruning?.();
  }

  /** Lets a login try again that had too many wrong passwords. */
  async clearLock(actor: string, personId: OperatorId): Promise<void> {
    await this.lockOut.clear(personId);
    await this.#service.note([{ type: "person.lock-cleared", actor, payload: { personId } }], async () => undefined);
  }
}
