import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Log } from "../core/ports/log.ts";
import { placeWindow, readWindowState, rememberWindow, SMALLEST, writeWindowState } from "./window-state.ts";

const first = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
const second = { id: 2, workArea: { x: 1920, y: 0, width: 1280, height: 720 } };
const empty = { lastDisplay: null, isMaximized: false, bounds: {} };
const box = { x: 2000, y: 20, width: 1100, height: 660 };

describe("placeWindow", () => {
  it("starts in the middle of the first display, and fits a small one", () => {
    expect(placeWindow(empty, [first])).toEqual({ x: 240, y: 70, width: 1440, height: 900 });
    expect(placeWindow(empty, [second])).toEqual({ x: 1920, y: 0, width: 1280, height: 720 });
  });

  it("comes back where it stood, and to the first display when that one is gone or changed its size", () => {
    const state = rememberWindow(rememberWindow(empty, first, { ...box, x: 5 }, false), second, box, false);
    expect(placeWindow(state, [first, second])).toEqual(box);
    expect(placeWindow(state, [first])).toEqual({ ...box, x: 5 });
    const smaller = { id: 2, workArea: { ...second.workArea, width: 1152 } };
    expect(placeWindow(state, [first, smaller])).toEqual({ ...box, x: 5 });
  });

  it("is always wholly on a display, whatever was saved", () => {
    const number = fc.integer({ min: -5000, max: 5000 });
    const size = fc.integer({ min: 1, max: 9000 });
    fc.assert(
      fc.property(number, number, size, size, (x, y, width, height) => {
        const placed = placeWindow(rememberWindow(empty, first, { x, y, width, height }, false), [first]);
        const { workArea } = first;
        expect(placed.x).toBeGreaterThanOrEqual(workArea.x);
        expect(placed.y).toBeGreaterThanOrEqual(workArea.y);
        expect(placed.x + placed.width).toBeLessThanOrEqual(workArea.x + workArea.width);
        expect(placed.y + placed.height).toBeLessThanOrEqual(workArea.y + workArea.height);
        expect(placed.width).toBeGreaterThanOrEqual(SMALLEST.width);
        expect(placed.height).toBeGreaterThanOrEqual(SMALLEST.height);
      }),
    );
  });
});

describe("the file", () => {
  const log: Log = { error() {}, warn: (_fields, words) => warned.push(words), info() {}, debug() {} };
  const warned: string[] = [];

  it("keeps the state, starts anew without a word when there is none, with one when it is broken, and outlives a bad disk", () => {
    const folder = mkdtempSync(join(tmpdir(), "tandem-window-"));
    try {
      const file = join(folder, "window-state.json");
      expect(readWindowState(file, log)).toEqual(empty);
      const state = rememberWindow(empty, first, box, true);
      writeWindowState(file, state, log);
      expect(readWindowState(file, log)).toEqual(state);
      expect(warned).toEqual([]);
      for (const content of ['{"lastDis', '{"lastDisplay":5}', "[]"]) {
        writeFileSync(file, content);
        expect(readWindowState(file, log)).toEqual(empty);
      }
      expect(warned).toHaveLength(3);
      writeWindowState(join(folder, "gone", "window-state.json"), state, log);
      expect(warned).toHaveLength(4);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
