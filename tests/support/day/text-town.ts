import { foldInteraction, type Interaction, isInteractionEvent } from "../../../src-shared/domain/interaction.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import type { Chance } from "../chance.ts";
import type { HeadlessVisitor } from "../site-chat/headless-visitor.ts";
import { until } from "../until.ts";
import { type Habits, ScriptedOperator } from "./scripted-operator.ts";
import type { TeamHub } from "./team-hub.ts";

const HABITS: Habits = { refuses: 0.1, ignores: 0, handsBack: 0.1, notes: 0.5, words: [1, 3] };
/** So many are in the chat at once: less than the three operators have room for, so that nobody waits for room. */
const MOST_VISITORS = 6;
const SETTLES_WITHIN_MS = 30_000;

/** One end and return of the system; times are epoch ms of this machine. */
type Crash = { readonly diedAtMs: number; readonly backAtMs: number };

/** Visitors of a site and three operators who never stop: what a hub is killed under. */
export class TextTown implements Disposable {
  readonly operators: ScriptedOperator[] = [];
  readonly #hub: TeamHub;
  readonly #chance: Chance;
  readonly #visitors: HeadlessVisitor[] = [];
  readonly #present = new Set<HeadlessVisitor>();
  readonly #crashes: Crash[] = [];

  constructor(hub: TeamHub, chance: Chance) {
    this.#hub = hub;
    this.#chance = chance;
  }

