/** A part of something of `total` bytes, both ends included. */
export type ByteRange = { readonly first: number; readonly last: number };

const ONE_RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/i;

/**
 * The part a `Range` header asks for (RFC 9110 §14.1.2); null: all of it, which is also the answer to what is not one
 * range of bytes (§14.2 lets a server leave such a header out); `unsatisfiable`: there is nothing there (416).
 */
export function byteRange(header: string | undefined, total: number): ByteRange | null | "unsatisfiable" {
  const [, from = "", to = ""] = ONE_RANGE.exec(header?.replaceAll(" ", "") ?? "") ?? [];
  if (from === "" && to === "") return null;
  if (from === "")
    return Number(to) === 0 || total === 0 ? "unsatisfiable" : partOf(total - Number(to), total - 1, total);
  if (to !== "" && Number(to) < Number(from)) return null;
  if (Number(from) >= total) return "unsatisfiable";
  return partOf(Number(from), to === "" ? total - 1 : Number(to), total);
}

function partOf(first: number, last: number, total: number): ByteRange {
  return { first: Math.max(0, first), last: Math.min(last, total - 1) };
}
