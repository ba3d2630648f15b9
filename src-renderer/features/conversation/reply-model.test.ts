import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReplyId } from "../../../src-shared/ids.ts";
import type { ReplyView } from "../../../src-shared/ipc/replies.ts";
import { askedReply, foundReplies, stepReply, withReply, withSlash } from "./reply-model.ts";

function reply(replyId: string, shortcut: string, title: string, text = "…"): ReplyView {
  const scope = { kind: "own" } as const;
  return { replyId: ReplyId.parse(replyId), scope, shortcut, title, text, queueName: null, isEditable: true };
}

const replies = [
  reply("a", "", "Адрес склада", "Сборка на складе"),
  reply("b", "сборка-цена", "Сколько стоит сборка"),
  reply("c", "счёт", "Выставить счёт"),
];
const ids = (found: readonly ReplyView[]) => found.map(({ replyId }) => replyId).join("");

describe("a quick reply", () => {
  it("is asked for by a slash that begins a word, up to the caret", () => {
    expect(askedReply("/", 1)).toEqual({ from: 0, upto: 1, word: "" });
    expect(askedReply("Да. /сбор дальше", 9)).toEqual({ from: 4, upto: 9, word: "сбор" });
    expect(askedReply("Да.\n/сч", 7)).toEqual({ from: 4, upto: 7, word: "сч" });
    for (const text of ["и/или", "/сбор ", "http://a", "/a/b", ""]) expect(askedReply(text, text.length)).toBeNull();
    expect(askedReply("/сбор", 0)).toBeNull();
  });

  it("is found by shortcut, then title, then text; ё and the layout do not matter", () => {
    expect(ids(foundReplies(replies, ""))).toBe("abc");
    expect(ids(foundReplies(replies, "сбор"))).toBe("ba");
    expect(ids(foundReplies(replies, "счет"))).toBe("c");
    expect(ids(foundReplies(replies, "cx`n"))).toBe("c");
    expect(ids(foundReplies(replies, "нет-такого"))).toBe("");
  });

  it("is walked to round the ends", () => {
    expect(stepReply(replies, null, 1)?.replyId).toBe("b");
    expect(stepReply(replies, null, -1)?.replyId).toBe("c");
    expect(stepReply(replies, "c", 1)?.replyId).toBe("a");
    expect(stepReply([], null, 1)).toBeNull();
  });

  it("takes the place of what asked for it, and of nothing else", () => {
    const sign = fc.constantFrom("а", " ", "/", "\n", "b");
    const texts = fc.array(sign).map((signs) => signs.join(""));
    fc.assert(
      fc.property(texts, fc.nat(20), fc.string(), (text, at, filled) => {
        const caret = Math.min(at, text.length);
        const asked = askedReply(text, caret);
        if (!asked) return;
        const done = withReply(text, asked, filled);
        expect(done.text.slice(done.from, done.upto)).toBe(filled);
        expect(done.text.slice(0, done.from)).toBe(text.slice(0, asked.from));
        expect(done.text.slice(done.upto)).toBe(text.slice(caret));
      }),
    );
  });

  it("can be asked for by a button wherever the caret stands", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(30), (text, at) => {
        const asked = withSlash(text, Math.min(at, text.length));
        expect(askedReply(asked.text, asked.caret)).toMatchObject({ word: "" });
      }),
    );
  });
});
