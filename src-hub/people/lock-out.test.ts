import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import { memoryFailureBook } from "../../tests/support/memory-failure-book.ts";
import { LockOut, type TryOutcome } from "./lock-out.ts";

const STRANGER = { login: "marina", address: "203.0.113.7" };

async function tries(lockOut: LockOut, count: number, outcome: TryOutcome, trier = STRANGER): Promise<number> {
  let looked = 0;
  for (let index = 0; index < count; index += 1)
    await lockOut.attempt(trier, async () => {
      looked += 1;
      return outcome;
    });
  return looked;
}

describe("tries that are counted", () => {
  it("of 50 wrong passwords five are looked at, whether one after another or all at once", async () => {
    expect(await tries(new LockOut(memoryFailureBook(), new FakeClock()), 50, "wrong")).toBe(5);
    const lockOut = new LockOut(memoryFailureBook(), new FakeClock());
    const looked = await Promise.all(Array.from({ length: 50 }, () => tries(lockOut, 1, "wrong")));
    expect(looked.reduce((sum, one) => sum + one, 0)).toBe(5);
  });

  it("by address too, so that a list of logins does not help; a right password takes only its own login back", async () => {
    const lockOut = new LockOut(memoryFailureBook(), new FakeClock());
    let looked = 0;
    for (let index = 0; index < 100; index += 1)
      looked += await tries(lockOut, 1, index % 10 === 9 ? "right" : "wrong", { ...STRANGER, login: `who-${index}` });
    expect(looked).toBe(33);
    expect(await tries(lockOut, 1, "wrong", { ...STRANGER, address: "203.0.113.8" })).toBe(1);
  });

  it("count a network of IPv6 as one, and this machine not at all", async () => {
    const lockOut = new LockOut(memoryFailureBook(), new FakeClock());
    let looked = 0;
    for (let index = 0; index < 40; index += 1) {
      const address = `2001:db8:1:2:${index.toString(16)}::1`;
      looked += await tries(lockOut, 1, "wrong", { login: `who-${index}`, address });
    }
    expect(looked).toBe(30);
    for (let index = 0; index < 40; index += 1)
      looked += await tries(lockOut, 1, "wrong", { login: `own-${index}`, address: "127.0.0.1" });
    expect(looked).toBe(70);
  });

  it("are let go on when the lock is over, when the password was right, and when an administrator says so", async () => {
    const clock = new FakeClock();
    const lockOut = new LockOut(memoryFailureBook(), clock);
    await tries(lockOut, 5, "wrong");
    expect(await lockOut.attempt(STRANGER, async () => "right")).toEqual({ waitMs: 60_000 });
    expect(await lockOut.lockedUntilMs("Marina")).toBe(clock.nowMs() + 60_000);
    clock.advance(60_000);
    expect(await lockOut.attempt(STRANGER, async () => "right")).toBe("right");
    expect(await tries(lockOut, 9, "wrong")).toBe(5);
    await lockOut.clear("MARINA");
    expect(await tries(lockOut, 9, "wrong")).toBe(5);
  });

  it("of what is neither right nor wrong nothing is counted or taken back", async () => {
    const lockOut = new LockOut(memoryFailureBook(), new FakeClock());
    await tries(lockOut, 4, "wrong");
    expect(await tries(lockOut, 20, "neither")).toBe(20);
    expect(await tries(lockOut, 5, "wrong")).toBe(1);
  });

  it("a check that failed by a fault holds nobody up", async () => {
    const lockOut = new LockOut(memoryFailureBook(), new FakeClock());
    for (let index = 0; index < 10; index += 1)
      await expect(lockOut.attempt(STRANGER, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await tries(lockOut, 1, "right")).toBe(1);
  });

  it("in any order never more wrong ones than the rule between two right ones", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<TryOutcome>("wrong", "wrong", "wrong", "right", "neither")),
        async (all) => {
          const lockOut = new LockOut(memoryFailureBook(), new FakeClock());
          let inRow = 0;
          for (const outcome of all) {
            const answer = await lockOut.attempt({ login: "marina", address: null }, async () => outcome);
            if (answer === "right") inRow = 0;
            if (answer === "wrong") inRow += 1;
            expect(inRow).toBeLessThanOrEqual(5);
          }
        },
      ),
    );
  });
});
