import type { LinkReply } from "../../../src-shared/link/link-contract.ts";
import type { LinkAnswer, LinkQueryInput, LinkQueryName } from "../../../src-shared/link/link-queries.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { HubLink, HubLinkAccount, HubLinkEvent, LinkSession } from "../../core/ports/hub-link.ts";
import type { Log } from "../../core/ports/log.ts";
import type { MirrorPosition } from "../../core/ports/store.ts";
import type { SocketWay } from "../network/socket-way.ts";
import { afterRefusalMs, backOffMs } from "./back-off.ts";
import { type ConnectionEnd, type ConnectionListener, LinkConnection } from "./link-connection.ts";

/** A link that lived this long was a good one: the next try after it comes soon again. */
const GOOD_AFTER_MS = 5000;
/** Fresh tokens a hub may refuse in a row before it is believed. */
const MOST_REFUSED_TOKENS = 3;

type LinkView = Extract<HubLinkEvent, { type: "link-changed" }>["link"];
type Account = { readonly account: HubLinkAccount; readonly position: () => MirrorPosition };

/**
 * The port `HubLink` over socket.io.
 *
 * ```
 *            start                 welcome
 *  offline ---------> connecting ----------> online
 *     ^ ^                 | |                  |
 *     | +-- lost ---------+ +-- refused --> refused
 *     |                                        | (rarely tried again)
 *     +-- lost (tries again with back-off) ----+
 * ```
 * While it tries again the state stays `offline` (or `refused`): a window must not flicker.
 */
export function createSocketHubLink(parts: {
  readonly clock: Clock;
  readonly log: Log;
  /** The way to a hub elsewhere: a proxy, certificates of the company. */
  readonly way?: SocketWay;
}): HubLink {
  return new SocketHubLink(parts.clock, parts.log, parts.way ?? null);
}

function isSeatLost(end: ConnectionEnd): boolean {
  return end.kind === "refused" && (end.code === "replaced" || end.code === "seat-taken");
}

class SocketHubLink implements HubLink {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #way: SocketWay | null;
  readonly #listeners = new Set<(event: HubLinkEvent) => void>();
  #started: Account | null = null;
  #connection: LinkConnection | null = null;
  #stopRetry: (() => void) | null = null;
  /** A token is being asked for; another object: another try. */
  #asking: object | null = null;
  #failures = 0;
  #refusedTokens = 0;
  #onlineSinceMs: number | null = null;
  #link: LinkView;

  constructor(clock: Clock, log: Log, way: SocketWay | null) {
    this.#clock = clock;
    this.#log = log;
    this.#way = way;
    this.#link = { state: "offline", sinceMs: clock.nowMs(), refusal: null };
  }

  start(account: HubLinkAccount, position: () => MirrorPosition): void {
    this.#close();
    this.#started = { account, position };
    this.#failures = 0;
    this.#change("connecting", this.#clock.nowMs(), null);
    this.#open();
  }

  async stop(): Promise<void> {
    this.#started = null;
    const heardAtMs = this.#connection?.heardAtMs ?? this.#clock.nowMs();
    this.#close();
    this.#change("offline", heardAtMs, null);
  }

