import { describe, expect, test } from "vitest";
import { FailureCounter } from "./failure-counter.ts";
import { TokenBucket } from "./token-bucket.ts";

describe("FailureCounter", () => {
  test("locks a key at the limit, for a while, and no other key", () => {
    const counter = new FailureCounter(2, 1000);
    counter.fail("a", 0);
    expect(counter.waitMs("a", 0)).toBe(0);
    counter.fail("a", 500);
    expect(counter.waitMs("a", 600)).toBe(900);
    expect(counter.waitMs("b", 600)).toBe(0);
    expect(counter.waitMs("a", 1500)).toBe(0);
  });

  test("forgets failures that are old, and all of them after a success", () => {
    const counter = new FailureCounter(2, 1000);
    counter.fail("a", 0);
    counter.fail("a", 1001);
    expect(counter.waitMs("a", 1001)).toBe(0);
    counter.succeed("a");
    counter.fail("a", 1002);
    expect(counter.waitMs("a", 1002)).toBe(0);
  });

  test("remembers a bounded number of keys, the oldest go first", () => {
    const counter = new FailureCounter(1, 1000);
    for (let key = 0; key <= 4096; key += 1) counter.fail(`${key}`, 0);
    expect(counter.waitMs("0", 0)).toBe(0);
    expect(counter.waitMs("1", 0)).toBe(1000);
  });
});

describe("TokenBucket", () => {
  test("lets a burst through, then the rate", () => {
    const bucket = new TokenBucket(10, 3, 0);
    const take = (nowMs: number) => bucket.take(nowMs);
    expect([take(0), take(0), take(0), take(0)]).toEqual([true, true, true, false]);
    expect([take(99), take(100), take(100)]).toEqual([false, true, false]);
    expect([take(10_000), take(10_000), take(10_000), take(10_000)]).toEqual([true, true, true, false]);
  });
});
