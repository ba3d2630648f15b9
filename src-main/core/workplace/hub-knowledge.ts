import { type AutoAnswerPolicy, NO_AUTO_ANSWER } from "../../../src-shared/domain/auto-answer.ts";
import type { OperatorId, QueueId } from "../../../src-shared/ids.ts";
import type { Workplace } from "../../../src-shared/ipc/workplace.ts";
import type { LinkTeam, LinkWelcome } from "../../../src-shared/link/link-contract.ts";
import type { SipAccount } from "../ports/call-signalling.ts";
import type { Clock } from "../ports/clock.ts";
import type { HubLinkAccount } from "../ports/hub-link.ts";
import type { Log } from "../ports/log.ts";
import type { WelcomeStore } from "../ports/store.ts";
import { type ToLocal, toLocalTime } from "./hub-views.ts";

/** Smaller differences are the way of the message, not of the clocks; following them would make every timer jump. */
const CLOCK_NOISE_MS = 250;

/** What the hub said about itself and the team, now or before the last restart. */
export class HubKnowledge {
  readonly #store: WelcomeStore;
  readonly #clock: Clock;
  readonly #log: Log;
  #welcome: LinkWelcome | null = null;
  #hubClockOffsetMs = 0;
  #heardAtMs: number | null = null;

  constructor(store: WelcomeStore, clock: Clock, log: Log) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  /** Takes what was kept, when it is this operator's; what this process knows already is newer. */
  recall(account: HubLinkAccount): void {
    if (this.self === account.login) return;
    const found = this.#store.read();
    const kept = found?.welcome.operator.operatorId === account.login ? found : null;
    this.#welcome = kept?.welcome ?? null;
    this.#hubClockOffsetMs = kept?.hubClockOffsetMs ?? 0;
    this.#heardAtMs = kept?.heardAtMs ?? null;
  }

  handleWelcome(welcome: LinkWelcome): void {
    const foundMs = welcome.hubTimeMs - this.#clock.nowMs();
    if (Math.abs(foundMs - this.#hubClockOffsetMs) > CLOCK_NOISE_MS) this.#hubClockOffsetMs = foundMs;
    this.#welcome = welcome;
  }

  /** An administrator changed the team. Before the welcome nobody's team is known. */
  handleTeam(team: LinkTeam): void {
    if (this.#welcome === null) return;
    const { topics: _before, ...welcome } = this.#welcome;
    const { breakLimits = welcome.breakLimits, ...known } = team;
    this.#welcome = { ...welcome, ...known, breakLimits };
  }

  /** What is shown was true at `atMs`; kept for a start without the hub. */
  noteHeard(atMs: number): void {
    this.#heardAtMs = atMs;
    if (this.#welcome === null) return;
    try {
      this.#store.write({ welcome: this.#welcome, hubClockOffsetMs: this.#hubClockOffsetMs, heardAtMs: atMs });
    } catch (error) {
      // The link goes while a talk goes on: a full disk costs the next start its picture, not this talk.
      this.#log.warn({ error }, "what the hub said could not be kept");
    }
  }

  get heardAtMs(): number | null {
    return this.#heardAtMs;
  }

  get headSeq(): number {
    return this.#welcome?.headSeq ?? 0;
  }

  get self(): OperatorId | null {
    return this.#welcome?.operator.operatorId ?? null;
  }

  get toLocal(): ToLocal {
    return toLocalTime(this.#hubClockOffsetMs);
  }

  get team(): LinkWelcome["operators"] {
    return this.#welcome?.operators ?? [];
  }

  get autoAnswerPolicy(): AutoAnswerPolicy {
    return this.#welcome?.autoAnswer ?? NO_AUTO_ANSWER;
  }

  readonly toHub = (localMs: number): number => Math.max(0, Math.round(localMs + this.#hubClockOffsetMs));

  readonly queueName = (queueId: QueueId): string | null =>
    this.#welcome?.queues.find((queue) => queue.queueId === queueId)?.name ?? null;

  readonly queue = (queueId: QueueId) => this.#welcome?.queues.find((queue) => queue.queueId === queueId) ?? null;

  get breakLimits(): LinkWelcome["breakLimits"] {
    return this.#welcome?.breakLimits ?? [];
  }

  /** What contacts are about; undefined: the team never said. */
  get topics(): LinkWelcome["topics"] {
    return this.#welcome?.topics;
  }

  readonly operator = (operatorId: OperatorId) =>
    this.#welcome?.operators.find((operator) => operator.operatorId === operatorId) ?? null;

  knowsBreak(code: string): boolean {
    return this.#welcome?.breakReasons.some((reason) => reason.code === code) ?? false;
  }

  facts(): Pick<Workplace, "operator" | "colleagues" | "queues" | "breakReasons" | "topics" | "hubClockOffsetMs"> {
    const self = this.self;
    return {
      operator: this.#welcome?.operator ?? null,
      colleagues: this.#welcome?.operators.filter((operator) => operator.operatorId !== self) ?? [],
      queues:
        this.#welcome?.queues.map(({ queueId, name, number, members }) => ({
          queueId,
          name,
          number,
          ...(self !== null && members.includes(self) && { isOwn: true as const }),
        })) ?? [],
      breakReasons: this.#welcome?.breakReasons ?? [],
      topics: this.topics,
      hubClockOffsetMs: this.#hubClockOffsetMs,
    };
  }

  /** The operator's phone account: at the host of the link and by its secret, unless the hub names others. Null: none. */
  sipAccount(account: HubLinkAccount): SipAccount | null {
    if (this.#welcome === null) return null;
    const { sip, operator } = this.#welcome;
    const password = sip.secret ?? account.secret;
    if (password === undefined || sip.hasPhone === false) return null;
    return {
      server: sip.server ?? `${account.url.replace(/^http/, "ws").replace(/\/+$/, "")}${sip.path}`,
      domain: sip.domain,
      user: sip.user,
      password,
      displayName: operator.name,
      source: { kind: "microphone" },
    };
  }
}