  async open(): Promise<void> {
    for (const login of ["anna", "boris", "vera"] as const) {
      const operator = new ScriptedOperator(this.#hub.place(login), this.#chance, HABITS);
      this.operators.push(operator);
      operator.goOnline();
    }
    await this.settle("the town opens");
  }

  /** Something happens everywhere. */
  stir(): void {
    for (const visitor of this.#present) {
      if (this.#isServed(visitor)) this.#leave(visitor);
      else if (this.#chance.is(0.5)) this.#write(visitor);
    }
    for (let count = 0; count < 2 && this.#present.size < MOST_VISITORS; count += 1) {
      const visitor = this.#hub.visitor();
      this.#visitors.push(visitor);
      this.#present.add(visitor);
      for (let words = 0; words <= this.#chance.below(2); words += 1) this.#write(visitor);
    }
  }

  /** The system is back: nobody waits before they try again. */
  wasAway(crash: Crash): void {
    this.#crashes.push(crash);
    for (const visitor of this.#present) visitor.hurry();
  }

  /** Everything that was written or asked for is safe, and everybody knows all of it; or something else is so. */
  async settle(words: string, isOver: () => boolean = () => false): Promise<void> {
    await until(() => isOver() || this.#isQuiet, `everything is answered (${words})`, SETTLES_WITHIN_MS).catch(
      (cause: unknown) => {
        throw new Error(this.#unrest(), { cause });
      },
    );
  }

  /** Everybody is served and closed. */
  async end(): Promise<void> {
    for (const operator of this.operators) operator.finish();
    const areClosed = () => this.operators.every(({ contacts }) => [...contacts.values()].every(isClosed));
    await until(() => this.#isQuiet && areClosed(), "every contact is closed", SETTLES_WITHIN_MS);
  }

  /** In words: what was lost, or happened twice. */
  brokenPromises(events: readonly LogEvent[]): readonly string[] {
    const received = new Map<string, number>();
    const order: string[] = [];
    for (const { type, payload } of events) {
      if (type !== "message.received") continue;
      received.set(payload.text, (received.get(payload.text) ?? 0) + 1);
      order.push(payload.text);
    }
    const written = this.#visitors.flatMap((visitor) => visitor.written);
    const lost = written.flatMap((text) =>
      received.get(text) === 1 ? [] : [`«${text}» is in the log ${received.get(text) ?? 0} times`],
    );
    const mixed = this.#visitors.filter(({ written: own }) => {
      const mine = new Set(own);
      return order.filter((text) => mine.has(text)).join("|") !== own.join("|");
    });
    return [
      ...lost,
      ...mixed.map(({ written: [first] }) => `the words of who said «${first}» are in another order`),
      ...this.operators.flatMap((operator) => brokenCommands(operator, events)),
    ];
  }

  /** How long those who waited when the system died waited for an offer after it was back and an operator was there, ms. */
  waits(events: readonly LogEvent[]): readonly number[] {
    return this.#crashes.flatMap(({ diedAtMs, backAtMs }) => {
      const welcomes = this.operators.flatMap(({ link }) => link.welcomes.filter((atMs) => atMs >= diedAtMs));
      const fromMs = Math.max(backAtMs, Math.min(...welcomes));
      const after = events.filter(({ atMs }) => atMs > diedAtMs);
      return [...waitingAt(events, diedAtMs)].map((interactionId) => {
        const offered = after.find(
          (one) => one.type === "interaction.offered" && one.payload.interactionId === interactionId,
        );
        return offered ? Math.max(0, offered.atMs - fromMs) : Number.POSITIVE_INFINITY;
      });
    });
  }

  [Symbol.dispose](): void {
    for (const visitor of this.#visitors) visitor.close();
    for (const { link } of this.operators) link.close();
  }

  get #isQuiet(): boolean {
    const areHeard = [...this.#present].every((visitor) => visitor.isDone && visitor.engine.state.link === "open");
    return areHeard && this.operators.every(({ link, isDone }) => isDone && link.isUpToDate);
  }

  /** Who is not done, and why. */
  #unrest(): string {
    const visitors = [...this.#present]
      .filter(({ isDone, engine }) => !isDone || engine.state.link !== "open")
      .map(({ engine }) =>
        JSON.stringify({ ...engine.state, conversation: engine.state.conversation.entries.slice(-2) }),
      );
    const operators = this.operators
      .filter(({ link, isDone }) => !isDone || !link.isUpToDate)
      .map(({ operatorId, link }) => `${operatorId}: ${link.lastSeq} ${JSON.stringify(link.outbox.pending())}`);
    return ["not done:", ...visitors, ...operators].join("\n");
  }

  #write(visitor: HeadlessVisitor): void {
    visitor.write(`посетитель ${this.#visitors.indexOf(visitor)}, слово ${visitor.written.length}`);
  }

  /** Their contact was closed after the last word of theirs. */
  #isServed({ engine, isDone }: HeadlessVisitor): boolean {
    return isDone && engine.state.conversation.entries.at(-1)?.kind === "ended";
  }

  #leave(visitor: HeadlessVisitor): void {
    this.#present.delete(visitor);
    visitor.close();
  }
}

function brokenCommands(
  { operatorId, effects, link }: ScriptedOperator,
  events: readonly LogEvent[],
): readonly string[] {
  const twice = [...effects].flatMap(([commandId, isEffect]) => {
    const reply = link.replies.get(commandId);
    if (!reply) return [`${commandId} of ${operatorId} was never answered`];
    const count = events.filter(isEffect).length;
    return count === (reply.ok ? 1 : 0) ? [] : [`${commandId} of ${operatorId} was executed ${count} times`];
  });
  return [...twice, ...link.faults.map((fault) => `${operatorId}: ${fault}`)];
}

function waitingAt(events: readonly LogEvent[], atMs: number): ReadonlySet<InteractionId> {
  const folded = new Map<InteractionId, Interaction>();
  for (const event of events) {
    if (event.atMs > atMs || !isInteractionEvent(event)) continue;
    const after = foldInteraction(folded.get(event.payload.interactionId), event);
    if (after) folded.set(after.interactionId, after);
  }
  const waiting = [...folded.values()].filter(({ state }) => state === "queued" || state === "offered");
  return new Set(waiting.map(({ interactionId }) => interactionId));
}

function isClosed({ state }: Interaction): boolean {
  return state === "closed";
}
