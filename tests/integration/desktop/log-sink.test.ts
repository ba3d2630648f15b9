import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createLogSink } from "../../../src-main/node/log/log-sink.ts";
import { RotatingFile } from "../../../src-main/node/log/rotating-file.ts";
import { TemporaryFolder } from "../../support/cache-folder.ts";

function linesOf(file: string): Record<string, unknown>[] {
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("lines from before the file is open are in it, first, and clean; nothing unclean reaches it", () => {
  using folder = new TemporaryFolder();
  const sink = createLogSink("info");
  const log = sink.named("calls");
  sink.hide("pass-phrase");
  log.info({ from: "+79990001122", callId: "c-1" }, "rings for +79990001122");
  sink.open(new RotatingFile({ directory: folder.file("logs"), name: "desktop" }));
  log.error({ error: new Error("pass-phrase was wrong") }, "not registered with pass-phrase");
  log.debug({}, "not at this level");
  sink.named("link").warn({ password: "x" }, "over");
  sink.close();
  const file = folder.file("logs/desktop.log");
  expect(linesOf(file)).toMatchObject([
    { level: "info", subject: "calls", from: "[hidden]", callId: "c-1", msg: "rings for [number …22]" },
    { level: "error", subject: "calls", error: { message: "[hidden] was wrong" }, msg: "not registered with [hidden]" },
    { level: "warn", subject: "link", password: "[hidden]", msg: "over" },
  ]);
  expect(readFileSync(file, "utf8")).not.toMatch(/79990001122|pass-phrase/);
  if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("the file rotates and old ones go", () => {
  using folder = new TemporaryFolder();
  const file = new RotatingFile({ directory: folder.path, name: "desktop", maxBytes: 100, keep: 3 });
  for (let number = 0; number < 40; number += 1) file.write(`line number ${number}\n`);
  file.close();
  expect(readdirSync(folder.path).sort()).toEqual(["desktop.1.log", "desktop.2.log", "desktop.log"]);
  for (const name of readdirSync(folder.path)) expect(statSync(folder.file(name)).size).toBeLessThanOrEqual(100);
  expect(readFileSync(folder.file("desktop.log"), "utf8")).toContain("line number 39\n");
});

test("a file of an earlier start goes on", () => {
  using folder = new TemporaryFolder();
  writeFileSync(folder.file("desktop.log"), "before\n");
  const file = new RotatingFile({ directory: folder.path, name: "desktop" });
  file.write("after\n");
  file.close();
  expect(readFileSync(folder.file("desktop.log"), "utf8")).toBe("before\nafter\n");
});

test("a disk that fails loses lines, not calls, and says how many", () => {
  using folder = new TemporaryFolder();
  const directory = folder.file("logs");
  const file = new RotatingFile({ directory, name: "desktop" });
  // The file's own name is taken by a folder: opening it fails, as on a broken disk.
  const gone = new RotatingFile({ directory: folder.file("logs/desktop.log"), name: "blocker" });
  gone.write("x\n");
  gone.close();
  file.write("lost 1\n");
  file.write("lost 2\n");
  folder.remove("logs/desktop.log");
  file.write("kept\n");
  file.close();
  const [told, kept] = readFileSync(folder.file("logs/desktop.log"), "utf8").trimEnd().split("\n");
  expect(JSON.parse(told ?? "")).toMatchObject({ lost: 2 });
  expect(kept).toBe("kept");
});
