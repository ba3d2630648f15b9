import { readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import type { Log } from "../core/ports/log.ts";
import type { Rectangle } from "./window-state.ts";

/** The card of ui.md (incoming-card); of its content, nothing around it. */
export const CARD_SIZE = { width: 380, height: 160 } as const;
const MARGIN = 16;
/** A card dropped so close to its usual corner stands there again, on whichever monitor is in use. */
const SNAP = 24;
/** Desks a person changes between: at work, at home, on the way. */
const KEPT = 12;

export type CardDisplay = { readonly bounds: Rectangle; readonly workArea: Rectangle };
type Point = { readonly x: number; readonly y: number };

/** Where a person dragged the card to, by arrangement of monitors, the latest last. */
export type CardPlaces = Readonly<Record<string, Point>>;

const Saved = z.record(z.string().max(400), z.object({ x: z.int(), y: z.int() }));

/** The monitors as they stand to each other: a dock or a projector makes another desk of it. */
export function arrangementKey(displays: readonly CardDisplay[]): string {
  return displays
    .map(({ bounds: { x, y, width, height } }) => `${x},${y},${width}x${height}`)
    .toSorted()
    .join(" ")
    .slice(0, 400);
}

/** The lower right corner of what the system leaves of a display to windows: never under the task bar, never cut. */
export function placeCard(workArea: Rectangle): Rectangle {
  const { width, height } = sizeIn(workArea);
  return within(
    { x: workArea.x + workArea.width - width - MARGIN, y: workArea.y + workArea.height - height - MARGIN },
    workArea,
  );
}

/** Where the card appears: where it was dragged to at this desk, else in the corner of the display in use. */
export function cardBounds(places: CardPlaces, displays: readonly CardDisplay[], inUse: CardDisplay): Rectangle {
  const place = places[arrangementKey(displays)];
  return place === undefined ? placeCard(inUse.workArea) : onDisplay(place, displays, inUse);
}

/** The places after the card was dropped, and where it stands then: wholly on a display, also when it was let go beyond. */
export function dropCard(
  places: CardPlaces,
  displays: readonly CardDisplay[],
  inUse: CardDisplay,
  at: Point,
): { readonly places: CardPlaces; readonly bounds: Rectangle } {
  const key = arrangementKey(displays);
  const bounds = onDisplay(at, displays, inUse);
  const others = Object.entries(places).filter(([known]) => known !== key);
  const corners = displays.map(({ workArea }) => placeCard(workArea));
  const corner = corners.find(({ x, y }) => Math.abs(x - bounds.x) <= SNAP && Math.abs(y - bounds.y) <= SNAP);
  if (corner) return { places: Object.fromEntries(others), bounds: corner };
  const { x, y } = bounds;
  const kept: readonly (readonly [string, Point])[] = [...others, [key, { x, y }] as const].slice(-KEPT);
  return { places: Object.fromEntries<Point>(kept), bounds };
}

/** Reads where the card stood; a file that makes no sense costs its place, nothing more. */
export function readCardPlaces(file: string, log: Log): CardPlaces {
  try {
    return Saved.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const isFirst = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isFirst) log.warn({ error }, "places of the call card were not readable and start anew");
    return {};
  }
}

export function writeCardPlaces(file: string, places: CardPlaces, log: Log): void {
  try {
    writeFileSync(file, JSON.stringify(places), { mode: 0o600 });
  } catch (error) {
    log.warn({ error }, "the place of the call card was not kept");
  }
}

/** On the display that has most of the card; one that no display has comes to the one in use. */
function onDisplay(at: Point, displays: readonly CardDisplay[], inUse: CardDisplay): Rectangle {
  const seen = (display: CardDisplay) => overlap({ ...at, ...CARD_SIZE }, display.workArea);
  const [best = inUse] = [...displays].sort((one, other) => seen(other) - seen(one));
  return within(at, (seen(best) > 0 ? best : inUse).workArea);
}

function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

function within({ x, y }: Point, area: Rectangle): Rectangle {
  const { width, height } = sizeIn(area);
  return {
    x: Math.min(Math.max(x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(y, area.y), area.y + area.height - height),
    width,
    height,
  };
}

function sizeIn(area: Rectangle): { readonly width: number; readonly height: number } {
  return { width: Math.min(CARD_SIZE.width, area.width), height: Math.min(CARD_SIZE.height, area.height) };
}
