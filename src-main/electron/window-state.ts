import { readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import type { Log } from "../core/ports/log.ts";

export type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type DisplayPlace = { readonly id: number; readonly workArea: Rectangle };

/** Where the operator's window stood, by display; `lastDisplay` is the one it was on when it was closed. */
export type WindowState = {
  readonly lastDisplay: string | null;
  readonly isMaximized: boolean;
  readonly bounds: Readonly<Record<string, Rectangle>>;
};

/** The frame of `ui.md` §2 fits 1280×720; under this it would be cut. */
export const SMALLEST = { width: 1024, height: 640 } as const;
const USUAL = { width: 1440, height: 900 } as const;

const EMPTY: WindowState = { lastDisplay: null, isMaximized: false, bounds: {} };

const Box = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
const Saved = z.object({
  lastDisplay: z.string().max(64).nullable(),
  isMaximized: z.boolean(),
  bounds: z.record(z.string().max(64), Box),
});

/** A display is known by its id and its size: after a change of resolution old bounds would be wrong. */
export function displayKey(display: DisplayPlace): string {
  return `${display.id}:${display.workArea.width}x${display.workArea.height}`;
}

/** Where to put the window now: where it stood on a display that is still there, else in the middle of the first one. */
export function placeWindow(state: WindowState, displays: readonly [DisplayPlace, ...DisplayPlace[]]): Rectangle {
  const display = displays.find((one) => displayKey(one) === state.lastDisplay) ?? displays[0];
  const saved = state.bounds[displayKey(display)];
  return within(saved ?? centred(display.workArea), display.workArea);
}

/** The state after the window was moved, sized or maximised; bounds are those it has when it is not maximised. */
export function rememberWindow(
  state: WindowState,
  display: DisplayPlace,
  bounds: Rectangle,
  isMaximized: boolean,
): WindowState {
  const key = displayKey(display);
  const { x, y, width, height } = bounds;
  return { lastDisplay: key, isMaximized, bounds: { ...state.bounds, [key]: { x, y, width, height } } };
}

/** Reads what was saved; a file that makes no sense (also one cut by a crash) costs the place of the window, nothing more. */
export function readWindowState(file: string, log: Log): WindowState {
  try {
    return Saved.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const isFirstStart = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isFirstStart) log.warn({ error }, "window state was not readable and starts anew");
    return EMPTY;
  }
}

/** A full disk costs the place of the window; thrown from a timer it would end the app, and the talk. */
export function writeWindowState(file: string, state: WindowState, log: Log): void {
  try {
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
  } catch (error) {
    log.warn({ error }, "window state was not kept");
  }
}

function centred(area: Rectangle): Rectangle {
  const width = Math.min(USUAL.width, area.width);
  const height = Math.min(USUAL.height, area.height);
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  };
}

/** Moves and shrinks a rectangle so that all of it is on the display. */
function within(box: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(Math.max(box.width, SMALLEST.width), area.width);
  const height = Math.min(Math.max(box.height, SMALLEST.height), area.height);
  return {
    x: Math.min(Math.max(box.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(box.y, area.y), area.y + area.height - height),
    width,
    height,
  };
}
