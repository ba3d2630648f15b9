import fc from "fast-check";
import { expect, it } from "vitest";
import { SortedList } from "./sorted-list.ts";

it("is what a sorted array would be, over many chunks", () => {
  const step = fc.tuple(fc.boolean(), fc.nat(3000));
  fc.assert(
    fc.property(fc.array(step, { minLength: 500, maxLength: 2500 }), (steps) => {
      const list = new SortedList<number>((left, right) => left - right);
      const known = new Set<number>();
      for (const [isAdded, value] of steps)
        if (isAdded && !known.has(value)) {
          known.add(value);
          list.add(value);
        } else if (!isAdded) expect(list.remove(value)).toBe(known.delete(value));
      const sorted = [...known].sort((left, right) => left - right);
      expect([...list]).toEqual(sorted);
      expect(list.size).toBe(sorted.length);
      expect(list.first()).toBe(sorted[0]);
      expect([0, 7, 300, 5000].map((place) => list.at(place))).toEqual([0, 7, 300, 5000].map((place) => sorted[place]));
      expect(list.find((value) => value >= 1500)).toBe(sorted.find((value) => value >= 1500));
    }),
    { numRuns: 20 },
  );
});
