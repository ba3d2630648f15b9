import { accepted, type Result, refused } from "../../../src-shared/result.ts";

/** The last row of a page, in the hub's time: the next page is strictly older. */
export type HistoryPlace = { readonly createdAtMs: number; readonly interactionId: string };

const CURSOR = /^([0-9a-z]{1,11})\.([\w.-]{1,64})$/;

export function encodeCursor(place: HistoryPlace): string {
  return `${place.createdAtMs.toString(36)}.${place.interactionId}`;
}

export function decodeCursor(cursor: string): Result<HistoryPlace, "bad-cursor"> {
  const match = CURSOR.exec(cursor);
  const [, time, interactionId] = match ?? [];
  const createdAtMs = Number.parseInt(time ?? "", 36);
  if (interactionId === undefined || !Number.isSafeInteger(createdAtMs)) return refused("bad-cursor");
  return accepted({ createdAtMs, interactionId });
}
