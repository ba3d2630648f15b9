import type { SearchMark } from "../../src-shared/domain/search/search-query.ts";

/** A text in pieces, those that were found among them. */
export function foundPieces(
  text: string,
  marks: readonly SearchMark[],
): readonly { readonly from: number; readonly text: string; readonly isFound: boolean }[] {
  let at = 0;
  const cut: { from: number; text: string; isFound: boolean }[] = [];
  for (const { from, to } of marks) {
    if (from < at) continue;
    if (from > at) cut.push({ from: at, text: text.slice(at, from), isFound: false });
    cut.push({ from, text: text.slice(from, to), isFound: true });
    at = to;
  }
  if (at < text.length) cut.push({ from: at, text: text.slice(at), isFound: false });
  return cut;
}
