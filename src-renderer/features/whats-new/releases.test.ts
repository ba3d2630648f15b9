import { expect, it } from "vitest";
import { version } from "../../../package.json" with { type: "json" };
import { LATEST_RELEASE } from "./latest-release.ts";
import { RELEASES } from "./releases.ts";

it("begins with the version of this program, so that no version goes out without its words", () => {
  expect(RELEASES[0]?.version).toBe(version);
  expect(LATEST_RELEASE).toBe(version);
});

it("holds each version once, the newest first", () => {
  const numbers = RELEASES.map(({ version: each }) => each.split(".").map(Number));
  const newestFirst = numbers.toSorted((one, other) => {
    const at = one.findIndex((part, index) => part !== other[index]);
    return at === -1 ? 0 : (other[at] ?? 0) - (one[at] ?? 0);
  });
  expect(numbers).toEqual(newestFirst);
  expect(new Set(RELEASES.map(({ version: each }) => each)).size).toBe(RELEASES.length);
});
