import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TYPING_LASTS_MS, VIEWING_EVERY_MS } from "../../src-shared/domain/attention.ts";
import { type Mark, MarkBook } from "./mark-book.ts";

const customer = { conversationId: "one", colleague: null, isTyping: true };
const lev = { conversationId: "one", colleague: "Лев Орлов", isTyping: false };

describe("marks of a conversation", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function shown() {
    const told: (readonly Mark[])[] = [];
    return { told, book: new MarkBook((marks) => told.push(marks)) };
  }

  it("go by themselves when nothing more is heard, and stay while it is", () => {
    const { told, book } = shown();
    book.hear(customer);
    vi.advanceTimersByTime(TYPING_LASTS_MS - 1);
    book.hear(customer);
    vi.advanceTimersByTime(TYPING_LASTS_MS - 1);
    expect(told).toEqual([[customer]]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([[customer], []]);
  });

  it("are over at once when the customer has sent it, and told once", () => {
    const { told, book } = shown();
    book.hear(customer);
    book.hear({ ...customer, isTyping: false });
    book.hear({ ...customer, isTyping: false });
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([[customer], []]);
  });

  it("stand apart by conversation and by person; who looks on lasts longer than who writes", () => {
    const { told, book } = shown();
    book.hear(customer);
    book.hear(lev);
    book.hear({ ...customer, conversationId: "two" });
    vi.advanceTimersByTime(TYPING_LASTS_MS);
    expect(told.at(-1)).toEqual([lev]);
    book.hear({ ...lev, isTyping: true });
    expect(told.at(-1)).toEqual([{ ...lev, isTyping: true }]);
    book.hear(lev);
    vi.advanceTimersByTime(2 * VIEWING_EVERY_MS - 1);
    expect(told.at(-1)).toEqual([lev]);
    vi.advanceTimersByTime(1);
    expect(told.at(-1)).toEqual([]);
  });
});
