import type { Operator } from "../../src-shared/domain/team.ts";
import { LINK_CONTRACT_VERSION, LinkHello, type LinkRefusalCode } from "../../src-shared/link/link-contract.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import { checkSecret } from "../accounts/link-secret.ts";
import type { HubClock } from "../clock.ts";
import { FailureCounter } from "../telephony/embedded/failure-counter.ts";

const TRIES = 5;
const LOCK_MS = 60_000;
/** Slow checks under way at once: made-up names, each tried once, are not held up by the count of tries. */
const MOST_CHECKS = 16;

/** Decides who is let in on the link. */
export class LinkGate {
  readonly #directory: Directory;
  readonly #clock: HubClock;
  readonly #failures = new FailureCounter(TRIES, LOCK_MS);
  #checks = 0;

  constructor(directory: Directory, clock: HubClock) {
    this.#directory = directory;
    this.#clock = clock;
  }

  async check(auth: unknown): Promise<Result<{ operator: Operator; hello: LinkHello }, LinkRefusalCode>> {
    const parsed = LinkHello.safeParse(auth);
    if (!parsed.success) return refused("bad-hello");
    const hello = parsed.data;
    if (hello.contractVersion < LINK_CONTRACT_VERSION) return refused("contract-too-old");
    if (hello.contractVersion > LINK_CONTRACT_VERSION) return refused("contract-too-new");
    const { login, secret } = hello;
    const mustWait = this.#checks >= MOST_CHECKS || this.#failures.waitMs(login, this.#clock.nowMs()) > 0;
    if (mustWait) return refused("too-many-tries", "later");
    // Counted before the slow check, so that tries sent all at once are not all let through to it.
    this.#failures.fail(login, this.#clock.nowMs());
    const account = this.#directory.linkAccount(login);
    const isRight = await this.#checkSlowly(secret, account?.hash ?? null);
    if (!account || !isRight) return refused("bad-credentials");
    this.#failures.succeed(login);
    return accepted({ operator: account.operator, hello });
  }

  async #checkSlowly(secret: string, hash: string | null): Promise<boolean> {
    this.#checks += 1;
    try {
      return await checkSecret(secret, hash);
    } finally {
      this.#checks -= 1;
    }
  }
}
