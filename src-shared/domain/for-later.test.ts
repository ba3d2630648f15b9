import { expect, it } from "vitest";
import { isForLater } from "./for-later.ts";

const free = { calls: [{ phase: "ended" }], wrapUps: [] };
const lunch = { status: "break", reason: "lunch" } as const;

it("lets a break and the end of work wait for the customer, and nothing else", () => {
  for (const busy of [
    { ...free, calls: [{ phase: "talking" }] },
    { ...free, wrapUps: ["i-1"] },
    { ...free, calls: [{ phase: "ringing" }] },
  ]) {
    expect(isForLater(lunch, busy)).toBe(true);
    expect(isForLater({ status: "offline" }, busy)).toBe(true);
    expect(isForLater({ status: "online" }, busy)).toBe(false);
    expect(isForLater({ status: "do-not-disturb", forMs: null }, busy)).toBe(false);
  }
  expect(isForLater(lunch, free)).toBe(false);
});
