import { expiredUptoMs, RetentionKind, RetentionSettings } from "../../src-shared/domain/retention.ts";
import { changesBetween } from "../../src-shared/domain/settings-change.ts";
import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { AlongsideWrite } from "../log/append-group.ts";
import type { EventLog } from "../log/event-log.ts";
import { readMeta, writeMeta } from "../log/meta-store.ts";
import { eraseContacts, PSEUDONYM, readContacts, readEventsAt } from "../log/personal-data-store.ts";
import type { Journal } from "./journal.ts";
import type { Removals } from "./removals.ts";
import { StepSize } from "./step-size.ts";

const FIRST_RUN_MS = 60_000;
const RUN_EVERY_MS = 3_600_000;
/** Between two steps others have the writer for themselves. */
const PAUSE_MS = 20;
/** Events of a step that are looked at by number, time and type alone. */
const SCANNED_AT_ONCE = 1000;

export type RetentionNeeds = {
  readonly db: HubDatabase;
  readonly log: EventLog;
  readonly clock: HubClock;
  readonly journal: Journal;
  readonly removals: Pick<Removals, "carryOut">;
  readonly run: <Value>(job: () => Promise<Value>) => Promise<Value>;
  readonly onFault: (error: unknown) => void;
};

/** What the job did since the hub started; for the metrics. */
export type RetentionCounts = {
  /** Events that were rewritten, or whose recording was removed. */
  readonly changed: Readonly<Record<RetentionKind, number>>;
  readonly steps: number;
  readonly longestStepMs: number;
  /** An open contact is older than customers are kept: what came after it waits until it is closed. */
  readonly isHeldUp: boolean;
};

type Cursors = Readonly<Partial<Record<RetentionKind, number>>>;
type Step = { readonly uptoSeq: number; readonly changed: number; readonly isLast: boolean };
type Plan = Step & { readonly events: readonly NewEvent[]; readonly write: AlongsideWrite | undefined };

/**
 * Takes out of the log what is over its time. It goes along the log from where it ended last, in steps that are small
 * enough for the one writer; where it is stands in the database, so that a restart goes on. Numbers stay.
 */
export class Retention {
  readonly #needs: RetentionNeeds;
  readonly #size = new StepSize();
  readonly #changed: Record<RetentionKind, number> = { messages: 0, recordings: 0, quality: 0, customers: 0 };
  #pseudonyms = new Map<string, string>();
  #isHeldUp = false;
  #stopTimer: () => void = () => undefined;
  #isStopped = false;

  constructor(needs: RetentionNeeds) {
    this.#needs = needs;
  }

