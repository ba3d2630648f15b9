import { afterAll, beforeAll, expect, it } from "vitest";
import { CENTRE_SECRETS, type ClusterNode, TestCluster } from "../../support/cluster/a-cluster.ts";
import { Traffic } from "../../support/cluster/traffic.ts";
import { expectOfferedAgainSoon, KILL_ROUNDS } from "../../support/kill-rounds.ts";
import { until } from "../../support/until.ts";

/** Something dies when so many events of the round, at most, were seen; three contacts make about thirty. */
const MOST_EVENTS = 24;

/** Set it to run the same rounds again. */
const SEED = Number(process.env.TANDEM_SEED ?? Date.now() % 1_000_000);

let cluster: TestCluster;
let traffic: Traffic;
beforeAll(async () => {
  cluster = await TestCluster.start(3);
  traffic = new Traffic(cluster, CENTRE_SECRETS, SEED);
  await traffic.begin();
}, 120_000);
afterAll(async () => {
  traffic.stop();
  await cluster[Symbol.asyncDispose]();
});

/** One round: contacts come, something dies at any moment of them, and when it is over everything is as it should be. */
async function round(number: number, die: () => Promise<() => number>): Promise<number> {
  const contacts = traffic.write(number);
  await traffic.seen(Math.floor(traffic.random() * MOST_EVENTS));
  const backAtMs = await die();
  await contacts;
  await traffic.settled();
  const words = `round ${number} of seed ${SEED}`;
  expect(await traffic.broken(), words).toEqual([]);
  return traffic.longestWaitMs(backAtMs());
}

it(`${KILL_ROUNDS} kills of a node lose and double nothing (seed ${SEED})`, { timeout: 900_000 }, async () => {
  const waitsMs: number[] = [];
  for (let number = 1; number <= KILL_ROUNDS; number += 1) {
    await until(() => cluster.serving.length > 1, "there is a node more to kill", 60_000);
    const victim: ClusterNode = traffic.random() < 0.5 ? cluster.leader : cluster.follower;
    const waitMs = await round(number, async () => {
      const wasLeader = victim.leads;
      await victim.kill();
      victim.restart();
      if (wasLeader) await cluster.led();
      return () => Math.max(wasLeader ? cluster.leader.ledAtMs : 0, traffic.linkedAtMs);
    });
    waitsMs.push(waitMs);
  }
  expectOfferedAgainSoon(waitsMs, `seed ${SEED}`);
});

it(`${KILL_ROUNDS} kills of Redis lose and double nothing (seed ${SEED})`, { timeout: 900_000 }, async () => {
  const waitsMs: number[] = [];
  for (let number = KILL_ROUNDS + 1; number <= 2 * KILL_ROUNDS; number += 1) {
    const waitMs = await round(number, async () => {
      const before = cluster.followers.map((node) => [node, node.count("follows")] as const);
      await cluster.redis.kill();
      await cluster.redis.revive();
      await until(() => before.every(([node, times]) => node.count("follows") > times), "they follow again");
      return () => Math.max(...cluster.followers.map((node) => node.followedAtMs), traffic.linkedAtMs);
    });
    waitsMs.push(waitMs);
  }
  expectOfferedAgainSoon(waitsMs, `seed ${SEED}`);
});
