import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { missingEntries } from "../../scripts/checks/lock-file.mjs";
import { projectRoot } from "./planted-tree.ts";

/** design.md 2, and files that their tools look for at the top. */
const topLevel = new Set([
  ...["assets", "docs", "scripts", "src-hub", "src-main", "src-renderer", "src-shared", "tests"],
  ...["README.md", "package.json", "package-lock.json", "electron-builder.yml"],
  ...["tsconfig.json", "tsconfig.base.json", "biome.json", "knip.jsonc"],
  ...["vite.config.ts", "vitest.config.ts", "playwright.config.ts"],
]);

const rooms = [
  ...["assets", "docs", "scripts", "src-hub", "src-main", "src-renderer", "src-shared", "tests"],
  ...["src-main/core", "src-main/electron", "src-main/node", "src-main/preload", "src-main/sip"],
];

const readmeLimit = 20;

function listTracked(): readonly string[] {
  return execFileSync("git", ["ls-files"], { cwd: projectRoot, encoding: "utf8" }).split("\n").filter(Boolean);
}

describe("the rooms", () => {
  test("stand at the top with nothing beside them but the tools' own files", () => {
    const names = new Set(listTracked().map((file) => file.split("/")[0] ?? ""));
    expect([...names].filter((name) => !name.startsWith(".") && !topLevel.has(name))).toEqual([]);
  });

  test.for(rooms)("%s says in a README of at most 20 lines what it holds", (room) => {
    const text = fs.readFileSync(path.join(projectRoot, room, "README.md"), "utf8");
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(readmeLimit);
  });

  test("are one TypeScript project each, and all of them are checked", () => {
    const projects = listTracked().filter(
      (file) => path.basename(file) === "tsconfig.json" && file !== "tsconfig.json",
    );
    const { references } = JSON.parse(fs.readFileSync(path.join(projectRoot, "tsconfig.json"), "utf8")) as {
      references: readonly { readonly path: string }[];
    };
    expect(references.map((reference) => `${reference.path}/tsconfig.json`).sort()).toEqual([...projects].sort());
  });
});

describe("the repository", () => {
  test("holds nothing that is built, fetched or larger than 3 MB", () => {
    const tracked = listTracked();
    expect(tracked.filter((file) => /^(node_modules|out|release|tests\/e2e\/shots)\//.test(file))).toEqual([]);
    const size = (file: string) => fs.statSync(path.join(projectRoot, file), { throwIfNoEntry: false })?.size ?? 0;
    expect(tracked.filter((file) => size(file) > 3 * 1024 * 1024)).toEqual([]);
  });

  test("locks the packages of every platform, or npm ci works nowhere", () => {
    const lock: unknown = JSON.parse(fs.readFileSync(path.join(projectRoot, "package-lock.json"), "utf8"));
    expect(Object.keys(missingEntries(lock)), "node scripts/checks/lock-file.mjs writes them down").toEqual([]);
  });

  test("names no registry in its lock file", () => {
    const lock = fs.readFileSync(path.join(projectRoot, "package-lock.json"), "utf8");
    expect(lock).not.toMatch(/"resolved"|registry\.|_authToken/);
  });

  test("starts npm test in CI, without a terminal", () => {
    const file = path.join(projectRoot, ".ci/run");
    expect(fs.statSync(file).mode & 0o111).toBe(0o111);
    expect(fs.readFileSync(file, "utf8")).toMatch(/npm test <\/dev\/null/);
  });
});
