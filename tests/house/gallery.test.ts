import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const GALLERY = resolve(ROOT, "tests/gallery/pieces");

it("shows every component of src-renderer/ui on the page of components", () => {
  const sources = readdirSync(GALLERY).map((name) => readFileSync(resolve(GALLERY, name), "utf8"));
  const all = readdirSync(resolve(ROOT, "src-renderer/ui")).filter((name) => name.endsWith(".tsx"));
  expect(all.length).toBeGreaterThan(10);
  expect(all.filter((name) => !sources.some((source) => source.includes(`src-renderer/ui/${name}"`)))).toEqual([]);
});
