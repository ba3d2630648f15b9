import { expect, test } from "vitest";
import { createLagging } from "./lagging.ts";

function aLagging() {
  const taken: number[] = [];
  const waiting: (() => void)[] = [];
  const lagging = createLagging<number>(
    (value) => taken.push(value),
    (act) => {
      waiting.push(act);
      return () => undefined;
    },
  );
  const drawFrame = () => {
    for (const act of waiting.splice(0)) act();
  };
  return { lagging, taken, waiting, drawFrame };
}

test("the first value is taken at once, a later one when the frame has been drawn", () => {
  const { lagging, taken, drawFrame } = aLagging();
  lagging.follow(1);
  lagging.follow(2);
  expect(taken).toEqual([1]);
  drawFrame();
  expect(taken).toEqual([1, 2]);
});

test("of several values within a frame the last counts, and one frame is waited for", () => {
  const { lagging, taken, waiting, drawFrame } = aLagging();
  lagging.follow(1);
  lagging.follow(2);
  lagging.follow(3);
  expect(waiting).toHaveLength(1);
  drawFrame();
  lagging.follow(4);
  drawFrame();
  expect(taken).toEqual([1, 3, 4]);
});