  get counts(): RetentionCounts {
    const { steps, longestMs } = this.#size;
    return { changed: this.#changed, steps, longestStepMs: longestMs, isHeldUp: this.#isHeldUp };
  }

  start(): void {
    this.#again(FIRST_RUN_MS);
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopTimer();
  }

  async read(): Promise<{ readonly version: number; readonly settings: RetentionSettings }> {
    const stored = await readMeta(this.#needs.db, "retention");
    if (stored === null) return { version: 1, settings: RetentionSettings.parse({}) };
    const { version, settings } = JSON.parse(stored) as { version: number; settings: unknown };
    return { version, settings: RetentionSettings.parse(settings) };
  }

  /** Counts from the next run on, which follows soon. */
  change(
    actor: string,
    { version, settings }: { readonly version: number; readonly settings: RetentionSettings },
  ): Promise<Result<{ readonly version: number; readonly settings: RetentionSettings }, "settings-changed">> {
    const { run, journal } = this.#needs;
    return run(async () => {
      const known = await this.read();
      if (known.version !== version) return refused("settings-changed", "now", known.version);
      const changes = [...changesBetween(known.settings, settings)];
      if (changes.length === 0) return accepted(known);
      const next = { version: version + 1, settings };
      const payload = { area: "retention" as const, version: next.version, changes };
      await journal.write([{ type: "settings.changed", actor, payload }], (db) =>
        writeMeta(db, "retention", JSON.stringify(next)),
      );
      this.#again(FIRST_RUN_MS);
      return accepted(next);
    });
  }

  #again(afterMs: number): void {
    this.#stopTimer();
    if (this.#isStopped) return;
    this.#stopTimer = this.#needs.clock.after(afterMs, () => {
      this.#runThrough()
        .then(() => this.#again(RUN_EVERY_MS))
        .catch(this.#needs.onFault);
    });
  }

  async #runThrough(): Promise<void> {
    const { settings } = await this.read();
    this.#pseudonyms = new Map();
    this.#isHeldUp = false;
    for (const kind of RetentionKind.options) {
      const beforeMs = expiredUptoMs(settings, kind, this.#needs.clock.nowMs());
      if (beforeMs !== null) await this.#expire(kind, beforeMs);
    }
    this.#pseudonyms = new Map();
  }

  async #expire(kind: RetentionKind, beforeMs: number): Promise<void> {
    const { log, clock, journal, removals, run } = this.#needs;
    const afterSeq = (await this.#cursors())[kind] ?? 0;
    let [cursor, changed] = [afterSeq, 0];
    while (!this.#isStopped) {
      const step = await run(() => this.#step(kind, cursor, beforeMs));
      cursor = step.uptoSeq;
      changed += step.changed;
      this.#changed[kind] += step.changed;
      if (step.isLast) break;
      await new Promise<void>((resolve) => {
        clock.after(PAUSE_MS, resolve);
      });
    }
    if (cursor === afterSeq) return;
    const payload = { kind, afterSeq, uptoSeq: cursor, changed };
    const told: readonly NewEvent[] = changed > 0 ? [{ type: "data.expired", actor: "system", payload }] : [];
    const cursors = { ...(await this.#cursors()), [kind]: cursor };
    await run(() =>
      journal.write(told, (transaction) => writeMeta(transaction, "retention-cursors", JSON.stringify(cursors))),
    );
    if (changed === 0) return;
    log.forgetRecent();
    removals.carryOut();
  }

  async #step(kind: RetentionKind, afterSeq: number, beforeMs: number): Promise<Step> {
    const startedAt = performance.now();
    const { readDuePiece, TYPES_OF } = await loadStore();
    const piece = await readDuePiece(this.#needs.db, { afterSeq, span: SCANNED_AT_ONCE, beforeMs });
    const isEnd = piece.uptoSeq < afterSeq + SCANNED_AT_ONCE;
    const concerned = piece.events.filter(({ type }) => kind === "customers" || TYPES_OF[kind].has(type));
    const taken = concerned.slice(0, this.#size.events).map(({ seq }) => seq);
    const isWhole = taken.length === concerned.length;
    const uptoSeq = isWhole ? piece.uptoSeq : (taken.at(-1) ?? piece.uptoSeq);
    const events = await readEventsAt(this.#needs.db, taken);
    const step = { uptoSeq, isLast: isEnd && isWhole };
    const plan = await (kind === "customers"
      ? this.#planCustomers(events, step)
      : this.#planKind(kind, events, step, beforeMs));
    if (plan.write) await this.#needs.journal.write(plan.events, plan.write);
    if (plan.changed > 0) this.#size.took(performance.now() - startedAt);
    return plan;
  }

  async #planKind(
    kind: Exclude<RetentionKind, "customers">,
    events: readonly LogEvent[],
    step: Pick<Step, "uptoSeq" | "isLast">,
    beforeMs: number,
  ): Promise<Plan> {
    const { expireEvents } = await loadStore();
    const times = { atMs: this.#needs.clock.nowMs(), beforeMs };
    const write: AlongsideWrite = (transaction) => expireEvents(transaction, kind, events, times);
    return { ...step, changed: events.length, events: [], write: events.length === 0 ? undefined : write };
  }

  /** A contact that is not closed is served with what is known of the customer: the run ends before it. */
  async #planCustomers(events: readonly LogEvent[], step: Pick<Step, "uptoSeq" | "isLast">): Promise<Plan> {
    const { db, clock } = this.#needs;
    const interactions = await readContacts(db, [...new Set(events.flatMap(contactOf))]);
    const known = new Map(interactions.map((interaction) => [interaction.interactionId, interaction]));
    const isOpen = (id: InteractionId) => (known.get(id)?.state ?? "closed") !== "closed";
    const open = events.find((event) => contactOf(event).some(isOpen));
    if (open) this.#isHeldUp = true;
    const concerned = events.filter((event) => contactOf(event).length > 0 && (!open || event.seq < open.seq));
    const contacts = new Map<InteractionId, string>();
    for (const id of concerned.flatMap(contactOf)) {
      const address = known.get(id)?.customer.address;
      if (address !== undefined) contacts.set(id, this.#pseudonymOf(address));
    }
    const fresh = [...contacts]
      .filter(([id]) => known.get(id)?.customer.address.startsWith(PSEUDONYM) === false)
      .map(([interactionId, pseudonym]) => ({ interactionId, pseudonym }));
    const payload = { contacts: fresh, reason: "retention" as const };
    const times = { atMs: clock.nowMs(), keepsOpenDialogs: true };
    const seqs = concerned.map(({ seq }) => seq);
    const write: AlongsideWrite = (transaction) => eraseContacts(transaction, contacts, seqs, times);
    return {
      uptoSeq: open ? open.seq - 1 : step.uptoSeq,
      isLast: step.isLast || open !== undefined,
      changed: concerned.length,
      events: fresh.length === 0 ? [] : [{ type: "customer.erased", actor: "system", payload }],
      write: contacts.size === 0 ? undefined : write,
    };
  }

  /** One a customer within a run, so that reports over it still count the same customers. */
  #pseudonymOf(address: string): string {
    if (address.startsWith(PSEUDONYM)) return address;
    const known = this.#pseudonyms.get(address) ?? `${PSEUDONYM}${this.#needs.clock.newId()}`;
    this.#pseudonyms.set(address, known);
    return known;
  }

  async #cursors(): Promise<Cursors> {
    return JSON.parse((await readMeta(this.#needs.db, "retention-cursors")) ?? "{}") as Cursors;
  }
}

/** When it is wanted: a hub inside a desktop starts without it. */
function loadStore() {
  return import("../log/retention-store.ts");
}

function contactOf(event: LogEvent): readonly InteractionId[] {
  return "interactionId" in event.payload ? [event.payload.interactionId] : [];
}
