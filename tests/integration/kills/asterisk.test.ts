import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../../src-hub/db/open-database.ts";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import { TemporaryFolder } from "../../support/cache-folder.ts";
import { Chance } from "../../support/chance.ts";
import { brokenRecords } from "../../support/contact-invariants.ts";
import { CallTown } from "../../support/day/call-town.ts";
import { TEAM } from "../../support/day/team-hub.ts";
import { expectOfferedAgainSoon, KILL_ROUNDS } from "../../support/kill-rounds.ts";
import { until } from "../../support/until.ts";

let folder: TemporaryFolder;
let town: CallTown;
let db: HubDatabase;
let hub: Hub;

beforeEach(async () => {
  folder = new TemporaryFolder();
  town = await CallTown.build(Chance.forTest("kills of Asterisk"));
  db = await openDatabase({ file: folder.file("hub.db"), key: null });
  hub = await startHub({
    database: db,
    listen: { host: "127.0.0.1", port: 0 },
    team: TEAM,
    secrets: {},
    asterisk: { ari: town.asterisk.ari, phoneServer: town.asterisk.wsUrl, patience: { unnoticedMs: 100 } },
  });
});
afterEach(async () => {
  await hub.stop();
  await town[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

async function isReady(): Promise<boolean> {
  return (await fetch(`http://127.0.0.1:${hub.port}/readyz`)).status === 200;
}

async function isBack(): Promise<void> {
  await expect.poll(isReady, { timeout: 20_000, interval: 20 }).toBe(true);
}

describe("Asterisk", () => {
  test("killed at any moment: each call ends once, none is left, and who calls again is offered within a second", async () => {
    const { chance } = town;
    await town.open(hub);
    const waits: number[] = [];
    for (let round = 0; round < KILL_ROUNDS; round += 1) {
      const words = `round ${round} of TANDEM_SEED=${chance.seed}`;
      await town.everybodyOnline();
      for (let count = 0; count < 2; count += 1) town.customerCalls();
      await chance.moment(700);
      await town.asterisk.die();
      const diedAtMs = Date.now();
      town.forget();
      await town.asterisk.startAgain();
      await isBack();
      await town.everybodyOnline();
      const calledAtMs = Date.now();
      const again = town.customerCalls(true);
      const isOver = () => hub.log.unclosed().every(({ createdAtMs }) => createdAtMs > diedAtMs);
      await until(isOver, `what the PBX took with it is closed (${words})`);
      await until(() => town.offeredAt(again) !== null, `who calls again is offered (${words})`);
      waits.push((town.offeredAt(again) ?? Number.POSITIVE_INFINITY) - calledAtMs);
      await hub.service.idle();
      expect(hub.service.brokenInvariants(), words).toEqual([]);
      expect(await brokenRecords(db), words).toEqual([]);
    }
    town.finish();
    await until(() => hub.log.unclosed().length === 0, "every call is closed", 30_000);
    expect(await brokenRecords(db)).toEqual([]);
    expect(await town.brokenPromises()).toEqual([]);
    waits.sort((left, right) => left - right);
    process.stderr.write(`${hub.log.headSeq} events\n`);
    expectOfferedAgainSoon(waits, `TANDEM_SEED=${chance.seed}`);
  }, 900_000);
});