  takeOver(): void {
    if (this.#link.state !== "online") this.#begin(true);
  }

  retry(): void {
    this.#begin(false);
  }

  renew(): void {
    this.#connection?.drop();
    this.#openNow();
  }

  prove(): void {
    if (this.#connection) this.#connection.prove();
    this.#openNow();
  }

  resume(lastSeq: number): void {
    this.#connection?.resume(lastSeq);
  }

  async send(command: Parameters<HubLink["send"]>[0]): Promise<LinkReply | null> {
    if (this.#link.state !== "online" || !this.#connection) return null;
    const { commandId, name, input } = command;
    return this.#connection.send({ commandId, name, input });
  }

  async ask<N extends LinkQueryName>(name: N, input: LinkQueryInput<N>): Promise<LinkAnswer<N> | null> {
    if (this.#link.state !== "online" || !this.#connection) return null;
    return this.#connection.ask(name, input);
  }

  onEvent(listener: (event: HubLinkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #begin(takeOver: boolean): void {
    if (!this.#started) return;
    this.#close();
    this.#failures = 0;
    this.#refusedTokens = 0;
    this.#change("connecting", this.#clock.nowMs(), null);
    this.#open(takeOver);
  }

  /** A wait for the next try ends; a refusal stands, for nothing of the network made it. */
  #openNow(): void {
    if (this.#connection !== null || this.#asking !== null || this.#link.state === "refused") return;
    this.#stopRetry?.();
    this.#open();
  }

  #open(takeOver = false): void {
    this.#stopRetry = null;
    const session = this.#started?.account.session;
    if (session === undefined) this.#connect(takeOver);
    else this.#openBy(session, takeOver);
  }

  #openBy(session: LinkSession, takeOver: boolean): void {
    const asking = {};
    this.#asking = asking;
    void session.token().then((token) => {
      // Stopped, or begun anew, while the hub was asked.
      if (this.#asking !== asking) return;
      this.#asking = null;
      const isOver = !token.ok && (token.code === "signed-out" || token.code === "session-over");
      if (token.ok) this.#connect(takeOver, token.value);
      else if (isOver) this.#change("refused", this.#clock.nowMs(), token.code);
      else this.#handleEnd({ kind: "lost", code: null, cause: token.code });
    });
  }

  #connect(takeOver: boolean, token?: string): void {
    if (!this.#started) return;
    const { account, position } = this.#started;
    const listener: ConnectionListener = {
      onWelcome: (welcome) => {
        this.#onlineSinceMs = this.#clock.nowMs();
        this.#refusedTokens = 0;
        // The welcome first: the mirror must stand on the right log before anything is sent or applied.
        this.#emit({ type: "welcome", welcome });
        this.#change("online", this.#onlineSinceMs, null);
      },
      onWord: (word) => this.#emit({ type: "word", word }),
      onTeam: (team) => this.#emit({ type: "team-changed", team }),
      onFrame: (frame) => this.#emit({ type: "frame", frame }),
      onEnd: (end) =>
        this.#handleEnd(this.#isTokenOld(end, token) ? { kind: "lost", code: null, cause: end.code } : end),
    };
    const hello = { ...position(), takeOver, ...(token !== undefined && { token }) };
    this.#connection = new LinkConnection(account, hello, this.#clock, listener, this.#way);
  }

  /** The hub ended the session or lost count of it: asked for another token, it says so. */
  #isTokenOld(end: ConnectionEnd, token: string | undefined): end is Extract<ConnectionEnd, { kind: "refused" }> {
    if (token === undefined || end.kind !== "refused" || end.code !== "bad-token") return false;
    this.#started?.account.session?.refused(token);
    this.#refusedTokens += 1;
    return this.#refusedTokens < MOST_REFUSED_TOKENS;
  }

  #handleEnd(end: ConnectionEnd): void {
    const nowMs = this.#clock.nowMs();
    const wasOnline = this.#link.state === "online";
    const offlineSinceMs = wasOnline ? (this.#connection?.heardAtMs ?? nowMs) : this.#link.sinceMs;
    if (this.#onlineSinceMs !== null && nowMs - this.#onlineSinceMs >= GOOD_AFTER_MS) this.#failures = 0;
    this.#onlineSinceMs = null;
    this.#connection = null;
    const random = this.#clock.random();
    const waitMs = end.kind === "refused" ? afterRefusalMs(end.code, random) : backOffMs(this.#failures, random);
    this.#failures += 1;
    // The seat is another desktop's: only the person may take it back.
    if (!isSeatLost(end)) this.#stopRetry = this.#clock.after(waitMs, () => this.#open());
    this.#log.warn(
      { kind: end.kind, reason: end.code, cause: end.kind === "lost" ? end.cause : null, waitMs },
      "link over",
    );
    if (end.kind === "refused") this.#change("refused", nowMs, end.code);
    else this.#change("offline", this.#link.state === "connecting" ? nowMs : offlineSinceMs, end.code);
  }

  #close(): void {
    this.#stopRetry?.();
    this.#stopRetry = null;
    this.#asking = null;
    this.#connection?.close();
    this.#connection = null;
    this.#onlineSinceMs = null;
  }

  #change(state: LinkView["state"], sinceMs: number, refusal: string | null): void {
    if (this.#link.state === state && this.#link.refusal === refusal) return;
    this.#link = { state, sinceMs, refusal };
    this.#emit({ type: "link-changed", link: this.#link });
  }

  #emit(event: HubLinkEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
