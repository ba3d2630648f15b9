import { expect, it } from "vitest";
import { outcomeKey } from "./outcome-model.ts";

const press = (code: string, change: object = {}) => ({
  ...{ code, altKey: false, ctrlKey: false, shiftKey: false, metaKey: false },
  ...change,
});

it("Alt and a digit choose a result also while something is typed; a slash looks for a topic only outside of it", () => {
  expect(outcomeKey(press("Digit3", { altKey: true }), true)).toEqual({ result: "passed-on" });
  expect(outcomeKey(press("Numpad1", { altKey: true }), false)).toEqual({ result: "solved" });
  expect(outcomeKey(press("Digit5", { altKey: true }), false)).toBeNull();
  expect(outcomeKey(press("Digit1", { altKey: true, ctrlKey: true }), false)).toBeNull();
  expect(outcomeKey(press("Slash"), false)).toBe("topics");
  expect(outcomeKey(press("Slash"), true)).toBeNull();
  expect(outcomeKey(press("Slash", { shiftKey: true }), false)).toBeNull();
});
