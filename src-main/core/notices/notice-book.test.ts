import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NOTICES_KEPT } from "../../../src-shared/domain/notice-limits.ts";
import { Notice } from "../../../src-shared/ipc/notices.ts";
import { clear, EMPTY_BOOK, isStanding, type NoticeBook, see, settle, type Told, tell } from "./notice-book.ts";

const HOUR_MS = 3_600_000;

const news = (title: string, change: Partial<Told> = {}): Told => ({
  tone: "warn",
  title,
  message: "",
  action: null,
  concern: null,
  ...change,
});
const offline = news("Нет связи", { concern: "link" });

function told(...all: readonly (readonly [Told, number])[]): NoticeBook {
  return all.reduce((book, [one, atMs]) => tell(book, one, atMs).book, EMPTY_BOOK);
}

describe("the notices of a shift", () => {
  it("are the newest first, and repeats are one that is new again", () => {
    const book = told([news("Гарнитура отключилась"), 1000], [news("Сохранено"), 2000]);
    const again = tell(see(book, [1, 2]), news("Гарнитура отключилась"), 3000).book;
    expect(again.notices).toEqual([
      {
        ...news("Гарнитура отключилась"),
        seq: 3,
        firstAtMs: 1000,
        atMs: 3000,
        count: 2,
        isSeen: false,
        endedAtMs: null,
      },
      { ...news("Сохранено"), seq: 2, firstAtMs: 2000, atMs: 2000, count: 1, isSeen: true, endedAtMs: null },
    ]);
  });

  it("hold a concern once while it stands, and count it when it comes back", () => {
    const standing = told([offline, 1000], [offline, 2000]);
    expect(standing.notices).toMatchObject([{ seq: 1, atMs: 1000, count: 1, endedAtMs: null }]);
    const over = settle(standing, "link", 3000);
    expect(over.notices).toMatchObject([{ endedAtMs: 3000 }]);
    expect(tell(over, offline, 4000).book.notices).toMatchObject([{ seq: 2, atMs: 4000, count: 2, endedAtMs: null }]);
  });

  it("say a concern that grew in its new words, as the same trouble", () => {
    const one = told([news("1 пропущенный", { concern: "missed" }), 1000]);
    const two = tell(see(one, [1]), news("2 пропущенных", { concern: "missed" }), 2000).book;
    expect(two.notices).toMatchObject([
      { title: "2 пропущенных", firstAtMs: 1000, atMs: 2000, count: 1, isSeen: false },
    ]);
  });

  it("are seen by telling: what was told anew meanwhile stays new", () => {
    const book = told([news("А"), 1000], [news("А"), 2000]);
    expect(see(book, [1]).notices).toMatchObject([{ isSeen: false }]);
    expect(see(book, [2]).notices).toMatchObject([{ isSeen: true }]);
  });

  it("are cleared but for what still stands", () => {
    const book = told([news("А"), 1000], [offline, 2000]);
    expect(clear(book).notices.map(({ title }) => title)).toEqual(["Нет связи"]);
    expect(clear(settle(book, "link", 3000)).notices).toEqual([]);
  });

  it("of another shift go when something is told", () => {
    const book = told([news("Вчера"), 0], [news("Сегодня"), 20 * HOUR_MS]);
    expect(book.notices.map(({ title }) => title)).toEqual(["Сегодня"]);
  });

  it("never hold two of one concern, two of the same words, or more than are kept, and always parse", () => {
    const telling = fc.record({
      tone: fc.constantFrom("danger" as const, "warn" as const),
      title: fc.string({ maxLength: 3 }),
      message: fc.constant(""),
      action: fc.constant(null),
      concern: fc.option(fc.constantFrom("link", "missed", "sound")),
    });
    const step = fc.oneof(
      telling.map((one) => (book: NoticeBook, atMs: number) => tell(book, one, atMs).book),
      fc.constantFrom("link", "missed").map((one) => (book: NoticeBook, atMs: number) => settle(book, one, atMs)),
      fc.array(fc.integer({ min: 1, max: 200 })).map((seqs) => (book: NoticeBook) => see(book, seqs)),
      fc.constant((book: NoticeBook) => clear(book)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        let book = EMPTY_BOOK;
        for (const [index, change] of steps.entries()) book = change(book, index * 1000);
        const { notices } = book;
        const concerns = notices.filter(({ concern }) => concern !== null).map(({ concern }) => concern);
        const words = notices.filter(({ concern }) => concern === null).map(({ tone, title }) => `${tone} ${title}`);
        expect(new Set(concerns).size).toBe(concerns.length);
        expect(new Set(words).size).toBe(words.length);
        expect(notices.length).toBeLessThanOrEqual(NOTICES_KEPT);
        expect(notices.map(({ seq }) => seq)).toEqual(notices.map(({ seq }) => seq).toSorted((a, b) => b - a));
        expect(notices.filter((one) => one.concern === null && isStanding(one))).toEqual([]);
        for (const notice of notices) Notice.parse(notice);
      }),
    );
  });
});
