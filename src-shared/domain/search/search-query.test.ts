import fc from "fast-check";
import { expect, test } from "vitest";
import { markDigits, markWords, parseSearch, searchStems, stemAnswers } from "./search-query.ts";

const fragmentsOf = (text: string) => parseSearch(text).map(({ fragments }) => fragments);
const stemsOf = (text: string) => parseSearch(text).map(({ words }) => words.map(({ stems }) => stems[0]).join("+"));

test("words are folded and stemmed; signs ask for nothing", () => {
  expect(stemsOf("Жалобы, СЧЁТА!")).toEqual(["жалоб", "счет"]);
  expect(stemsOf(" *:\"'() -^ ")).toEqual([]);
});

test("a number is a fragment of a phone, however it is written, and its words too", () => {
  expect(fragmentsOf("8 (916) 555-00-01")).toEqual([["9165550001"]]);
  expect(fragmentsOf("+7 916 555")).toEqual([["7916555", "916555"]]);
  expect(fragmentsOf("0001 жалоба 12")).toEqual([["0001"], [], []]);
  expect(stemsOf("555-00")).toEqual(["555+00"]);
});

test("what is found is marked in the text as it stands", () => {
  const [term] = parseSearch("счет");
  if (!term) throw new Error("no term");
  const text = "Ваш Счёт, СЧЕТА и учёт";
  expect(markWords(text, term).map(({ from, to }) => text.slice(from, to))).toEqual(["Счёт", "СЧЕТА"]);
  const [number] = parseSearch("555 00");
  if (!number) throw new Error("no term");
  const phone = "+7 (916) 555-00-01";
  expect(markDigits(phone, number).map(({ from, to }) => phone.slice(from, to))).toEqual(["555-00"]);
});

const HOSTILE = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('"', "'", "*", "NEAR", "(", ")", "AND", "OR", "NOT", ":", "^", "-", "+", "1", "ё"),
  }),
);

test("no input throws, and no word of a query or a text holds anything but letters and digits", () => {
  fc.assert(
    fc.property(HOSTILE, (text) => {
      for (const { words, fragments } of parseSearch(text)) {
        for (const { word, stems } of words) expect([word, ...stems].join("")).toMatch(/^[\p{L}\p{N}]+$/u);
        for (const fragment of fragments) expect(fragment).toMatch(/^\d{3,}$/);
      }
      for (const stem of searchStems(text)) expect(stem).toMatch(/^[\p{L}\p{N}]+$/u);
    }),
  );
});

test("a text is found by each of its words, whatever their case", () => {
  const word = fc.string({
    unit: fc.constantFrom(
      ..."а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я q w e r t y".split(" "),
    ),
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), (words, pick) => {
      const asked = words[pick % words.length] ?? "";
      const stems = searchStems(words.join(" "));
      const terms = parseSearch(asked.toUpperCase());
      expect(terms).toHaveLength(1);
      expect(terms[0]?.words.every((one) => stems.some((stem) => stemAnswers(stem, one)))).toBe(true);
    }),
  );
});
