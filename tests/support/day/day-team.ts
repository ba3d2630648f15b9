import type { Chance } from "../chance.ts";
import { MemoryOutboxStore } from "../memory-stores.ts";
import { until } from "../until.ts";
import { DILIGENT, type Habits, ScriptedOperator } from "./scripted-operator.ts";
import { secretOf, TEAM } from "./team-hub.ts";

const HABITS: Readonly<Record<string, Habits>> = {
  anna: { ...DILIGENT, passesOn: 0.3, finishes: 0.5 },
  boris: { refuses: 0.2, ignores: 0, handsBack: 0.1, passesOn: 0.2, extends: 0.5, notes: 0.3, words: [1, 2] },
  vera: { refuses: 0, ignores: 0.1, handsBack: 0.2, finishes: 0.3, extends: 0.3, notes: 0.3, words: [1, 3] },
  gleb: { refuses: 0.1, ignores: 0, handsBack: 0, passesOn: 0.3, notes: 0.5, words: [1, 2] },
};
const BREAK_MS = 1500;
const CRASH_MS = 1500;

/** Four operators of a day, each with habits of their own: one takes breaks, one's desktop crashes. */
export class DayTeam implements Disposable {
  readonly #url: string;
  readonly #chance: Chance;
  readonly #operators = new Map<string, ScriptedOperator>();
  #isOver = false;

  constructor(url: string, chance: Chance) {
    this.#url = url;
    this.#chance = chance;
  }

  get operators(): readonly ScriptedOperator[] {
    return [...this.#operators.values()];
  }

  get isDone(): boolean {
    return this.operators.every(({ isDone, link }) => isDone && link.isUpToDate);
  }

  async begin(): Promise<void> {
    for (const { operatorId } of TEAM.operators) this.#sitDown(operatorId).goOnline();
    await until(() => this.isDone, "everybody is on the line");
  }

  /** Breaks and crashes for so long; then everybody is there again. */
  async live(forMs: number): Promise<void> {
    const untilMs = Date.now() + forMs;
    while (Date.now() < untilMs) {
      await this.#after(this.#chance.below(BREAK_MS));
      this.#operators.get("vera")?.link.do("operator.set-next-status", { next: { status: "break", reason: "lunch" } });
      await this.#after(this.#chance.below(CRASH_MS));
      await this.#crash("gleb");
      this.#operators.get("vera")?.link.do("operator.set-status", { status: "online" });
      // Who missed too much is taken off the line, and comes back.
      for (const operator of this.operators) if (operator.status === "not-ready") operator.goOnline();
    }
  }

  /** From now on everything is taken and closed. */
  end(): void {
    this.#isOver = true;
    for (const operator of this.operators) {
      operator.goOnline();
      operator.finish();
    }
  }

  [Symbol.dispose](): void {
    for (const { link } of this.operators) link.close();
  }

  /** The desktop's process is gone with all it knew; its outbox is a file, and stays. */
  async #crash(login: string): Promise<void> {
    const before = this.#operators.get(login);
    before?.link.close();
    await this.#after(this.#chance.below(CRASH_MS));
    this.#sitDown(login, before);
  }

  #sitDown(login: string, before?: ScriptedOperator): ScriptedOperator {
    const store = before?.place.store ?? new MemoryOutboxStore();
    const place = { hubUrl: () => this.#url, login, secret: secretOf(login), store };
    const colleagues = TEAM.operators.map(({ operatorId }) => operatorId).filter((operatorId) => operatorId !== login);
    const operator = new ScriptedOperator(place, this.#chance, HABITS[login] ?? DILIGENT, colleagues);
    this.#operators.set(login, operator);
    if (this.#isOver) operator.finish();
    return operator;
  }

  #after(ms: number): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, ms);
    });
  }
}
