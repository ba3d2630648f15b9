import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CARD_SIZE, type CardDisplay, type CardPlaces, cardBounds, dropCard, placeCard } from "./card-place.ts";

const left: CardDisplay = {
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
};
const right: CardDisplay = {
  bounds: { x: 1920, y: 0, width: 1280, height: 1024 },
  workArea: { x: 1920, y: 0, width: 1280, height: 984 },
};

describe("a card nobody has moved", () => {
  it("stands in the lower right corner above the task bar, on any display", () => {
    expect(placeCard({ x: 0, y: 0, width: 1920, height: 1040 })).toEqual({ x: 1524, y: 864, ...CARD_SIZE });
    expect(placeCard({ x: -1280, y: 200, width: 1280, height: 720 })).toMatchObject({ x: -396, y: 744 });
    expect(cardBounds({}, [left, right], right)).toEqual(placeCard(right.workArea));
  });

  it("is never outside of its display", () => {
    const whole = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(
      fc.property(whole(-9000, 9000), whole(-9000, 9000), whole(1, 9000), whole(1, 9000), (x, y, width, height) => {
        expectOn(placeCard({ x, y, width, height }), { x, y, width, height });
      }),
    );
  });
});

describe("a card that was dragged", () => {
  it("comes back to its place at this desk, whatever monitor is in use, and not at another desk", () => {
    const { places, bounds } = dropCard({}, [left, right], left, { x: 40, y: 60 });
    expect(bounds).toEqual({ x: 40, y: 60, ...CARD_SIZE });
    expect(cardBounds(places, [right, left], right)).toEqual(bounds);
    expect(cardBounds(places, [left], left)).toEqual(placeCard(left.workArea));
  });

  it("let go half beyond the edge is moved wholly onto the display that has more of it", () => {
    expect(dropCard({}, [left, right], left, { x: 1800, y: 200 }).bounds).toMatchObject({ x: 1920, y: 200 });
    expect(dropCard({}, [left, right], left, { x: 1000, y: 1030 }).bounds).toMatchObject({ x: 1000, y: 880 });
    expect(dropCard({}, [left, right], left, { x: 9000, y: 9000 }).bounds).toEqual(placeCard(left.workArea));
  });

  it("near a corner where it usually stands it follows the monitor in use again", () => {
    const moved = dropCard({}, [left, right], left, { x: 40, y: 60 }).places;
    const { places, bounds } = dropCard(moved, [left, right], left, { x: 1535, y: 850 });
    expect(bounds).toEqual(placeCard(left.workArea));
    expect(places).toEqual({});
    expect(cardBounds(places, [left, right], right)).toEqual(placeCard(right.workArea));
  });

  it("is wholly on one of the displays, wherever it was dropped and whatever was kept", () => {
    const place = fc.record({ x: fc.integer({ min: -5000, max: 9000 }), y: fc.integer({ min: -5000, max: 9000 }) });
    fc.assert(
      fc.property(place, place, fc.boolean(), (at, kept, isLeft) => {
        const inUse = isLeft ? left : right;
        const dropped = dropCard({}, [left, right], inUse, at);
        const old: CardPlaces = Object.fromEntries(Object.keys(dropped.places).map((key) => [key, kept]));
        for (const card of [
          dropped.bounds,
          cardBounds(dropped.places, [left, right], inUse),
          cardBounds(old, [left, right], inUse),
        ])
          expectOn(card, card.x >= right.workArea.x ? right.workArea : left.workArea);
      }),
    );
  });
});

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

function expectOn(card: Box, { x, y, width, height }: Box): void {
  expect(card.x).toBeGreaterThanOrEqual(x);
  expect(card.y).toBeGreaterThanOrEqual(y);
  expect(card.x + card.width).toBeLessThanOrEqual(x + width);
  expect(card.y + card.height).toBeLessThanOrEqual(y + height);
}
