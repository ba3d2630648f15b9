import type { SearchMark } from "../../src-shared/domain/search/search-query.ts";
import { foldForSearch } from "../../src-shared/domain/text-search.ts";

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Where folded words stand in a text as it is written, in its order, each place once. */
export function wordMarks(text: string, words: readonly string[]): readonly SearchMark[] {
  // Folding changes how long a text is («ﬁ», «é»): each folded sign remembers the letter it came from.
  let folded = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { segment, index } of letters.segment(text)) {
    const one = foldForSearch(segment);
    for (let at = 0; at < one.length; at += 1) {
      starts.push(index);
      ends.push(index + segment.length);
    }
    folded += one;
  }
  const found: { from: number; to: number }[] = [];
  for (const word of words)
    for (let at = folded.indexOf(word); word !== "" && at !== -1; at = folded.indexOf(word, at + word.length))
      found.push({ from: starts[at] ?? 0, to: ends[at + word.length - 1] ?? 0 });
  return joined(found.sort((one, other) => one.from - other.from));
}

/** Places that touch or lie over one another are one. */
function joined(marks: readonly SearchMark[]): readonly SearchMark[] {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of marks) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}
