import * as z from "zod";
import type { KeptHub } from "../../../src-shared/domain/hub-account.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { SessionOutcome, SessionView } from "../../../src-shared/ipc/session.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { Person } from "../../../src-shared/people/person.ts";
import { PasswordChanged, RecoveryCodes, SignedIn, TotpEnrolment } from "../../../src-shared/people/sign-in.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { Listeners } from "../calls/listeners.ts";
import type { HubRequest } from "../ports/hub-api.ts";
import type { LinkTokenRefusal } from "../ports/hub-link.ts";
import { failed, type Parsed, readAnswer } from "./hub-answer.ts";
import { HubSession, type HubSessionParts } from "./hub-session.ts";

type SessionHandlers = Pick<
  Handlers<WorkplaceContract>,
  | "session.sign-in"
  | "session.choose-password"
  | "session.sign-out"
  | "session.look"
  | "session.enrol-totp"
  | "session.confirm-totp"
  | "session.disable-totp"
>;

export type SessionDeskParts = Omit<HubSessionParts, "keep"> & {
  readonly keep: (account: KeptHub) => Promise<void>;
  /** The sign-in that was kept; null: this desktop has none. */
  readonly kept: ConstructorParameters<typeof HubSession>[1] | null;
  /** Hub, queue and history are another's then: the program begins anew. */
  readonly restart: () => void;
  /** The link tries at once with what counts now. */
  readonly retryLink: () => void;
  readonly hasCalls: () => boolean;
};

type Who = { readonly url: string; readonly login: string };
type Tokens = Pick<SignedIn, "accessToken" | "expiresInMs" | "refreshToken">;

/** Leaving must not hang on a hub that is away. */
const LEAVE_WITHIN_MS = 3000;

const FINE: SessionOutcome = { failure: null, lockedUntilMs: null };

/** Signs this desktop's person in to a team's hub and out, and does what they may do with their own account there. */
export class SessionDesk {
  readonly handlers: SessionHandlers;
  readonly #parts: SessionDeskParts;
  readonly #changed = new Listeners<void>();
  #session: HubSession | null = null;
  /** Signed in, but a password of one's own has to be chosen before anything else. */
  #pending: (Who & { readonly tokens: Tokens }) | null = null;
  #isBusy = false;

