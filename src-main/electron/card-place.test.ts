import fc from "fast-check";
import { expect, it } from "vitest";
import { placeCard } from "./card-place.ts";

it("stands in the lower right corner above the task bar, on any display", () => {
  expect(placeCard({ x: 0, y: 0, width: 1920, height: 1040 })).toEqual({ x: 1524, y: 864, width: 380, height: 160 });
  expect(placeCard({ x: -1280, y: 200, width: 1280, height: 720 })).toMatchObject({ x: -396, y: 744 });
});

it("is never outside of its display", () => {
  const whole = (min: number, max: number) => fc.integer({ min, max });
  fc.assert(
    fc.property(whole(-9000, 9000), whole(-9000, 9000), whole(1, 9000), whole(1, 9000), (x, y, width, height) => {
      const card = placeCard({ x, y, width, height });
      expect(card.x).toBeGreaterThanOrEqual(x);
      expect(card.y).toBeGreaterThanOrEqual(y);
      expect(card.x + card.width).toBeLessThanOrEqual(x + width);
      expect(card.y + card.height).toBeLessThanOrEqual(y + height);
    }),
  );
});
