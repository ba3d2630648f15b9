import { afterAll, describe, expect, it } from "vitest";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { EventLog } from "../../../src-hub/log/event-log.ts";
import { SerialQueue } from "../../../src-hub/log/serial-queue.ts";
import { Journal } from "../../../src-hub/service/journal.ts";
import { Retention } from "../../../src-hub/service/retention.ts";
import { insertConversation } from "../../../src-hub/text/conversation-store.ts";
import { RetentionSettings } from "../../../src-shared/domain/retention.ts";
import type { NewEvent } from "../../../src-shared/events/log-event.ts";
import { ConversationId, InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import { customerStory, type KnownCustomer, waitingCall } from "../../support/customer-story.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { until } from "../../support/until.ts";
import { ENGINES, Stores } from "./support/stores.ts";

const DAY_MS = 86_400_000;
const DAYS = 12;
const stores = new Stores();
afterAll(() => stores.stop());

/** The customer of a day: every string of theirs is found nowhere else. */
const customerOf = (day: number): KnownCustomer => ({
  ...{
    phone: `+791655500${10 + day}`,
    name: `Имя-${day}-`,
    note: `заметка-${day}-`,
    step: `шаг-${day}-`,
    card: `карточка-${day}-`,
  },
  ...{ text: `текст-${day}-`, reason: `причина-${day}-`, channelId: `telegram-${day}-m` },
});
const recordingOf = (day: number) => `tandem_d${day}-in_1001_aaaa1111`;

function extras(day: number): readonly NewEvent[] {
  const interactionId = InteractionId.parse(`d${day}-in`);
  const quality = {
    ...{ windows: 4, codec: `codec-${day}-`, mos: 4.1, minMos: 3.2, heard: null, said: null, roundTripMs: 90 },
    events: [],
  };
  const operatorId = OperatorId.parse("marina");
  const recording = { interactionId, operatorId, recording: recordingOf(day), state: "stopped" as const };
  return [
    { type: "call.recording-changed", actor: "system", payload: recording },
    { type: "call.quality-measured", actor: "marina", payload: { interactionId, operatorId, quality } },
  ];
}

class Place {
  readonly clock = new FakeClock();
  readonly jobs = new SerialQueue();
  readonly db: HubDatabase;
  readonly log: EventLog;
  readonly retention: Retention;

  private constructor(db: HubDatabase, log: EventLog, clock: FakeClock) {
    this.db = db;
    this.log = log;
    this.clock = clock;
    this.retention = new Retention({
      ...{ db, log, clock, journal: new Journal(log), removals: { carryOut: () => undefined } },
      run: (job) => this.jobs.run(job),
      onFault: (error) => {
        throw error;
      },
    });
  }

  static async open(db: HubDatabase): Promise<Place> {
    const clock = new FakeClock();
    return new Place(db, await EventLog.open(db, clock), clock);
  }

  /** A customer a day, one of whom waits since the first day when `opens`. */
  async live(): Promise<void> {
    for (let day = 0; day < DAYS; day += 1) {
      const customer = customerOf(day);
      await this.log.append([...customerStory(`d${day}`, customer), ...extras(day)], (transaction) =>
        insertConversation(
          transaction,
          {
            ...{ conversationId: ConversationId.parse(`d${day}-conversation`), channel: "telegram", account: "bot" },
            ...{
              externalId: `chat-${day}-`,
              language: null,
              customer: { address: customer.phone, name: customer.name },
            },
          },
          this.clock.nowMs(),
        ),
      );
      this.clock.jump(DAY_MS);
    }
  }

  async change(settings: Partial<RetentionSettings>): Promise<void> {
    const { version } = await this.retention.read();
    const changed = await this.retention.change("marina", { version, settings: RetentionSettings.parse(settings) });
    expect(changed.ok).toBe(true);
  }

  /** Lets the job run to its end; `beside` is what others do meanwhile. */
  async run(beside: () => void = () => undefined): Promise<void> {
    this.clock.advance(61_000);
    await until(() => {
      const { nextAtMs } = this.clock;
      if (nextAtMs === null) return false;
      if (nextAtMs - this.clock.nowMs() > 1000) return true;
      beside();
      this.clock.advance(20);
      return false;
    }, "the retention has run");
  }

  async everything(): Promise<string> {
    const tables = (await this.db.introspection.getTables()).filter(({ name }) => name !== "removals");
    const rows = await Promise.all(
      tables.map(({ name }) =>
        this.db
          .selectFrom(name as "events")
          .selectAll()
          .execute(),
      ),
    );
    return JSON.stringify(rows);
  }
}

/** Of which days something is still found. */
async function daysWith(place: Place, what: (day: number) => string): Promise<readonly number[]> {
  const all = await place.everything();
  return Array.from({ length: DAYS }, (_none, day) => day).filter((day) => all.includes(what(day)));
}
const from = (first: number) => Array.from({ length: DAYS - first }, (_none, index) => first + index);

describe.each(ENGINES)("what is over its time, on %s", (engine) => {
  it("goes, each kind by its own days; numbers and what is younger stay, and others write meanwhile", async () => {
    const db = await (await stores.place(engine)).open();
    const place = await Place.open(db);
    await place.live();
    const before = await place.log.read(0, 10_000);
    await place.change({ messages: 6, recordings: 3, quality: 4, customers: 9 });
    const beside: Promise<unknown>[] = [];
    await place.run(() => {
      if (beside.length < 20) beside.push(place.log.append([aPhone(beside.length % 2 === 0)]));
    });
    await Promise.all(beside);
    expect(await daysWith(place, (day) => customerOf(day).text)).toEqual(from(7));
    expect(await daysWith(place, (day) => `codec-${day}-`)).toEqual(from(9));
    for (const known of ["name", "note", "card", "reason", "channelId"] as const)
      expect(await daysWith(place, (day) => customerOf(day)[known])).toEqual(from(4));
    expect(await daysWith(place, (day) => customerOf(day).phone.slice(2))).toEqual(from(4));
    expect(await daysWith(place, (day) => `chat-${day}-`)).toEqual(from(4));
    const removals = await db.selectFrom("removals").select("ref").where("kind", "=", "recording").execute();
    expect(removals.map(({ ref }) => ref).sort()).toEqual(
      Array.from({ length: 10 }, (_none, day) => recordingOf(day)).sort(),
    );
    const after = await place.log.read(0, 10_000);
    expect(after.slice(0, before.length).map(({ seq, atMs, type, actor }) => ({ seq, atMs, type, actor }))).toEqual(
      before.map(({ seq, atMs, type, actor }) => ({ seq, atMs, type, actor })),
    );
    const told = after.flatMap((event) => (event.type === "data.expired" ? [event.payload.kind] : []));
    expect(told).toEqual(["messages", "recordings", "quality", "customers"]);
    expect(place.retention.counts.steps).toBeGreaterThan(5);
    await db.destroy();
  });

  it("waits for a contact that is still open, and goes on behind it, also after a restart", async () => {
    const db = await (await stores.place(engine)).open();
    const place = await Place.open(db);
    const waiting = customerOf(99);
    await place.log.append(waitingCall("open", waiting));
    await place.live();
    await place.change({ customers: 5 });
    await place.run();
    expect(place.retention.counts.isHeldUp).toBe(true);
    expect(await daysWith(place, (day) => customerOf(day).name)).toEqual(from(0));
    const interactionId = InteractionId.parse("open-waits");
    await place.log.append([
      {
        type: "interaction.ended",
        actor: "system",
        payload: { interactionId, endedBy: "customer", result: "abandoned" },
      },
      { type: "interaction.closed", actor: "system", payload: { interactionId } },
    ]);
    const later = new Retention({
      ...{ db, log: place.log, clock: place.clock, journal: new Journal(place.log) },
      ...{ removals: { carryOut: () => undefined }, run: (job) => place.jobs.run(job), onFault: () => undefined },
    });
    place.retention.stop();
    later.start();
    await place.run();
    expect(later.counts.isHeldUp).toBe(false);
    expect(await daysWith(place, (day) => customerOf(day).name)).toEqual(from(8));
    expect(await place.everything()).not.toContain(waiting.name);
    later.stop();
    await db.destroy();
  });
});

function aPhone(registered: boolean): NewEvent {
  return {
    type: "operator.phone-changed",
    actor: "system",
    payload: { operatorId: OperatorId.parse("lev"), registered },
  };
}
