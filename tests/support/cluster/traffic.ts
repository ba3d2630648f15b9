import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import { until } from "../until.ts";
import { SITE_KEY, type TestCluster } from "./a-cluster.ts";
import { Shift } from "./a-shift.ts";
import { Visitor } from "./a-visitor.ts";

const WITHIN_MS = 30_000;

/** A number from 0 up to 1, the same ones for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Visitors who write and operators who answer, at whichever nodes live; and what must be true of it all. */
export class Traffic {
  readonly random: () => number;
  readonly #cluster: TestCluster;
  readonly #shifts: readonly Shift[];
  readonly #visitors: readonly Visitor[];
  #contacts = 0;
  #roundAfterSeq = 0;

  constructor(cluster: TestCluster, secrets: { readonly marina: string; readonly lev: string }, seed: number) {
    this.#cluster = cluster;
    this.random = randomOf(seed);
    // Where somebody links is not of the seed: it depends on when they are cut.
    const port = () => {
      const { serving } = cluster;
      return serving[Math.floor(Math.random() * serving.length)]?.port ?? 1;
    };
    this.#shifts = (["marina", "lev"] as const).map((login) => new Shift(login, secrets[login], port));
    this.#visitors = ["a", "b", "c"].map((name) => new Visitor(name, SITE_KEY, port));
  }

  /** The operators are on the line. */
  async begin(): Promise<void> {
    for (const shift of this.#shifts) shift.say(`${shift.login}-online`, "operator.set-status", { status: "online" });
    await until(() => this.#shifts.every(({ isIdle }) => isIdle), "the operators are on the line");
  }

  /** Each visitor writes once; settles when all of it is safe. */
  async write(round: number): Promise<void> {
    this.#roundAfterSeq = Math.max(...this.#shifts.map(({ lastSeq }) => lastSeq));
    this.#contacts += this.#visitors.length;
    await Promise.all(this.#visitors.map((visitor) => visitor.write(`вопрос ${round}`)));
  }

  /** So many events of this round were seen by somebody. */
  async seen(events: number): Promise<void> {
    const seq = this.#roundAfterSeq + events;
    const isSeen = () => this.#shifts.some(({ lastSeq }) => lastSeq >= seq);
    await until(isSeen, `event ${seq} is seen`, WITHIN_MS).catch((cause: unknown) => {
      throw new Error(`${String(cause)}\n${this.#cluster.nodes.map((node) => node.lastWords).join("\n")}`, { cause });
    });
  }

  /** Every contact was answered and closed, and everybody knows it. */
  async settled(): Promise<void> {
    const each = this.#contacts / this.#visitors.length;
    await until(
      () => this.#visitors.every((visitor) => visitor.answers.length >= each),
      "each visitor has an answer",
      WITHIN_MS,
    );
    await until(
      () => this.#shifts.every((shift) => shift.isIdle && closedOf(shift.events) >= this.#contacts),
      "every contact is closed",
      WITHIN_MS,
    );
    const [head] = await this.#cluster.query<{ seq: string }>("select max(seq) as seq from events");
    await until(
      () => this.#shifts.every(({ lastSeq, isLinked }) => isLinked && lastSeq >= Number(head?.seq)),
      "both desktops have the whole log",
      WITHIN_MS,
    );
  }

  /** When the last of the operators linked. */
  get linkedAtMs(): number {
    return Math.max(...this.#shifts.map(({ linkedAtMs }) => linkedAtMs));
  }

  /** What is not as it must be, in words. */
  async broken(): Promise<readonly string[]> {
    const [counts] = await this.#cluster.query<Counts>(COUNTS);
    const is: Readonly<Record<keyof Counts, number>> = {
      gaps: 0,
      open: 0,
      contacts: this.#contacts,
      received: this.#contacts,
      answers: this.#contacts,
      twice: 0,
      entries_twice: 0,
    };
    const faults = [...this.#shifts, ...this.#visitors].flatMap((end) => end.faults);
    for (const [name, wanted] of Object.entries(is) as [keyof Counts, number][])
      if (Number(counts?.[name]) !== wanted) faults.push(`${name}: ${counts?.[name]}, not ${wanted}`);
    for (const visitor of this.#visitors)
      if (new Set(visitor.answers).size !== visitor.answers.length) faults.push("an answer came twice");
    return faults;
  }

  /** How long a contact of this round waited for an offer, from when it could be given one. */
  longestWaitMs(backAtMs: number): number {
    const [{ events } = { events: [] as LogEvent[] }] = this.#shifts;
    const waitingSince = new Map<string, number>();
    let longest = 0;
    for (const { seq, atMs, type, payload } of events) {
      if (seq <= this.#roundAfterSeq || !("interactionId" in payload)) continue;
      const { interactionId } = payload;
      if (type === "interaction.queued" || type === "interaction.offer-ended") waitingSince.set(interactionId, atMs);
      const sinceMs = waitingSince.get(interactionId);
      if (type !== "interaction.offered" || sinceMs === undefined) continue;
      longest = Math.max(longest, atMs - Math.max(sinceMs, backAtMs));
      waitingSince.delete(interactionId);
    }
    return longest;
  }

  stop(): void {
    for (const end of [...this.#shifts, ...this.#visitors]) end.stop();
  }
}

function closedOf(events: readonly LogEvent[]): number {
  return events.filter(({ type }) => type === "interaction.closed").length;
}

type Counts = Readonly<
  Record<"gaps" | "open" | "contacts" | "received" | "answers" | "twice" | "entries_twice", string>
>;

const COUNTS = `select
  (select max(seq) - count(*) from events) as gaps,
  (select count(*) from interactions where state <> 'closed') as open,
  (select count(*) from interactions) as contacts,
  (select count(*) from events where type = 'message.received') as received,
  (select count(*) from events where type = 'message.sent') as answers,
  (select count(*) from (select 1 from events
     where type in ('interaction.created', 'interaction.accepted', 'interaction.closed', 'message.sent')
     group by type, payload::json->>'interactionId' having count(*) > 1) as twice) as twice,
  (select count(*) from (select 1 from site_entries group by visitor_id, entry_id having count(*) > 1) as two)
     as entries_twice`;
