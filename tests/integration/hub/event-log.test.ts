import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { EventLog } from "../../../src-hub/log/event-log.ts";
import { readPresences } from "../../../src-hub/log/operator-store.ts";
import type { LogEvent, NewEvent } from "../../../src-shared/events/log-event.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { randomLog } from "../../support/random-log.ts";
import { foldAll } from "./support/a-hub.ts";
import { ENGINES, Stores } from "./support/stores.ts";

let db: HubDatabase;
let log: EventLog;
const clock = new FakeClock();
const stores = new Stores();
afterAll(() => stores.stop());

const asNew = ({ type, payload, actor }: LogEvent) => ({ type, payload, actor }) as NewEvent;
const someEvents = (seed: number) => randomLog({ interactions: 20, seed }).map(asNew);

async function storedInteractions() {
  const rows = await db.selectFrom("interactions").select("body").execute();
  return sorted(rows.map(({ body }) => JSON.parse(body)));
}

const sorted = <Item extends { readonly interactionId: string }>(items: readonly Item[]) =>
  [...items].sort((left, right) => (left.interactionId < right.interactionId ? -1 : 1));

describe.each(ENGINES)("EventLog on %s", (engine) => {
  beforeEach(async () => {
    db = await (await stores.place(engine)).open();
    log = await EventLog.open(db, clock);
  });
  afterEach(() => db.destroy());

  it("numbers without gaps, in the order asked, also when many ask at once", async () => {
    const events = someEvents(1);
    const answers = await Promise.all(events.map((event) => log.append([event])));
    expect(answers.flat().map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
    expect((await log.read(0, 10_000)).map(asNew)).toEqual(events);
  });

  it("keeps projections that are what the log makes of them", async () => {
    for (const seed of [2, 3, 4]) await log.append(someEvents(seed));
    const events = await log.read(0, 10_000);
    expect(await storedInteractions()).toEqual(sorted(foldAll(events)));
    const statuses = events.filter((event) => event.type === "operator.status-changed");
    for (const { operatorId, state } of await readPresences(db)) {
      const last = statuses.findLast(({ payload }) => payload.operatorId === operatorId);
      expect(state).toMatchObject({ status: last?.payload.status, sinceMs: last?.atMs, by: last?.payload.by });
    }
  });

  it("refuses what may not follow before anything is written, and goes on", async () => {
    const events = someEvents(5);
    await log.append(events.slice(0, 10));
    const closed = events.slice(0, 10).find((event) => event.type === "interaction.created");
    if (!closed) throw new Error("the story begins with nothing");
    await expect(log.append([...someEvents(6).slice(0, 3), closed])).rejects.toThrow("may not follow");
    expect(log.headSeq).toBe(10);
    expect(await db.selectFrom("events").select("seq").execute()).toHaveLength(10);
    await log.append(events.slice(10));
    expect(log.headSeq).toBe(events.length);
  });

  it("refuses a payload that is not what its type says", async () => {
    const wrong = {
      type: "interaction.closed",
      actor: "system",
      payload: { interactionId: "" },
    } as unknown as NewEvent;
    await expect(log.append([wrong])).rejects.toThrow("interactionId");
    expect(log.headSeq).toBe(0);
  });

  it("writes nothing when what is written alongside fails", async () => {
    const failing = async () => {
      throw new Error("no room");
    };
    await expect(log.append(someEvents(7), failing)).rejects.toThrow("no room");
    expect([log.headSeq, log.unclosed(), await log.read(0, 10), await storedInteractions()]).toEqual([0, [], [], []]);
    await log.append(someEvents(7));
  });

  it("refuses only what is wrong among appends that come together, and gives its numbers to the others", async () => {
    const events = someEvents(11);
    const before = events.slice(0, 5);
    const wrong = {
      type: "interaction.closed",
      actor: "system",
      payload: { interactionId: "" },
    } as unknown as NewEvent;
    const failing = async () => {
      throw new Error("no room");
    };
    const answers = await Promise.allSettled([
      ...before.map((event) => log.append([event])),
      log.append([wrong]),
      log.append(someEvents(12).slice(0, 3), failing),
      log.append([before[0] ?? wrong]),
      ...events.slice(5).map((event) => log.append([event])),
    ]);
    expect(answers.flatMap(({ status }, index) => (status === "rejected" ? [index] : []))).toEqual([5, 6, 7]);
    const written = await log.read(0, 10_000);
    expect(written.map(asNew)).toEqual(events);
    expect(written.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
    expect(await storedInteractions()).toEqual(sorted(foldAll(written)));
    const reopened = await EventLog.open(db, clock);
    expect([reopened.headSeq, sorted(reopened.unclosed())]).toEqual([log.headSeq, sorted(log.unclosed())]);
  });

  it("keeps what is written alongside in the order asked, each with its own events", async () => {
    const heard: number[][] = [];
    const appends = someEvents(13).map((event) =>
      log.append([event], async (_db, own) => void heard.push(own.map(({ seq }) => seq))),
    );
    await Promise.all(appends);
    expect(heard).toEqual(appends.map((_append, index) => [index + 1]));
  });

  it("tells after the commit, in order, and no longer once it is told to stop", async () => {
    const heard: number[] = [];
    const stop = log.onAppended((events) => heard.push(...events.map(({ seq }) => seq)));
    const events = someEvents(8);
    await Promise.all(events.map((event) => log.append([event])));
    stop();
    await log.append(someEvents(9));
    expect(heard).toEqual(events.map((_event, index) => index + 1));
  });

  it("reads pages from anywhere, whether memory still holds them or not", async () => {
    for (let seed = 10; seed < 45; seed += 1) await log.append(someEvents(seed));
    expect(log.headSeq).toBeGreaterThan(2500);
    const reopened = await EventLog.open(db, clock);
    for (const afterSeq of [
      0,
      1,
      499,
      log.headSeq - 2001,
      log.headSeq - 2000,
      log.headSeq - 1,
      log.headSeq,
      log.headSeq + 5,
    ]) {
      const page = await log.read(afterSeq, 30);
      expect(page.map(({ seq }) => seq)).toEqual(
        Array.from(
          { length: Math.max(0, Math.min(30, log.headSeq - afterSeq)) },
          (_none, index) => afterSeq + 1 + index,
        ),
      );
      expect(await reopened.read(afterSeq, 30)).toEqual(page);
    }
    expect(sorted(reopened.unclosed())).toEqual(sorted(log.unclosed()));
  });
});
