import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSavedFiles, safeName } from "../../../src-main/node/downloads/saved-files.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-saved-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string) => Uint8Array.from(Buffer.from(text));
const saver = (platform: NodeJS.Platform = "linux") =>
  createSavedFiles({ folder: () => join(folder, "downloads"), show: () => undefined, platform });

test("what has the name already is never written over", async () => {
  const files = saver();
  const [first, second, third] = [
    await files.save("чек.pdf", bytes("1")),
    await files.save("чек.pdf", bytes("2")),
    await files.save("чек.pdf", bytes("3")),
  ];
  expect([first, second, third]).toEqual(
    ["чек.pdf", "чек (2).pdf", "чек (3).pdf"].map((name) => join(folder, "downloads", name)),
  );
  expect([first, second, third].map((file) => readFileSync(file, "utf8"))).toEqual(["1", "2", "3"]);
});

test("Windows is told that it came from outside", async () => {
  await saver("win32").save("a.pdf", bytes("1"));
  expect(readdirSync(join(folder, "downloads")).sort()).toEqual(["a.pdf", "a.pdf:Zone.Identifier"]);
  expect(readFileSync(join(folder, "downloads", "a.pdf:Zone.Identifier"), "utf8")).toContain("ZoneId=3");
});

test("a name stays in its folder, and is one that every system takes", async () => {
  for (const [given, made] of [
    ["../../x.sh", "_.._x.sh"],
    ["..", "file"],
    ["con.txt", "_con.txt"],
    ["a:b|c?.png", "a_b_c_.png"],
    ["точка. ", "точка"],
    ["", "file"],
  ] as const)
    expect(safeName(given), given).toBe(made);
});

test("a disk that refuses is told of", async () => {
  writeFileSync(join(folder, "downloads"), "a file where the folder should be");
  await expect(saver().save("a.png", bytes("1"))).rejects.toThrow();
});
