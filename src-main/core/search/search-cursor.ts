import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import type { SearchBreadth } from "../ports/search-store.ts";

/** Where the next page goes on: how widely it looks, and below which document (null: from the newest). */
export type SearchPlace = { readonly breadth: SearchBreadth; readonly before: number | null };

const CURSOR = /^([wb])\.([0-9a-z]{0,11})$/;

export function encodePlace({ breadth, before }: SearchPlace): string {
  return `${breadth === "whole" ? "w" : "b"}.${before === null ? "" : before.toString(36)}`;
}

export function decodePlace(cursor: string): Result<SearchPlace, "bad-cursor"> {
  const [, breadth, doc = ""] = CURSOR.exec(cursor) ?? [];
  const before = doc === "" ? null : Number.parseInt(doc, 36);
  if (breadth === undefined || (before !== null && !Number.isSafeInteger(before))) return refused("bad-cursor");
  return accepted({ breadth: breadth === "w" ? "whole" : "begun", before });
}
