import type { HubAccount, HubFailure } from "../../../src-shared/domain/hub-account.ts";
import type { KeptAuthority } from "../../../src-shared/domain/network-settings.ts";
import {
  addressHost,
  documentAddress,
  readSetupDocument,
  type SetupDocument,
  type SetupFailure,
} from "../../../src-shared/domain/setup-link.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { SetupAnswer, SetupPlan } from "../../../src-shared/ipc/setup.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import { Listeners } from "../calls/listeners.ts";
import type { NetworkDesk } from "../network/network-desk.ts";
import type { Log } from "../ports/log.ts";
import type { SetupSource } from "../ports/setup-source.ts";
import type { AccountDesk, GivenAccount } from "./account-desk.ts";
import type { HubDesk } from "./hub-desk.ts";

type SetupHandlers = Pick<Handlers<WorkplaceContract>, "setup.look" | "setup.fetch" | "setup.apply" | "setup.drop">;

export type SetupDeskParts = {
  readonly source: SetupSource;
  readonly accounts: Pick<AccountDesk, "knownLine" | "objectionTo" | "tryAll" | "keepAll" | "homeCountry">;
  readonly network: Pick<NetworkDesk, "judge" | "trust" | "handlers">;
  readonly hub: Pick<HubDesk, "use">;
  /** Links to a hub for a moment: null, or why not. `authorities` (PEM) are believed for the trial alone. */
  readonly tryHub: (account: HubAccount, authorities: readonly string[]) => Promise<HubFailure | null>;
  readonly hasCalls: () => boolean;
  /** Keeps a secret out of whatever is logged from now on. */
  readonly hide: (secret: string) => void;
  readonly log: Log;
};

/** What was read and waits for the person's word: it lives here only, with its passwords. */
type Pending = {
  readonly host: string;
  readonly document: SetupDocument;
  readonly authorities: readonly KeptAuthority[];
};

type ApplyRefusal = "nothing-to-set-up" | "trial-busy" | "line-busy" | "too-many-lines" | "store-failed";

/**
 * Setup links: gets what an administrator prepared, shows it without its passwords, and keeps all of it or nothing once
 * the person has said so and it was tried.
 */
export class SetupDesk {
  readonly handlers: SetupHandlers;
  readonly #parts: SetupDeskParts;
  readonly #offerMade = new Listeners<void>();
  /** What another program opened: its server is asked for nothing before the person agrees. `null` within: it leads nowhere. */
  #offer: { readonly number: number; readonly address: string | null } | null = null;
  #offers = 0;
  #pending: Pending | null = null;
  #isBusy = false;

  constructor(parts: SetupDeskParts) {
    this.#parts = parts;
    this.handlers = {
      "setup.look": () => {
        if (this.#offer === null) return accepted({ offer: null });
        const { number, address } = this.#offer;
        return accepted({ offer: { number, host: address === null ? null : addressHost(address) } });
      },
      "setup.fetch": (from) =>
        this.#alone(() =>
          "link" in from
            ? this.#fetch(documentAddress(from.link), null)
            : this.#fetch(this.#offeredAddress(from.offer), from.offer),
        ),
      "setup.apply": ({ isTried }) => this.#alone(() => this.#apply(isTried)),
      "setup.drop": ({ offer }) => {
        this.#forgetOffer(offer);
        this.#pending = null;
        return accepted({});
      },
    };
  }

  /** Another program opened a link of ours. */
  offer(link: string): void {
    const address = documentAddress(link);
    if (address !== null) this.#parts.hide(address);
    this.#offers += 1;
    this.#offer = { number: this.#offers, address };
    this.#offerMade.tell();
  }

  onOffered(listener: () => void): () => void {
    return this.#offerMade.add(listener);
  }

