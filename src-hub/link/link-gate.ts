import type { Operator } from "../../src-shared/domain/team.ts";
import { LINK_CONTRACT_VERSION, LinkHello, type LinkRefusalCode } from "../../src-shared/link/link-contract.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { LockOut } from "../people/lock-out.ts";
import { HasherBusyError, type PasswordHasher } from "../people/password-hasher.ts";
import { checkPersonSecret } from "../people/secret-check.ts";
import type { Caller } from "../people/session-store.ts";

/** Slow checks under way at once: made-up names, each tried once, are not held up by the count of tries. */
const MOST_CHECKS = 16;

export type LinkGateNeeds = {
  readonly directory: Directory;
  readonly hasher: PasswordHasher;
  readonly lockOut: LockOut;
  /** Whom an access token speaks for; null: nobody. */
  readonly callerOf: (accessToken: string) => Promise<Caller | null>;
};

/** Who was let in; `sessionId`: by a token of this session. */
export type LetIn = { readonly operator: Operator; readonly hello: LinkHello; readonly sessionId: string | null };

/** Decides who is let in on the link. */
export class LinkGate {
  readonly #needs: LinkGateNeeds;
  #checks = 0;

  constructor(needs: LinkGateNeeds) {
    this.#needs = needs;
  }

  /** `address` null: it is not known, a proxy stands in between. */
  async check(auth: unknown, address: string | null): Promise<Result<LetIn, LinkRefusalCode>> {
    const parsed = LinkHello.safeParse(auth);
    if (!parsed.success) return refused("bad-hello");
    const hello = parsed.data;
    if (hello.contractVersion < LINK_CONTRACT_VERSION) return refused("contract-too-old");
    if (hello.contractVersion > LINK_CONTRACT_VERSION) return refused("contract-too-new");
    if (hello.token !== undefined) return this.#checkToken(hello, hello.token);
    return hello.secret === undefined ? refused("bad-hello") : this.#checkSecret(hello, hello.secret, address);
  }

  async #checkToken(hello: LinkHello, token: string): Promise<Result<LetIn, LinkRefusalCode>> {
    const caller = await this.#needs.callerOf(token);
    if (!caller || caller.personId !== hello.login) return refused("bad-token");
    if (caller.mustChangePassword) return refused("password-must-be-changed");
    const account = this.#needs.directory.linkAccount(caller.personId);
    return account
      ? accepted({ operator: account.operator, hello, sessionId: caller.sessionId })
      : refused("no-extension");
  }

  async #checkSecret(
    hello: LinkHello,
    secret: string,
    address: string | null,
  ): Promise<Result<LetIn, LinkRefusalCode>> {
    if (this.#checks >= MOST_CHECKS) return refused("too-many-tries", "later");
    const { directory, hasher, lockOut } = this.#needs;
    const account = directory.linkAccount(hello.login);
    this.#checks += 1;
    try {
      const outcome = await lockOut.attempt({ login: hello.login, address }, async () => {
        const { isRight } = await checkPersonSecret(
          directory.hasPasswords ? hasher : null,
          secret,
          account?.hashes ?? null,
        );
        return isRight ? "right" : "wrong";
      });
      if (typeof outcome !== "string") return refused("too-many-tries", "later");
      if (!account || outcome !== "right") return refused("bad-credentials");
      return accepted({ operator: account.operator, hello, sessionId: null });
    } catch (error) {
      if (error instanceof HasherBusyError) return refused("too-many-tries", "later");
      throw error;
    } finally {
      this.#checks -= 1;
    }
  }
}
