import fc from "fast-check";
import { expect, it } from "vitest";
import { changesBetween } from "./settings-change.ts";

it("names each place that differs, lists by who is in them", () => {
  const before = {
    maxOnBreak: 2,
    queues: [
      { queueId: "support", rules: { strategy: "random", overflow: [] } },
      { queueId: "orders", wrapUpMs: 5000 },
    ],
  };
  const after = {
    maxOnBreak: null,
    queues: [
      { queueId: "orders", wrapUpMs: 5000 },
      { queueId: "support", rules: { strategy: "sequential", overflow: [{ afterMs: 1, toQueueId: "orders" }] } },
      { queueId: "vip", wrapUpMs: 0 },
    ],
  };
  expect(changesBetween(before, after)).toEqual([
    { path: "maxOnBreak", from: 2, to: null },
    { path: "queues.support.rules.strategy", from: "random", to: "sequential" },
    { path: "queues.support.rules.overflow", from: [], to: [{ afterMs: 1, toQueueId: "orders" }] },
    { path: "queues.vip", from: null, to: { queueId: "vip", wrapUpMs: 0 } },
  ]);
});

it("names nothing where nothing differs, and never a place where nothing changed", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      expect(changesBetween(before, before)).toEqual([]);
      for (const { from, to } of changesBetween(before, after))
        expect(JSON.stringify(from)).not.toBe(JSON.stringify(to));
    }),
  );
});
