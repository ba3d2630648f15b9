import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readEvents } from "../../../src-hub/log/event-store.ts";
import { TestPostgres } from "../../support/a-postgres.ts";
import { lookAt } from "../../support/a-reader.ts";
import { Chance } from "../../support/chance.ts";
import { brokenRecords } from "../../support/contact-invariants.ts";
import { TeamHub } from "../../support/day/team-hub.ts";
import { TextTown } from "../../support/day/text-town.ts";
import { expectOfferedAgainSoon, KILL_ROUNDS } from "../../support/kill-rounds.ts";
import { until } from "../../support/until.ts";

const DATABASE_GONE = 75;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await TestPostgres.start();
});
afterAll(() => postgres.stop());

/** Ends connections of the hub to its database, as a firewall or an administrator would: all, the lease, or one at random. */
const CUTS = {
  all: "true",
  lease: "application_name = 'tandem-hub lease'",
  one: "pid = (select pid from pg_stat_activity where application_name = 'tandem-hub' order by random() limit 1)",
} as const;

async function cut(url: string, which: keyof typeof CUTS): Promise<void> {
  const ours = "application_name like 'tandem-hub%' and datname = current_database()";
  await postgres.query(url, `select pg_terminate_backend(pid) from pg_stat_activity where ${ours} and ${CUTS[which]}`);
}

/** Kills the server or cuts it off, and brings the hub back as `npm run hub` does when it ended. */
async function strike(hub: TeamHub, town: TextTown, chance: Chance, url: string): Promise<void> {
  const how = chance.is(0.7) ? "kill" : chance.pick(["all", "lease", "one"] as const);
  if (how === "kill") await postgres.kill();
  else await cut(url, how);
  // One connection of several may have been idle: then the hub goes on.
  const isOver = () => hub.process.child.exitCode !== null;
  if (how === "one") await town.settle("one connection was cut", isOver);
  else await until(isOver, "the hub ends");
  if (!isOver()) return;
  expect(await hub.process.ended).toBe(DATABASE_GONE);
  const diedAtMs = Date.now();
  const [backAtMs] = await Promise.all([hub.start(), how === "kill" ? postgres.revive() : null]);
  town.wasAway({ diedAtMs, backAtMs });
}

const MOST_ROUNDS = 10 * KILL_ROUNDS;

describe("PostgreSQL", () => {
  test("killed, or cut off, at any moment: nothing is lost or doubled, and who waits is offered again within a second", async () => {
    const chance = Chance.forTest("kills of PostgreSQL");
    const url = await postgres.createDatabase();
    await using hub = await TeamHub.make({ DATABASE_URL: url });
    await hub.start();
    using town = new TextTown(hub, chance);
    await town.open();
    // Not every kill strands somebody: it goes on until one has, or there would be nothing to measure.
    const hasStranded = async () => town.waits(await lookAt(url, (db) => readEvents(db, 0, 1_000_000))).length > 0;
    for (let round = 0; round < KILL_ROUNDS || (round < MOST_ROUNDS && !(await hasStranded())); round += 1) {
      const words = `round ${round} of TANDEM_SEED=${chance.seed}`;
      town.stir();
      await chance.moment(400);
      await strike(hub, town, chance, url);
      await town.settle(words);
      expect(await lookAt(url, brokenRecords), words).toEqual([]);
    }
    await town.end();
    expect(await lookAt(url, brokenRecords)).toEqual([]);
    const events = await lookAt(url, (db) => readEvents(db, 0, 1_000_000));
    expect(town.brokenPromises(events)).toEqual([]);
    const waits = [...town.waits(events)].sort((left, right) => left - right);
    process.stderr.write(`${events.length} events\n`);
    expectOfferedAgainSoon(waits, `TANDEM_SEED=${chance.seed}`);
  }, 900_000);
});
