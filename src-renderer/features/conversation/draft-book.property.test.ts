import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DraftBook } from "./draft-book.ts";

const Deed = fc.record({
  conversation: fc.constantFrom("one", "two", "three"),
  what: fc.oneof(
    fc.record({ write: fc.string() }),
    fc.record({ pauseMs: fc.integer({ min: 0, max: 1500 }) }),
    fc.constant("leave" as const),
    fc.constant("send" as const),
  ),
});

describe("drafts", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("keep each text under its own conversation only, and within a second of the key", () => {
    fc.assert(
      fc.property(fc.array(Deed, { maxLength: 60 }), (deeds) => {
        const kept = new Map<string, string>();
        const written = new Map<string, { text: string; atMs: number }>();
        const book = new DraftBook((conversation, text) => {
          // Nothing but what was written in this very conversation.
          expect(text).toBe(written.get(conversation)?.text);
          kept.set(conversation, text);
        });
        for (const { conversation, what } of deeds) {
          if (what === "leave") book.settle(conversation);
          else if (what === "send") {
            book.clear(conversation);
            kept.set(conversation, "");
            written.set(conversation, { text: "", atMs: Date.now() });
          } else if ("pauseMs" in what) vi.advanceTimersByTime(what.pauseMs);
          else {
            book.write(conversation, what.write);
            written.set(conversation, { text: what.write, atMs: Date.now() });
          }
          for (const [id, { text, atMs }] of written) {
            expect(book.text(id)).toBe(text);
            if (Date.now() - atMs >= 1000) expect(kept.get(id)).toBe(text);
          }
        }
      }),
    );
  });
});
