import { type UserAgent, UserAgentState } from "sip.js";
import type { PhoneState } from "../../src-shared/ipc/workplace.ts";
import { connectFailure } from "../core/network/connect-failure.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import { backOffMs } from "./back-off.ts";
import { type RegisterAnswer, RegisterRequests } from "./register-request.ts";
import { FLOW_DEAD, type WsTransport } from "./ws-transport.ts";

const EXPIRES_S = 300;
const MOST_EXPIRES_S = 3_600;
const REFRESH_AFTER = 0.8;
/**
 * A REGISTER without a final answer means a flow that carries nothing; timer F would wait 32 s. A PBX that is starting
 * takes connections before it answers, so the first try is short; one that is overloaded is given more each time.
 */
const FIRST_ANSWER_MS = 2_500;
const MOST_ANSWER_MS = 8_000;
const UNREGISTER_MS = 1_000;
/** A try younger than this was made on the network of now. */
const FRESH_TRY_MS = 500;
const MOST_RETRY_AFTER_S = 600;

type Failure = NonNullable<PhoneState["failure"]>;
type Refusal = Extract<RegisterAnswer, { ok: false }>;

export type RegistrationParts = {
  readonly userAgent: UserAgent;
  readonly transport: WsTransport;
  readonly clock: Clock;
  readonly log: Log;
  readonly onState: (phone: PhoneState) => void;
};

/**
 * Keeps one account registered, and says how it stands.
 *
 * ```
 *  off --start--> connecting --open--> registering --200--> ready (refreshed at 80 % of its time)
 *                    ^  |                   |                 | flow lost, refresh refused
 *                    |  +------failed-------+--> waiting <----+
 *                    +------retryAtMs--------------+
 *                    +------renew-- refused <--401, 403, 404 (no use in trying again)
 * ```
 */
export class Registration {
  readonly #parts: RegistrationParts;
  #requests: RegisterRequests | null = null;
  #expiresS = EXPIRES_S;
  #state: PhoneState["state"] = "off";
  #failures = 0;
  /** REGISTERs in a row that nobody answered. */
  #unanswered = 0;
  #triedAtMs = 0;
  #stopTimer: () => void = () => undefined;
  /** Grows with each try: what an older one still hears does not count. */
  #tries = 0;

  constructor(parts: RegistrationParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#try();
  }

