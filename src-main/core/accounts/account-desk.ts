import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import { hostOf } from "../../../src-shared/domain/line-name.ts";
import type { PhoneFailure } from "../../../src-shared/domain/phone-failure.ts";
import { MOST_SIP_LINES, type SipLine, type SipLineDraft } from "../../../src-shared/domain/sip-line.ts";
import { LineId } from "../../../src-shared/ids.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { LineView, PhoneState, Workplace, WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import { Listeners } from "../calls/listeners.ts";
import type { PhoneLines } from "../lines/phone-lines.ts";
import type { SipAccount } from "../ports/call-signalling.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { AccountSettings, AccountStore, LineSecrets } from "../ports/store.ts";
import { ColleagueLines } from "./colleague-lines.ts";

type AccountHandlers = Pick<
  Handlers<WorkplaceContract>,
  "accounts.try" | "accounts.save" | "accounts.sign-out" | "accounts.choose-line" | "accounts.choose-country"
>;

export type AccountDeskParts = {
  readonly lines: Pick<
    PhoneLines,
    "open" | "close" | "stateOf" | "isBusy" | "renewLine" | "onEvent" | "watch" | "onWatched"
  >;
  readonly store: AccountStore;
  readonly secrets: LineSecrets;
  /** Registers an account for a moment: null, or why it failed. `authorities` (PEM) are believed for the trial alone. */
  readonly tryAccount: (account: SipAccount, authorities: readonly string[]) => Promise<PhoneFailure | null>;
  /** What the far side hears of the operator. */
  readonly source: SipAccount["source"];
  readonly clock: Pick<Clock, "newId" | "nowMs">;
  readonly log: Log;
};

/** An account with a password that was given for it just now. */
export type GivenAccount = SipLineDraft & { readonly password: string };

type KeepRefusal = "line-busy" | "too-many-lines" | "store-failed";

/** What of the workplace is the accounts'. */
export type LinesShown = Pick<Workplace, "lines" | "outgoingLineId" | "homeCountry" | "colleagueLines">;

/** The accounts of this desktop on PBXs beside the hub: keeps them, registers them, shows how they stand. */
export class AccountDesk {
  readonly handlers: AccountHandlers;
  readonly #parts: AccountDeskParts;
  readonly #changed = new Listeners<void>();
  readonly #colleagues: ColleagueLines;
  readonly #madeAtMs: number;
  #settings: AccountSettings;
  #isTrying = false;

  constructor(parts: AccountDeskParts) {
    this.#parts = parts;
    this.#madeAtMs = parts.clock.nowMs();
    this.#settings = parts.store.read();
    this.#colleagues = new ColleagueLines(parts.lines, () => this.#changed.tell());
    parts.lines.onEvent((event) => {
      if (event.type === "phone-changed" && event.lineId !== undefined) this.#changed.tell();
    });
    this.handlers = {
      "accounts.try": (draft) => this.#try(draft),
      "accounts.save": (draft) => this.#save(draft),
      "accounts.sign-out": ({ lineId }) => this.#signOut(lineId),
      "accounts.choose-line": ({ lineId }) => this.#chooseLine(lineId),
      "accounts.choose-country": ({ country }) => this.#chooseCountry(country),
    };
  }

