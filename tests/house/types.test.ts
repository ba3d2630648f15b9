import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { plantTree, projectRoot } from "./planted-tree.ts";

const compiler = path.join(projectRoot, "node_modules/ts7/bin/tsc");

/** Checks one file in a room's project as it is configured, with nothing else in the room. */
function checkInRoom(room: string, text: string): string {
  const { references: _others, ...project } = JSON.parse(readFile(`${room}/tsconfig.json`)) as Record<string, unknown>;
  const globals = `${room}/globals.d.ts`;
  const files = {
    "tsconfig.base.json": readFile("tsconfig.base.json"),
    [`${room}/tsconfig.json`]: JSON.stringify(project),
    ...(fs.existsSync(path.join(projectRoot, globals)) ? { [globals]: readFile(globals) } : {}),
  };
  using tree = plantTree({ ...files, [`${room}/planted.ts`]: text });
  const args = [compiler, "--noEmit", "--composite", "false", "--emitDeclarationOnly", "false", "-p", room];
  const { stdout } = spawnSync(process.execPath, args, { cwd: tree.root, encoding: "utf8" });
  return stdout;
}

function readFile(name: string): string {
  return fs.readFileSync(path.join(projectRoot, name), "utf8");
}

const planted: readonly (readonly [room: string, what: string, text: string])[] = [
  ["src-shared", "the DOM", "export const found = document.title;\n"],
  ["src-shared", "Node", "export const found = process.pid;\n"],
  ["src-main/core", "the DOM", "export const found = document.title;\n"],
  ["src-main/core", "Node", 'import fs from "node:fs";\nexport const found = fs.existsSync("/");\n'],
  ["src-main/core", "timers, which are the Clock's", "export const found = setTimeout(() => undefined, 1);\n"],
  ["src-hub", "the DOM", "export const found = document.title;\n"],
  ["src-main/node", "the DOM", "export const found = document.title;\n"],
  ["src-main/electron", "the DOM", "export const found = document.title;\n"],
  ["src-main/preload", "Node", "export const found = process.pid;\n"],
  ["src-renderer", "Node", "export const found = process.pid;\n"],
];

describe("the projects", () => {
  test.for(planted)("%s knows nothing of %s", ([room, , text]) => {
    expect(checkInRoom(room, text)).toMatch(/planted\.ts\(\d+,\d+\): error TS(2304|2584|2591|2580|2307|2552)/);
  });

  test.for(["src-shared", "src-main/core", "src-hub"])("%s takes a clean file", (room) => {
    expect(checkInRoom(room, "export const found = 1;\n")).toBe("");
  });
});