  constructor(parts: SessionDeskParts) {
    this.#parts = parts;
    if (parts.kept !== null) this.#session = this.#made(parts.kept);
    this.handlers = {
      "session.sign-in": (wanted) => this.#alone(() => this.#signIn(wanted)),
      "session.choose-password": (choice) => this.#alone(() => this.#choosePassword(choice)),
      "session.sign-out": ({ isEverywhere }) => this.#alone(() => this.#signOut(isEverywhere)),
      "session.look": () =>
        this.#alone(async () => {
          const looked = await this.#ask({ method: "GET", path: "/me" }, Person);
          return accepted({ ...outcomeOf(looked), hasTotp: looked.ok && looked.value.hasTotp });
        }),
      "session.enrol-totp": (body) =>
        this.#alone(async () => {
          const enrolled = await this.#ask({ method: "POST", path: "/me/totp/enrol", body }, TotpEnrolment);
          if (!enrolled.ok) return accepted({ ...enrolled.outcome, secret: "", uri: "" });
          this.#parts.hide(enrolled.value.secret);
          return accepted({ ...FINE, ...enrolled.value });
        }),
      "session.confirm-totp": (body) =>
        this.#alone(async () => {
          const confirmed = await this.#ask({ method: "POST", path: "/me/totp/confirm", body }, RecoveryCodes);
          const { recoveryCodes } = confirmed.ok ? confirmed.value : { recoveryCodes: [] };
          for (const code of recoveryCodes) this.#parts.hide(code);
          return accepted({ ...outcomeOf(confirmed), recoveryCodes });
        }),
      "session.disable-totp": (body) =>
        this.#alone(async () =>
          accepted(outcomeOf(await this.#ask({ method: "POST", path: "/me/totp/disable", body }, z.unknown()))),
        ),
    };
  }

  /** What lets the link in; null: a given secret does. */
  get session(): HubSession | null {
    return this.#session;
  }

  view(): SessionView | null {
    return this.#session?.view() ?? null;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** This desktop works elsewhere from now on: the hub is told once, and not waited for when it does not answer. */
  async leave(): Promise<void> {
    const { api, clock } = this.#parts;
    const session = this.#session;
    if (session === null || session.view().state !== "in") return;
    await new Promise<void>((resolve) => {
      const stopWaiting = clock.after(LEAVE_WITHIN_MS, resolve);
      void session
        .inTurn(async (token) => {
          if (token.ok) await api.ask(session.url, { method: "POST", path: "/sign-out", token: token.value });
        })
        .finally(() => {
          stopWaiting();
          resolve();
        });
    });
  }

  dispose(): void {
    this.#session?.dispose();
  }

  async #signIn({ url, login, password, code }: Parameters<SessionHandlers["session.sign-in"]>[0]) {
    const { api, clock } = this.#parts;
    this.#pending = null;
    if (!this.#isSame({ url, login }) && this.#parts.hasCalls()) return refused("line-busy", "later");
    const body = { login, password, ...(code === undefined ? {} : { code }) };
    const answer = await api.ask(url, { method: "POST", path: "/sign-in", body });
    const read = readAnswer(answer, SignedIn, clock.nowMs());
    if (!read.ok) return accepted({ ...read.outcome, mustChange: false });
    const { person, mustChangePassword: mustChange, ...tokens } = read.value;
    const who = { url, login: person.personId };
    if (mustChange) {
      this.#hide(tokens);
      this.#pending = { ...who, tokens };
      return accepted({ ...FINE, mustChange });
    }
    const begun = await this.#begin(who, tokens);
    return begun.ok ? accepted({ ...FINE, mustChange }) : begun;
  }

  async #choosePassword(body: Parameters<SessionHandlers["session.choose-password"]>[0]) {
    const { api, clock } = this.#parts;
    const request = { method: "POST", path: "/me/password", body } as const;
    const pending = this.#pending;
    if (pending !== null) {
      const answer = await api.ask(pending.url, { ...request, token: pending.tokens.accessToken });
      const read = readAnswer(answer, PasswordChanged, clock.nowMs());
      if (!read.ok) return accepted(read.outcome);
      this.#pending = null;
      const begun = await this.#begin(pending, read.value.tokens);
      return begun.ok ? accepted(FINE) : begun;
    }
    const session = this.#session;
    if (session === null) return accepted(failed("session-over"));
    // In one turn: the hub cuts the link of the old sign-in before this desktop has heard of the new one.
    return session.inTurn(async (token) => {
      if (!token.ok) return accepted(failed(sessionFailure(token.code)));
      const answer = await api.ask(session.url, { ...request, token: token.value });
      const read = readAnswer(answer, PasswordChanged, clock.nowMs());
      if (!read.ok) return accepted(read.outcome);
      const begun = await this.#adopt(session, read.value.tokens);
      return begun.ok ? accepted(FINE) : begun;
    });
  }

  async #signOut(isEverywhere: boolean) {
    const { api, clock, hasCalls, retryLink, log } = this.#parts;
    const session = this.#session;
    if (session === null) return accepted(failed("session-over"));
    if (hasCalls()) return refused("line-busy", "later");
    const path = isEverywhere ? "/sign-out-everywhere" : "/sign-out";
    const done = await session.inTurn(async (token): Promise<SessionOutcome | "store-failed"> => {
      const answer = token.ok ? await api.ask(session.url, { method: "POST", path, token: token.value }) : null;
      const told = answer && readAnswer(answer, z.unknown(), clock.nowMs());
      const outcome = told ? outcomeOf(told) : failed(token.ok ? "session-over" : sessionFailure(token.code));
      // The others are only signed out by the hub; this desktop forgets its own tokens whether the hub hears of it or not.
      if (isEverywhere && outcome.failure !== null && outcome.failure !== "session-over") return outcome;
      try {
        await session.end("signed-out");
      } catch (error) {
        log.error({ error }, "the end of the sign-in could not be kept");
        return "store-failed";
      }
      return FINE;
    });
    if (done === "store-failed") return refused("store-failed", "later");
    if (done.failure === null) retryLink();
    return accepted(done);
  }

  async #ask<Value>(request: HubRequest, schema: z.ZodType<Value>): Promise<Parsed<Value>> {
    const session = this.#session;
    if (session === null) return { ok: false, outcome: failed("session-over") };
    return session.inTurn(async (token) => {
      if (!token.ok) return { ok: false, outcome: failed(sessionFailure(token.code)) };
      const answer = await this.#parts.api.ask(session.url, { ...request, token: token.value });
      const read = readAnswer(answer, schema, this.#parts.clock.nowMs());
      if (!read.ok && read.outcome.failure === "session-over") session.refused(token.value);
      return read;
    });
  }

  /** From here on this desktop works there. */
  async #begin(who: Who, tokens: Tokens) {
    const session = this.#session;
    if (session !== null && this.#isSame(who)) return session.inTurn(() => this.#adopt(session, tokens));
    if (this.#parts.hasCalls()) return refused("line-busy", "later");
    this.#hide(tokens);
    try {
      await this.#parts.keep({ ...who, refreshToken: tokens.refreshToken, nextToken: null, end: null });
    } catch (error) {
      this.#parts.log.error({ error }, "the sign-in could not be kept");
      return refused("store-failed", "later");
    }
    this.#parts.restart();
    return accepted(null);
  }

  async #adopt(session: HubSession, tokens: Tokens) {
    try {
      await session.adopt(tokens);
    } catch (error) {
      this.#parts.log.error({ error }, "the sign-in could not be kept");
      return refused("store-failed", "later");
    }
    this.#parts.retryLink();
    return accepted(null);
  }

  #made(kept: NonNullable<SessionDeskParts["kept"]>): HubSession {
    const session = new HubSession(this.#parts, kept);
    session.onChange(() => this.#changed.tell());
    return session;
  }

  #isSame({ url, login }: Who): boolean {
    return this.#session?.url === url && this.#session.login.toLowerCase() === login.toLowerCase();
  }

  #hide({ accessToken, refreshToken }: Tokens): void {
    for (const token of [accessToken, refreshToken]) this.#parts.hide(token);
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
}

function busy() {
  return refused("trial-busy", "later");
}

function outcomeOf(read: Parsed<unknown>): SessionOutcome {
  return read.ok ? FINE : read.outcome;
}

/** Why there is no token, as a person reads it. */
function sessionFailure(code: LinkTokenRefusal): NonNullable<SessionOutcome["failure"]> {
  if (code === "signed-out") return "session-over";
  return code === "store-failed" ? "server-refused" : code;
}
