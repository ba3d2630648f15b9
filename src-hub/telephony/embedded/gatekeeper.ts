import type { IncomingInviteRequest, IncomingRegisterRequest } from "sip.js/lib/core/index.js";
import type { HubClock } from "../../clock.ts";
import type { Account, AccountDirectory } from "./accounts.ts";
import { parseDigest } from "./digest.ts";
import type { ExchangeLog } from "./exchange-log.ts";
import { FailureCounter } from "./failure-counter.ts";
import type { Flow } from "./flow.ts";
import type { ExchangeLimits } from "./limits.ts";

type Challenge = { readonly statusCode: 401 | 407; readonly demand: string; readonly offer: string };

const REGISTRAR: Challenge = { statusCode: 401, demand: "WWW-Authenticate", offer: "authorization" };
const PROXY: Challenge = { statusCode: 407, demand: "Proxy-Authenticate", offer: "proxy-authorization" };

/**
 * Lets accounts in by digest, answers everybody else itself: 401 or 407 with a challenge, 403 for another's name, 503
 * with Retry-After after too many wrong passwords. Failures are counted by user and by address; a phone that is
 * already in is not locked out by a stranger who guesses at its name.
 */
export class Gatekeeper {
  readonly #domain: string;
  readonly #accounts: AccountDirectory;
  readonly #clock: Pick<HubClock, "nowMs">;
  readonly #log: ExchangeLog;
  readonly #byUser: FailureCounter;
  readonly #byAddress: FailureCounter;

  constructor(options: {
    readonly domain: string;
    readonly accounts: AccountDirectory;
    readonly clock: Pick<HubClock, "nowMs">;
    readonly limits: ExchangeLimits;
    readonly log: ExchangeLog;
  }) {
    this.#domain = options.domain;
    this.#accounts = options.accounts;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#byUser = new FailureCounter(options.limits.maxFailuresPerUser, options.limits.lockMs);
    this.#byAddress = new FailureCounter(options.limits.maxFailuresPerAddress, options.limits.lockMs);
  }

  /** A REGISTER is challenged each time (it may change what an account is reached by); null: it was answered. */
  admitRegister(flow: Flow, request: IncomingRegisterRequest): Account | null {
    const account = this.#authenticate(flow, request, REGISTRAR);
    return account && this.#claim(flow, request, account, request.message.to.uri) ? account : null;
  }

  /** An INVITE is challenged only while nobody authenticated on the flow; null: it was answered. */
  admitInvite(flow: Flow, request: IncomingInviteRequest): Account | null {
    const known = flow.account && this.#accounts.find(flow.account.user);
    const account = known ?? this.#authenticate(flow, request, PROXY);
    return account && this.#claim(flow, request, account, request.message.from.uri) ? account : null;
  }

  /** The name a request is made in must be the account's, on this domain, and a flow stays with its account. */
  #claim(
    flow: Flow,
    request: IncomingRegisterRequest | IncomingInviteRequest,
    account: Account,
    name: { readonly user: string | undefined; readonly host: string },
  ): boolean {
    const isOwn = name.user === account.user && name.host === this.#domain.toLowerCase();
    if (isOwn && (flow.account === null || flow.account.user === account.user)) {
      flow.account = account;
      return true;
    }
    this.#log.info({ flow: flow.flowNumber, method: request.message.method }, "request in another's name refused");
    request.reject({ statusCode: 403 });
    return false;
  }

  #authenticate(
    flow: Flow,
    request: IncomingRegisterRequest | IncomingInviteRequest,
    challenge: Challenge,
  ): Account | null {
    const { message } = request;
    const nowMs = this.#clock.nowMs();
    const credentials = parseDigest(message.getHeader(challenge.offer));
    const user = credentials?.username ?? "";
    const waitMs = this.#waitMs(flow, user, nowMs);
    if (waitMs > 0) {
      request.reject({ statusCode: 503, extraHeaders: [`Retry-After: ${Math.ceil(waitMs / 1000)}`] });
      return null;
    }
    if (!credentials) return this.#challenge(flow, request, challenge, false);
    const account = this.#accounts.find(user);
    const target = { method: message.method, uri: flow.targetOf(message).text };
    const verdict = flow.digest.verify(credentials, target, ha1sOf(account), nowMs);
    if (verdict === "valid" && account) {
      this.#byUser.succeed(user);
      return account;
    }
    if (verdict === "uri-mismatch") {
      request.reject({ statusCode: 400, reasonPhrase: "Digest For Another Address" });
      return null;
    }
    if (verdict === "wrong") {
      this.#byUser.fail(user, nowMs);
      this.#byAddress.fail(flow.over.address, nowMs);
      this.#log.warn({ flow: flow.flowNumber, method: message.method }, "wrong credentials");
    }
    return this.#challenge(flow, request, challenge, verdict === "stale");
  }

  #waitMs(flow: Flow, user: string, nowMs: number): number {
    if (flow.account?.user === user) return 0;
    return Math.max(this.#byUser.waitMs(user, nowMs), this.#byAddress.waitMs(flow.over.address, nowMs));
  }

  #challenge(
    flow: Flow,
    request: IncomingRegisterRequest | IncomingInviteRequest,
    { statusCode, demand }: Challenge,
    isStale: boolean,
  ): null {
    const value = flow.digest.challenge(this.#clock.nowMs(), isStale);
    request.reject({ statusCode, extraHeaders: [`${demand}: ${value}`] });
    return null;
  }
}

function ha1sOf(account: Account | null): readonly string[] {
  if (!account) return [];
  return account.otherHa1 === undefined ? [account.ha1] : [account.ha1, account.otherHa1];
}
