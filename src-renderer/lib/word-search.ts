import { inOtherLayout } from "../../src-shared/domain/keyboard-layout.ts";

/** Something that is found by words: what it is called first, then all else it may be called. */
export type Findable = { readonly title: string; readonly words: readonly string[] };

/** A guess that another layout was meant stands behind every find of what was really typed. */
const OTHER_LAYOUT = 10;

/**
 * Those that what was typed may mean, the likeliest first; equal ones in the order they came. Every typed word must
 * begin a word of theirs (or stand inside one, which counts less). Nothing typed: all of them.
 */
export function findByWords<Item extends Findable>(items: readonly Item[], typed: string): readonly Item[] {
  const wanted = plain(typed);
  if (wanted === "") return items;
  const meant = plain(inOtherLayout(typed));
  return items
    .map((item) => ({ item, rank: rankOf(item, wanted, meant) }))
    .filter(({ rank }) => rank !== null)
    .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
    .map(({ item }) => item);
}

function rankOf(item: Findable, wanted: string, meant: string): number | null {
  const asTyped = rankOfWords(item, wanted);
  if (asTyped !== null) return asTyped;
  const asMeant = rankOfWords(item, meant);
  return asMeant === null ? null : asMeant + OTHER_LAYOUT;
}

/** 0: the title begins so · 1: words of the title do · 2: words of all it is called · 3: it stands inside · null: nowhere. */
function rankOfWords({ title, words }: Findable, wanted: string): number | null {
  if (wanted === "") return null;
  const name = plain(title);
  if (name.startsWith(wanted)) return 0;
  const parts = wanted.split(" ");
  if (parts.every((part) => beginsWord(name, part))) return 1;
  const all = plain([title, ...words].join(" "));
  if (parts.every((part) => beginsWord(all, part))) return 2;
  return parts.every((part) => part.length > 1 && all.includes(part)) ? 3 : null;
}

function beginsWord(text: string, part: string): boolean {
  return ` ${text}`.includes(` ${part}`);
}

/** Lower case, ё as е, and one space for all that is neither letter nor digit. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
