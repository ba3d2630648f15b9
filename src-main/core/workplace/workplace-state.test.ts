import { expect, test } from "vitest";
import { aWorkplace } from "../../../tests/support/a-workplace.ts";
import { isEqual } from "./is-equal.ts";
import { type WorkplaceChange, WorkplaceState } from "./workplace-state.ts";

function aState() {
  const { revision: _revision, ...facts } = aWorkplace();
  const state = new WorkplaceState(facts);
  const changes: WorkplaceChange[] = [];
  state.onChange((change) => changes.push(change));
  return { state, changes };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("what changes in one turn goes out as one numbered change, with the changed parts only", async () => {
  const { state, changes } = aState();
  state.set({ media: "gone" });
  state.set({ media: "ready", preferences: { locale: "en", theme: "dark" } });
  expect(changes).toEqual([]);
  await turn();
  expect(changes).toEqual([{ revision: 1, media: "ready", preferences: { locale: "en", theme: "dark" } }]);
  state.set({ media: "gone" });
  await turn();
  expect(changes[1]).toEqual({ revision: 2, media: "gone" });
});

test("equal parts change nothing", async () => {
  const { state, changes } = aState();
  state.set(structuredClone(aWorkplace()));
  await turn();
  expect(changes).toEqual([]);
  expect(state.get().revision).toBe(0);
});

test("a snapshot holds all and its number fits the changes around it", async () => {
  const { state, changes } = aState();
  state.set({ media: "gone" });
  expect(state.get()).toMatchObject({ media: "gone", revision: 1 });
  await turn();
  expect(changes).toEqual([{ revision: 1, media: "gone" }]);
});

test("equality of plain values", () => {
  expect(isEqual({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toBe(true);
  expect(isEqual({ a: undefined }, { b: undefined })).toBe(false);
  expect(isEqual([1], { 0: 1 })).toBe(false);
  expect(isEqual(null, {})).toBe(false);
  expect(isEqual([1, 2], [1])).toBe(false);
});