  /** Drops the flow and tries at once; a talk is not touched by it. */
  renew(): void {
    if (this.#state === "off") return;
    this.#failures = 0;
    this.#letGo();
    this.#parts.transport.drop("renewed");
    this.#try();
  }

  /** The network is another: a flow that stands must answer at once, and what is waited for is tried at once. */
  prove(): void {
    if (this.#state === "ready") {
      if (!this.#parts.transport.prove()) this.renew();
    } else if (this.#state === "waiting") this.renew();
    else if (this.#state !== "off" && this.#state !== "refused" && !this.#isTryFresh()) this.renew();
  }

  #isTryFresh(): boolean {
    return this.#parts.clock.nowMs() - this.#triedAtMs < FRESH_TRY_MS;
  }

  async stop(): Promise<void> {
    const { transport } = this.#parts;
    const requests = this.#requests;
    const isBound = this.#state === "ready" && transport.isConnected();
    this.#letGo();
    this.#set("off", null, null);
    if (requests && isBound) await this.#unregister(requests);
    await transport.disconnect();
  }

  /** The transport lost its flow. */
  loseFlow(error: Error | undefined): void {
    if (this.#state === "ready" || this.#state === "registering")
      this.#retry(error?.message === FLOW_DEAD ? "flow-dead" : "server-unreachable");
  }

  #try(): void {
    this.#tries += 1;
    this.#triedAtMs = this.#parts.clock.nowMs();
    const ofTry = this.#tries;
    this.#set("connecting", null, null);
    this.#connect(ofTry).catch((cause: unknown) => {
      if (ofTry !== this.#tries) return;
      const failure = connectFailure(cause);
      this.#parts.log.info({ cause, failure }, "sip server not reached");
      this.#retry(failure);
    });
  }

  async #connect(ofTry: number): Promise<void> {
    const { transport, userAgent } = this.#parts;
    // A flow that was just dropped must be closed before a new one may open.
    await transport.closed();
    if (ofTry !== this.#tries) return;
    if (userAgent.state === UserAgentState.Stopped) await userAgent.start();
    else await userAgent.reconnect();
    if (ofTry !== this.#tries) return;
    this.#set("registering", null, null);
    this.#requests = new RegisterRequests(userAgent);
    this.#register(ofTry);
  }

  /** First, and then again before the binding runs out; `ready` stays `ready` while a refresh is on its way. */
  #register(ofTry: number): void {
    const { clock, transport } = this.#parts;
    this.#stopTimer();
    const answerMs = Math.min(MOST_ANSWER_MS, FIRST_ANSWER_MS * 2 ** Math.min(this.#unanswered, 10));
    this.#stopTimer = clock.after(answerMs, () => {
      this.#unanswered += 1;
      this.#retry("no-answer");
      transport.drop("no answer");
    });
    this.#requests?.send(this.#expiresS, (answer) => {
      if (ofTry !== this.#tries) return;
      this.#stopTimer();
      this.#unanswered = 0;
      if (answer.ok) this.#bound(ofTry, answer.expiresS);
      else this.#refused(ofTry, answer);
    });
  }

  #bound(ofTry: number, expiresS: number): void {
    this.#failures = 0;
    if (this.#state !== "ready") this.#set("ready", null, null);
    this.#stopTimer = this.#parts.clock.after(expiresS * 1_000 * REFRESH_AFTER, () => this.#register(ofTry));
  }

  #refused(ofTry: number, { statusCode, retryAfterS, minExpiresS }: Refusal): void {
    this.#parts.log.warn({ statusCode }, "registration refused");
    // 423: the registrar wants longer bindings (RFC 3261 §10.3). Each must be longer, or it would go on for ever.
    if (statusCode === 423 && minExpiresS !== null && minExpiresS > this.#expiresS && minExpiresS <= MOST_EXPIRES_S) {
      this.#expiresS = minExpiresS;
      this.#register(ofTry);
    } else if (statusCode === 401 || statusCode === 407) this.#giveUp("wrong-password");
    else if (statusCode === 403) this.#giveUp("forbidden");
    else if (statusCode === 404) this.#giveUp("unknown-user");
    else this.#retry(statusCode === 408 ? "no-answer" : "server-refused", retryAfterS ?? 0);
  }

  /** The same password again would only lock the account. `renew` tries once more. */
  #giveUp(failure: Failure): void {
    this.#letGo();
    this.#set("refused", failure, null);
    const { transport, log } = this.#parts;
    transport.disconnect().catch((cause: unknown) => log.debug({ cause }, "flow not closed"));
  }

  #retry(failure: Failure, afterS = 0): void {
    const { clock } = this.#parts;
    this.#letGo();
    const delayMs = Math.min(afterS, MOST_RETRY_AFTER_S) * 1_000 + backOffMs(this.#failures, clock.random());
    this.#failures += 1;
    this.#set("waiting", failure, clock.nowMs() + delayMs);
    this.#stopTimer = clock.after(delayMs, () => this.#try());
  }

  /** Forgets the try that runs; answers to it are no longer heard. */
  #letGo(): void {
    this.#tries += 1;
    this.#stopTimer();
    this.#requests = null;
  }

  #unregister(requests: RegisterRequests): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#parts.clock.after(UNREGISTER_MS, resolve);
      requests.send(0, () => {
        stop();
        resolve();
      });
    });
  }

  #set(state: PhoneState["state"], failure: Failure | null, retryAtMs: number | null): void {
    this.#state = state;
    this.#parts.onState({ state, sinceMs: this.#parts.clock.nowMs(), retryAtMs, failure });
  }
}
