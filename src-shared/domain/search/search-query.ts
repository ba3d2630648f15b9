import { foldForSearch } from "../text-search.ts";
import { QUERY_LIMIT } from "./query-limit.ts";
import { russianStem } from "./russian-stem.ts";

/** One word of a query, folded, and the stems it is found by: «Семёнова» also by that of «Семёнов», which loses more. */
export type SearchWord = { readonly word: string; readonly stems: readonly string[] };

/**
 * One thing a query asks for; all of a query's terms must be found. `fragments`: the digits when they may be a part of a
 * phone number (as typed, and without a leading 7 or 8), else empty; such a term is found by a fragment or by its words.
 */
export type SearchTerm = { readonly words: readonly SearchWord[]; readonly fragments: readonly string[] };

/** A piece of a text in UTF-16 units, `from` included, `to` not. */
export type SearchMark = { readonly from: number; readonly to: number };

const TERMS_LIMIT = 8;
const WORD_LIMIT = 32;
/** So many digits tell numbers apart; also a short inner number. */
const LEAST_FRAGMENT = 3;

const WORD = /[\p{L}\p{N}]+/gu;
const WORD_WITH_MARKS = /[\p{L}\p{N}\p{M}]+/gu;
const NUMBER_OR_WORD = /(?<![\p{L}\p{N}])\+?\d(?:[\d\s().+-]*\d)?(?![\p{L}\p{N}])|[\p{L}\p{N}]+/gu;
const NUMBER = /^[\d\s().+-]+$/;

/** What a person typed, as terms; never throws, and what holds no letter or digit asks for nothing. */
export function parseSearch(text: string): readonly SearchTerm[] {
  const folded = foldForSearch(text.slice(0, QUERY_LIMIT));
  const pieces = folded.match(NUMBER_OR_WORD) ?? [];
  return pieces.slice(0, TERMS_LIMIT).map((piece) => ({
    words: wordsOf(piece)
      .slice(0, TERMS_LIMIT)
      .map((word) => ({ word, stems: stemsOf(word) })),
    fragments: NUMBER.test(piece) ? fragmentsOf(digitsOf(piece)) : [],
  }));
}

/** The words of a text as they are looked for: folded, stemmed, each stem once. */
export function searchStems(text: string): readonly string[] {
  return [...new Set(wordsOf(foldForSearch(text)).map(russianStem))];
}

/** Whether a text's stem answers a word of a query: the same stem, or begun with what was typed. */
export function stemAnswers(stem: string, { word, stems }: SearchWord): boolean {
  return stems.includes(stem) || stem.startsWith(word);
}

/** The digits of a number or an address. */
export function digitsOf(text: string): string {
  return text.replace(/[^0-9]/g, "");
}

/** Where a text answers a term's words; empty when it does not hold all of them. */
export function markWords(text: string, { words }: SearchTerm): readonly SearchMark[] {
  if (words.length === 0) return [];
  const marks: SearchMark[] = [];
  const left = new Set(words);
  for (const { 0: piece, index } of text.matchAll(WORD_WITH_MARKS)) {
    const stems = searchStems(piece);
    const answered = words.filter((word) => stems.some((stem) => stemAnswers(stem, word)));
    if (answered.length > 0) marks.push({ from: index, to: index + piece.length });
    for (const word of answered) left.delete(word);
  }
  return left.size === 0 ? marks : [];
}

/** Where an address holds a term's digits, whatever stands between them there. */
export function markDigits(address: string, { fragments }: SearchTerm): readonly SearchMark[] {
  const places = [...address.matchAll(/[0-9]/g)].map(({ index }) => index);
  const digits = digitsOf(address);
  for (const fragment of fragments) {
    const at = digits.indexOf(fragment);
    const [from, last] = [places[at], places[at + fragment.length - 1]];
    if (at >= 0 && from !== undefined && last !== undefined) return [{ from, to: last + 1 }];
  }
  return [];
}

function wordsOf(folded: string): readonly string[] {
  return (folded.match(WORD) ?? []).map((word) => word.slice(0, WORD_LIMIT));
}

/** The endings of surnames look like those of a plural, and only some forms lose them. */
function stemsOf(word: string): readonly string[] {
  const stem = russianStem(word);
  const shorter = /[ое]в$/.test(stem) ? russianStem(stem) : stem;
  return shorter === stem ? [stem] : [stem, shorter];
}

function fragmentsOf(digits: string): readonly string[] {
  const national = /^[78]/.test(digits) ? digits.slice(1) : "";
  // Whole numbers are written with 8 or 7 in front, and kept in one form: the rest of them is what they have in common.
  const asTyped = digits.length === 11 && national !== "" ? [] : [digits];
  return [...asTyped, national].filter((fragment) => fragment.length >= LEAST_FRAGMENT);
}
