import { afterEach, beforeEach, expect, it } from "vitest";
import { RateGate } from "../../../src-hub/text/rate-gate.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { TextHub } from "./support/a-text-hub.ts";

const FLOOD = 10_000;

let test: TextHub;
beforeEach(async () => {
  test = await TextHub.start();
});
afterEach(() => test.stop());

/** How long some messages of a well-behaved customer take, one after another, in ms: the slowest but one. */
async function latency(customer: string): Promise<number> {
  const took: number[] = [];
  for (let count = 0; count < 10; count += 1) {
    const startedAt = performance.now();
    expect(await test.channel.write(`${customer}-${count}`, "добрый день")).toEqual({ ok: true, isReplay: false });
    took.push(performance.now() - startedAt);
  }
  return took.sort((left, right) => left - right)[8] ?? 0;
}

it("who writes ten thousand messages at once is told to slow down, and costs the others little", async () => {
  await latency("warm");
  const alone = await latency("before");
  const flood = Promise.all(
    Array.from({ length: FLOOD }, (_, count) => test.channel.write("mallory", `спам ${count}`)),
  );
  const beside = await latency("during");
  const replies = await flood;
  const taken = replies.filter(({ ok }) => ok).length;
  expect(taken).toBe(30);
  expect(replies.filter((reply) => !reply.ok).every((reply) => !reply.ok && reply.code === "too-many-messages")).toBe(
    true,
  );
  expect(replies.find(({ ok }) => !ok)).toEqual({
    ok: false,
    code: "too-many-messages",
    retry: "later",
    retryAfterMs: 500,
  });
  // The first waits for the thirty that were let in before it; a busy machine may be slow for both.
  expect(beside).toBeLessThan(alone * 20 + 100);
});

it("a gate forgets who is quiet, and holds no more names than it may", () => {
  const clock = new FakeClock();
  const gate = new RateGate({ perSecond: 1, atOnce: 2 }, clock);
  expect([gate.take("a"), gate.take("a"), gate.take("a"), gate.take("b")]).toEqual([true, true, false, true]);
  clock.advance(1000);
  expect([gate.take("a"), gate.take("a")]).toEqual([true, false]);
  for (let name = 0; name < 60_000; name += 1) gate.take(`name-${name}`);
  expect(gate.size).toBeLessThanOrEqual(50_000);
  clock.advance(60_000);
  gate.take("z");
  expect(gate.size).toBe(1);
});
