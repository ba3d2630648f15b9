import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QueueId, ReplyId } from "../../ids.ts";
import { QuickReply, ReplyWords } from "./quick-reply.ts";
import { REPLIES_LIMIT, REPLY_TEXT_LIMIT } from "./reply-limits.ts";
import { isSameScope, replyRefusal } from "./reply-rules.ts";
import { blanksOf, filledReply } from "./reply-text.ts";

const reply = (id: string, shortcut = "") => ({ replyId: ReplyId.parse(id), shortcut });

describe("the text of a reply", () => {
  it("is filled with what is known, by any of its names; the rest stays a blank", () => {
    const text = "{{ Имя  клиента }}, это {{operator.name}} (она же {{мое имя}}). Заказ {{номер}} ждёт с {{дата}}.";
    const filled = filledReply(text, { "customer.name": "Ирина", "operator.name": "Марина" });
    expect(filled).toBe("Ирина, это Марина (она же Марина). Заказ {{номер}} ждёт с {{дата}}.");
    expect(blanksOf(filled).map(({ name }) => name)).toEqual(["номер", "дата"]);
    const [{ from, upto } = { from: 0, upto: 0 }] = blanksOf(filled);
    expect(filled.slice(from, upto)).toBe("{{номер}}");
  });

  it("never reads what a customer calls themselves as a variable", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant("{{operator.name}}"), fc.constant("$&")), (name) => {
        const filled = filledReply("a {{customer.name}} b", { "customer.name": name });
        const shown = name.replaceAll(/[{}]/g, "");
        expect(filled).toBe(shown === "" ? "a {{customer.name}} b" : `a ${shown} b`);
      }),
    );
  });

  it("holds no blank over a line's end, without a name, or longer than a name is", () => {
    for (const text of ["{{a\nb}}", "{{}}", "{ {a} }", `{{${"a".repeat(61)}}}`]) expect(blanksOf(text)).toEqual([]);
  });
});

describe("replies of one scope", () => {
  it("have each a shortcut of its own, or none", () => {
    const known = [reply("a", "Счёт"), reply("b")];
    expect(replyRefusal(known, reply("c", "счет"))).toBe("shortcut-taken");
    expect(replyRefusal(known, reply("a", "счет"))).toBeNull();
    expect(replyRefusal(known, reply("c"))).toBeNull();
  });

  it("are at most so many; a change of one is taken still", () => {
    const known = Array.from({ length: REPLIES_LIMIT }, (_, at) => reply(`r-${at}`));
    expect(replyRefusal(known, reply("new"))).toBe("too-many-replies");
    expect(replyRefusal(known, reply("r-0", "first"))).toBeNull();
  });

  it("are told apart by the queue", () => {
    const [one, other] = [QueueId.parse("one"), QueueId.parse("other")];
    expect(isSameScope({ kind: "queue", queueId: one }, { kind: "queue", queueId: one })).toBe(true);
    expect(isSameScope({ kind: "queue", queueId: one }, { kind: "queue", queueId: other })).toBe(false);
    expect(isSameScope({ kind: "own" }, { kind: "company" })).toBe(false);
  });
});

describe("a written reply", () => {
  it("is cleaned, and refused where it is nothing or too long", () => {
    const words = { title: " Счёт ", shortcut: "счёт", text: " a\u0000б\nв " };
    expect(ReplyWords.parse(words)).toEqual({ title: "Счёт", shortcut: "счёт", text: "aб\nв" });
    for (const wrong of [
      { ...words, title: " " },
      { ...words, title: "a\nb" },
      { ...words, shortcut: "a b" },
      { ...words, shortcut: "/a" },
      { ...words, text: " \u0000 " },
      { ...words, text: "x".repeat(REPLY_TEXT_LIMIT + 1) },
    ])
      expect(ReplyWords.safeParse(wrong).success).toBe(false);
  });

  it("can be read again as it was kept", () => {
    const texts = fc.record({ title: fc.string(), shortcut: fc.string(), text: fc.string({ unit: "binary" }) });
    fc.assert(
      fc.property(texts, (words) => {
        const parsed = QuickReply.safeParse({ ...words, replyId: "r", scope: { kind: "own" } });
        if (parsed.success) expect(QuickReply.parse(structuredClone(parsed.data))).toEqual(parsed.data);
      }),
    );
  });
});