  /** Registers what is kept. */
  start(): void {
    for (const line of this.#settings.lines) this.#open(line);
  }

  /** Whether anything beside the hub's line is kept. */
  hasLines(): boolean {
    return this.#settings.lines.length > 0;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** All lines with the hub's first; `hub` is what only the workplace knows of it. */
  view(hub: { readonly user: string; readonly server: string; readonly phone: PhoneState }): LinesShown {
    const hubLine: LineView = {
      ...{
        lineId: HUB_LINE,
        kind: "hub",
        title: "",
        server: "",
        domain: "",
        authUser: "",
        displayName: "",
        echoNumber: "",
        recording: "",
        colleagues: [],
      },
      ...hub,
    };
    const off: PhoneState = { state: "off", sinceMs: this.#madeAtMs, retryAtMs: null, failure: null };
    const others = this.#settings.lines.map((line): LineView => {
      return { ...line, kind: "sip", phone: this.#parts.lines.stateOf(line.lineId) ?? off };
    });
    return {
      lines: [hubLine, ...others],
      outgoingLineId: this.outgoingLineId(),
      homeCountry: this.homeCountry(),
      colleagueLines: this.#colleagues.view(this.#settings.lines),
    };
  }

  /** By which line the dial field calls. */
  outgoingLineId(): LineId {
    const { outgoingLineId } = this.#settings;
    return this.#find(outgoingLineId) ? outgoingLineId : HUB_LINE;
  }

  /** Whose numbers those without a country code are. */
  homeCountry(): string {
    return this.#settings.homeCountry;
  }

  /** The account of this desktop with this address, if it has one. */
  knownLine(address: Address): LineId | null {
    return this.#settings.lines.find((line) => isSameAccount(line, address))?.lineId ?? null;
  }

  /** Tries all at once; what came of each, in their order. */
  async tryAll(
    given: readonly GivenAccount[],
    authorities: readonly string[],
  ): Promise<Result<readonly (PhoneFailure | null)[], "trial-busy">> {
    if (this.#isTrying) return refused("trial-busy", "later");
    this.#isTrying = true;
    const tryOne = async (account: GivenAccount) => {
      const failure = await this.#parts.tryAccount(this.#accountOf(account, account.password), authorities);
      // A PBX that holds one phone a login has just put the trial in its place, and then nobody.
      const same = this.knownLine(account);
      if (same !== null && !this.#parts.lines.isBusy(same)) this.#parts.lines.renewLine(same);
      return failure;
    };
    try {
      return accepted(await Promise.all(given.map(tryOne)));
    } finally {
      this.#isTrying = false;
    }
  }

  /** Why all of these could not be kept now, as far as it can be known beforehand; null: nothing speaks against it. */
  objectionTo(given: readonly GivenAccount[]): Exclude<KeepRefusal, "store-failed"> | null {
    if (given.some(({ lineId }) => lineId !== null && this.#parts.lines.isBusy(lineId))) return "line-busy";
    const fresh = given.filter(({ lineId }) => lineId === null);
    return this.#settings.lines.length + fresh.length > MOST_SIP_LINES ? "too-many-lines" : null;
  }

  /** Keeps and registers all of them, and the country where one is given; or nothing of it. */
  async keepAll(given: readonly GivenAccount[], country: string | null): Promise<Result<object, KeepRefusal>> {
    const objection = this.objectionTo(given);
    if (objection !== null) return refused(objection, "later");
    const { clock, secrets, log } = this.#parts;
    const fresh = given.map((one) => ({
      line: this.#renewed(one, one.lineId ?? LineId.parse(clock.newId())),
      given: one,
    }));
    const before = fresh.map(({ line }) => ({ lineId: line.lineId, password: secrets.read(line.lineId) }));
    const kept = this.#settings.lines.map((one) => fresh.find(({ line }) => line.lineId === one.lineId)?.line ?? one);
    const added = fresh.filter(({ given: { lineId } }) => lineId === null).map(({ line }) => line);
    try {
      for (const { line, given: one } of fresh) await secrets.keep(line.lineId, one.password);
      const homeCountry = country ?? this.#settings.homeCountry;
      this.#write({ ...this.#settings, lines: [...kept, ...added], homeCountry });
    } catch (error) {
      log.error({ error }, "accounts could not be kept");
      for (const { lineId, password } of before) await this.#putBack(lineId, password);
      return refused("store-failed", "later");
    }
    for (const { line } of fresh) this.#open(line);
    return accepted({});
  }

  async #try(draft: SipLineDraft) {
    const password = this.#passwordFor(draft);
    if (password === null) return refused("no-password");
    const tried = await this.tryAll([{ ...draft, password }], []);
    return tried.ok ? accepted({ failure: tried.value[0] ?? null }) : tried;
  }

  async #save(draft: SipLineDraft) {
    const before = draft.lineId === null ? null : this.#find(draft.lineId);
    if (before === undefined) return refused("line-not-found");
    const password = this.#passwordFor(draft);
    if (password === null) return refused("no-password");
    const others = this.#settings.lines.filter(({ lineId }) => lineId !== before?.lineId);
    if (others.some((line) => isSameAccount(line, draft))) return refused("same-line");
    if (others.length >= MOST_SIP_LINES) return refused("too-many-lines");
    const line = lineOf(draft, before?.lineId ?? LineId.parse(this.#parts.clock.newId()));
    const isOther = before === null || draft.password !== null || !isSameRegistration(before, line);
    if (isOther && this.#parts.lines.isBusy(line.lineId)) return refused("line-busy", "later");
    try {
      await this.#parts.secrets.keep(line.lineId, password);
      const lines = before
        ? this.#settings.lines.map((one) => (one.lineId === line.lineId ? line : one))
        : [...others, line];
      this.#write({ ...this.#settings, lines });
    } catch (error) {
      this.#parts.log.error({ error }, "account could not be kept");
      if (before === null) await this.#forget(line.lineId);
      return refused("store-failed", "later");
    }
    if (isOther) this.#open(line);
    else this.#colleagues.follow(line);
    return accepted({ lineId: line.lineId });
  }

  async #signOut(lineId: LineId) {
    if (!this.#find(lineId)) return refused("line-not-found");
    if (this.#parts.lines.isBusy(lineId)) return refused("line-busy", "later");
    try {
      const lines = this.#settings.lines.filter((line) => line.lineId !== lineId);
      this.#write({ ...this.#settings, lines });
    } catch (error) {
      this.#parts.log.error({ error }, "account could not be taken away");
      return refused("store-failed", "later");
    }
    await this.#forget(lineId);
    await this.#parts.lines.close(lineId);
    return accepted({});
  }

  #chooseCountry(homeCountry: string) {
    try {
      this.#write({ ...this.#settings, homeCountry });
    } catch (error) {
      this.#parts.log.error({ error }, "the country of numbers could not be kept");
      return refused("store-failed", "later");
    }
    return accepted({});
  }

  #chooseLine(lineId: LineId) {
    if (lineId !== HUB_LINE && !this.#find(lineId)) return refused("line-not-found");
    try {
      this.#write({ ...this.#settings, outgoingLineId: lineId });
    } catch (error) {
      this.#parts.log.error({ error }, "the outgoing line could not be kept");
      return refused("store-failed", "later");
    }
    return accepted({});
  }

  /** Colleagues the person has chosen stay, unless others are given. */
  #renewed(given: GivenAccount, lineId: LineId): SipLine {
    const line = lineOf(given, lineId);
    return line.colleagues.length > 0 ? line : { ...line, colleagues: this.#find(lineId)?.colleagues ?? [] };
  }

  async #putBack(lineId: LineId, password: string | null): Promise<void> {
    if (password === null) return this.#forget(lineId);
    try {
      await this.#parts.secrets.keep(lineId, password);
    } catch (error) {
      this.#parts.log.error({ error }, "a password could not be put back");
    }
  }

  /** One without its account would be a password that nobody can take away: it is tried, and told. */
  async #forget(lineId: LineId): Promise<void> {
    try {
      await this.#parts.secrets.forget(lineId);
    } catch (error) {
      this.#parts.log.error({ error }, "a password could not be taken away");
    }
  }

  #open(line: SipLine): void {
    const password = this.#parts.secrets.read(line.lineId);
    if (password === null) {
      this.#parts.log.error({ lineId: line.lineId }, "an account has no password any more");
      return;
    }
    this.#parts.lines
      .open(line.lineId, this.#accountOf(line, password))
      .catch((error: unknown) => this.#parts.log.error({ error }, "line not started"));
    this.#colleagues.follow(line);
  }

  #accountOf(line: Omit<SipLine, "lineId">, password: string): SipAccount {
    return {
      server: line.server,
      domain: line.domain === "" ? hostOf(line.server) : line.domain,
      user: line.user,
      authUser: line.authUser === "" ? line.user : line.authUser,
      password,
      displayName: line.displayName === "" ? line.user : line.displayName,
      source: this.#parts.source,
      isElsewhere: true,
      echoNumber: line.echoNumber,
      recording: line.recording,
    };
  }

  /** The typed one; or the kept one, but never for another server or login than it was given for. */
  #passwordFor(draft: SipLineDraft): string | null {
    if (draft.password !== null) return draft.password;
    const kept = draft.lineId === null ? undefined : this.#find(draft.lineId);
    if (!kept || !isSameLogin(kept, draft)) return null;
    return this.#parts.secrets.read(kept.lineId);
  }

  #find(lineId: LineId): SipLine | undefined {
    return this.#settings.lines.find((line) => line.lineId === lineId);
  }

  #write(settings: AccountSettings): void {
    this.#parts.store.write(settings);
    this.#settings = settings;
    this.#changed.tell();
  }
}

type Address = Pick<SipLine, "server" | "user" | "domain" | "authUser">;

function lineOf({ password: _kept, ...line }: SipLineDraft, lineId: LineId): SipLine {
  return { ...line, lineId };
}

/** Two that would take the calls from each other. */
function isSameAccount(one: Address, other: Address): boolean {
  return one.server === other.server && one.user === other.user && one.domain === other.domain;
}

function isSameLogin(one: Address, other: Address): boolean {
  return isSameAccount(one, other) && one.authUser === other.authUser;
}

function isSameRegistration(one: SipLine, other: SipLine): boolean {
  const same = (["displayName", "echoNumber", "recording"] as const).every((name) => one[name] === other[name]);
  return same && isSameLogin(one, other);
}
