import fc from "fast-check";
import { expect, it } from "vitest";
import { type Box, cardPlace } from "./tour-model.ts";

const WINDOW = { width: 1280, height: 720 };
const CARD = { width: 320, height: 180 };

const overlap = (a: Box, b: Box) =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;

it("stands below the status, beside the list, above the phone, and inside what fills the window", () => {
  expect(cardPlace({ left: 68, top: 8, width: 190, height: 32 }, CARD, WINDOW)).toEqual({ left: 68, top: 52 });
  expect(cardPlace({ left: 64, top: 48, width: 264, height: 620 }, CARD, WINDOW)).toEqual({ left: 340, top: 48 });
  expect(cardPlace({ left: 64, top: 668, width: 264, height: 52 }, CARD, WINDOW)).toEqual({ left: 340, top: 528 });
  const { left, top } = cardPlace({ left: 0, top: 0, width: 1280, height: 720 }, CARD, WINDOW);
  expect([left, top]).toEqual([12, 528]);
});

it("is whole inside the window wherever the part is, and beside the part where there is room", () => {
  const box = fc.record({
    left: fc.integer({ min: 0, max: 1200 }),
    top: fc.integer({ min: 0, max: 680 }),
    width: fc.integer({ min: 20, max: 400 }),
    height: fc.integer({ min: 20, max: 200 }),
  });
  fc.assert(
    fc.property(box, (target) => {
      const place = cardPlace(target, CARD, WINDOW);
      expect(place.left).toBeGreaterThanOrEqual(12);
      expect(place.top).toBeGreaterThanOrEqual(12);
      expect(place.left + CARD.width).toBeLessThanOrEqual(WINDOW.width - 12);
      expect(place.top + CARD.height).toBeLessThanOrEqual(WINDOW.height - 12);
      const isWhole = target.left + target.width <= WINDOW.width && target.top + target.height <= WINDOW.height;
      if (isWhole) expect(overlap({ ...place, ...CARD }, target)).toBe(false);
    }),
  );
});