  /** Null when another link was opened since: the person has agreed to the server of this one alone. */
  #offeredAddress(number: number): string | null {
    return this.#offer?.number === number ? this.#offer.address : null;
  }

  #forgetOffer(number: number | null): void {
    if (this.#offer?.number === number) this.#offer = null;
  }

  async #alone<Answer>(work: () => Promise<Answer>): Promise<Answer | ReturnType<typeof busy>> {
    if (this.#isBusy) return busy();
    this.#isBusy = true;
    try {
      return await work();
    } finally {
      this.#isBusy = false;
    }
  }

  async #fetch(address: string | null, offer: number | null): Promise<Result<SetupAnswer, "bad-setup-link">> {
    if (address === null) return refused("bad-setup-link");
    const { source, hide, log } = this.#parts;
    hide(address);
    this.#pending = null;
    const host = addressHost(address);
    const got = await source(address);
    if (!got.ok) {
      log.info({ host, failure: got.code }, "setup document not got");
      return failed(got.code);
    }
    const read = readSetupDocument(got.value);
    if (!read.ok) {
      log.info({ host, failure: read.failure, detail: read.detail }, "setup document not understood");
      return failed(read.failure, read.detail);
    }
    const { document } = read;
    for (const secret of secretsOf(document)) hide(secret);
    const judged = this.#judge(document.authorities);
    if (!judged.ok) return failed(judged.code, "authorities");
    this.#pending = { host, document, authorities: judged.value };
    this.#forgetOffer(offer);
    return accepted({ kind: "plan", plan: this.#planOf(this.#pending) });
  }

  #judge(pem: string | undefined) {
    if (pem === undefined) return accepted([]);
    const judged = this.#parts.network.judge(Uint8Array.from(pem, (sign) => sign.charCodeAt(0)));
    if (judged.ok) return judged;
    return judged.code === "authority-known" ? accepted([]) : refused(judged.code);
  }

  #planOf({ host, document, authorities }: Pending): SetupPlan {
    const { issuer, hub, lines = [], country } = document;
    return {
      host,
      issuer,
      hub: hub === undefined ? null : { url: hub.url, login: hub.login },
      lines: lines.map((line) => ({
        title: line.title,
        server: line.server,
        user: line.user,
        domain: line.domain,
        isKnown: this.#parts.accounts.knownLine(line) !== null,
      })),
      authorities: authorities.map(({ fingerprint, subject, issuer: by, expiresAtMs }) => {
        return { fingerprint, subject, issuer: by, expiresAtMs };
      }),
      country: country ?? null,
    };
  }

  async #apply(isTried: boolean): Promise<Result<{ failures: (HubFailure | null)[] }, ApplyRefusal>> {
    const pending = this.#pending;
    if (pending === null) return refused("nothing-to-set-up");
    const accounts = this.#accountsOf(pending.document);
    const objection = this.#objection(pending.document, accounts);
    if (objection !== null) return refused(objection, "later");
    if (isTried) {
      const tried = await this.#try(pending, accounts);
      if (!tried.ok) return tried;
      if (tried.value.some((failure) => failure !== null)) return accepted({ failures: [...tried.value] });
    }
    // Closed while the trial ran: the person does not want it any more.
    if (this.#pending !== pending) return refused("nothing-to-set-up");
    const kept = await this.#keep(pending, accounts);
    if (!kept.ok) return kept;
    this.#pending = null;
    return accepted({ failures: [] });
  }

  #accountsOf({ lines = [] }: SetupDocument): readonly GivenAccount[] {
    return lines.map((line) => ({ ...line, lineId: this.#parts.accounts.knownLine(line) }));
  }

  #objection({ hub }: SetupDocument, accounts: readonly GivenAccount[]) {
    if (hub !== undefined && this.#parts.hasCalls()) return "line-busy";
    return this.#parts.accounts.objectionTo(accounts);
  }

  async #try({ document: { hub }, authorities }: Pending, accounts: readonly GivenAccount[]) {
    const pems = authorities.map(({ pem }) => pem);
    if (hub === undefined) return this.#parts.accounts.tryAll(accounts, pems);
    return accepted([await this.#parts.tryHub(hub, pems)]);
  }

  /** In an order in which what was done already can be taken back. */
  async #keep({ document: { hub, country }, authorities }: Pending, accounts: readonly GivenAccount[]) {
    const { network } = this.#parts;
    const trusted = authorities.length === 0 ? accepted([]) : network.trust(authorities);
    if (!trusted.ok) return trusted;
    const countryBefore = this.#parts.accounts.homeCountry();
    const kept = await this.#parts.accounts.keepAll(accounts, country ?? null);
    const done = kept.ok && hub !== undefined ? await this.#parts.hub.use(hub) : kept;
    if (done.ok) return done;
    if (kept.ok) await this.#parts.accounts.keepAll([], countryBefore);
    for (const { fingerprint } of authorities) await network.handlers["network.remove-authority"]({ fingerprint });
    return done;
  }
}

function busy() {
  return refused("trial-busy", "later");
}

function failed(failure: SetupFailure, detail = "") {
  return accepted({ kind: "failed" as const, failure, detail });
}

function secretsOf({ hub, lines = [] }: SetupDocument): readonly string[] {
  return [...(hub === undefined ? [] : [hub.secret]), ...lines.map(({ password }) => password)];
}
