import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { Client } from "pg";
import { systemClock } from "../../src-hub/clock.ts";
import { openDatabase } from "../../src-hub/db/open-database.ts";
import type { HubDatabase } from "../../src-hub/db/schema.ts";
import { EventLog } from "../../src-hub/log/event-log.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import { TestPostgres } from "../support/a-postgres.ts";
import { randomLog } from "../support/random-log.ts";
import { type BenchLine, benchLine } from "./support/bench-line.ts";
import { percentile } from "./support/statistics.ts";

/** Short and many: the machine's other work then falls on both sides alike, and medians leave out what fell on one. */
const ROUNDS = 40;
const WARM_UP = 5;
const EVENTS = 40;
const GROUPED = 192;
/** How many contacts are taken in at once in the grouped part. */
const AT_ONCE = 64;
const OPEN_AT_ONCE = 8;

type Engine = {
  readonly name: string;
  readonly log: EventLog;
  /** One row of the size of an event, durably, by the driver alone. */
  readonly insertBare: (row: Row) => unknown;
};
type Row = readonly [seq: number, atMs: number, actor: string, type: string, payload: string];

/**
 * Events the hub accepts durably, checked, numbered and with their projections, against bare durable inserts of the same
 * bytes by the driver; one after another, and with many asking at once. Both alternate in one run.
 */
export async function* run(): AsyncGenerator<BenchLine> {
  const folder = mkdtempSync(path.join(tmpdir(), "tandem-intake-"));
  try {
    for (const isEncrypted of [true, false]) {
      const key = isEncrypted ? randomBytes(32).toString("hex") : null;
      const engine = await openSqlite(folder, key);
      yield* measured(engine.engine);
      await engine.close();
    }
    const postgres = await TestPostgres.start({ isDurable: true });
    try {
      const { engine, close } = await openServer(postgres);
      yield* measured(engine);
      await close();
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function* measured({ name, log, insertBare }: Engine): AsyncGenerator<BenchLine> {
  const bare: number[] = [];
  const single: number[] = [];
  const grouped: number[] = [];
  const waits: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const events = aDay(round, EVENTS);
    const rows = events.map(
      ({ actor, type, payload }, index): Row => [
        round * EVENTS + index + 1,
        Date.now(),
        actor,
        type,
        JSON.stringify(payload),
      ],
    );
    const bareRate = await rate(EVENTS, async () => {
      for (const row of rows) await insertBare(row);
    });
    const singleRate = await rate(EVENTS, async () => {
      for (const event of events) await log.append([event]);
    });
    const timings: number[] = [];
    const crowd = aDay(1000 + round, GROUPED);
    const groupedRate = await rate(GROUPED, () => takeIn(log, crowd, timings));
    if (round < WARM_UP) continue;
    bare.push(bareRate);
    single.push(singleRate);
    grouped.push(groupedRate);
    waits.push(...timings);
  }
  const baseline = percentile(bare, 0.5);
  const singleMedian = percentile(single, 0.5);
  const groupedMedian = percentile(grouped, 0.5);
  const p99 = percentile(waits, 0.99);
  yield least(`intake.${name}`, singleMedian, baseline, 0.7, "one by one, against bare durable inserts");
  yield least(`intake.${name}.grouped`, groupedMedian, baseline, 3, `${AT_ONCE} at once, against the same`);
  yield benchLine({ name: `intake.${name}.grouped.p99`, unit: "ms", value: p99, maxValue: 20, samples: waits.length });
  if (name === "sqlite") yield least("intake", singleMedian, baseline, 0.7, "the hub as it comes: an encrypted file");
}

/** More is better, so the goal is a floor. */
function least(name: string, value: number, baseline: number, floor: number, note: string): BenchLine {
  const line = benchLine({ name, unit: "events/s", value, baseline, samples: ROUNDS, note });
  return { ...line, goal: `ratio >= ${floor}`, isMet: line.ratio !== null && line.ratio >= floor };
}

async function takeIn(log: EventLog, events: readonly NewEvent[], timings: number[]): Promise<void> {
  const waiting = [...events];
  const worker = async () => {
    for (let event = waiting.shift(); event; event = waiting.shift()) {
      const startedAt = performance.now();
      await log.append([event]);
      timings.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function rate(count: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (count * 1000) / (performance.now() - startedAt);
}

/** Whole lives of contacts, in legal order, as many open at a time as a few operators have. */
function aDay(seed: number, count: number): readonly NewEvent[] {
  const events: NewEvent[] = [];
  for (let part = 0; events.length < count; part += 1)
    for (const { type, payload, actor } of randomLog({ interactions: OPEN_AT_ONCE, seed: seed * 1000 + part }))
      if (type.startsWith("interaction.")) events.push({ type, payload, actor } as NewEvent);
  return events.slice(0, count);
}

async function openSqlite(folder: string, key: string | null): Promise<{ engine: Engine; close(): Promise<void> }> {
  const name = key === null ? "sqlite-plain" : "sqlite";
  const db = await openDatabase({ file: path.join(folder, `${name}.db`), key });
  const raw = new Database(path.join(folder, `${name}-bare.db`));
  if (key !== null) {
    raw.pragma("cipher='sqlcipher'");
    raw.pragma(`key="x'${key}'"`);
  }
  for (const pragma of ["locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL"]) raw.pragma(pragma);
  raw.exec(BARE_TABLE);
  const insert = raw.prepare("insert into bare values (?, ?, ?, ?, ?)");
  return {
    engine: { name, log: await EventLog.open(db, systemClock), insertBare: (row) => insert.run(...row) },
    close: () => closeBoth(db, () => raw.close()),
  };
}

async function openServer(postgres: TestPostgres): Promise<{ engine: Engine; close(): Promise<void> }> {
  const db = await openDatabase({ url: await postgres.createDatabase(), onLost: rethrow });
  const client = new Client(await postgres.createDatabase());
  await client.connect();
  await client.query(BARE_TABLE);
  const text = "insert into bare values ($1, $2, $3, $4, $5)";
  return {
    engine: {
      name: "postgres",
      log: await EventLog.open(db, systemClock),
      insertBare: (row) => client.query({ name: "bare", text, values: [...row] }),
    },
    close: () => closeBoth(db, () => client.end()),
  };
}

const BARE_TABLE =
  "create table bare (seq bigint primary key, at_ms bigint not null, actor text not null, type text not null, payload text not null)";

async function closeBoth(db: HubDatabase, closeBare: () => unknown): Promise<void> {
  await db.destroy();
  await closeBare();
}

function rethrow(error: Error): never {
  throw error;
}
