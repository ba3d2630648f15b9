import { describe, expect, it } from "vitest";
import { REPLY_TEXT_LIMIT, REPLY_TITLE_LIMIT } from "../../../src-shared/domain/replies/reply-limits.ts";
import { QueueId } from "../../../src-shared/ids.ts";
import { commandOf, forWhomOf, problemsOf, scopeOf } from "./reply-form.ts";

const form = { forWhom: "own", title: "Счёт", shortcut: "счёт-1", text: "Вот счёт" };

describe("the form of a quick reply", () => {
  it("says what is missing or wrong, and nothing of a whole one", () => {
    expect(problemsOf(form)).toEqual({});
    expect(problemsOf({ ...form, shortcut: "" })).toEqual({});
    expect(problemsOf({ ...form, shortcut: "/счёт" })).toEqual({});
    expect(problemsOf({ ...form, title: " ", shortcut: "два слова", text: "\n" })).toEqual({
      ...{ title: "missing", shortcut: "bad", text: "missing" },
    });
    const long = { title: "x".repeat(REPLY_TITLE_LIMIT + 1), text: "x".repeat(REPLY_TEXT_LIMIT + 1) };
    expect(problemsOf({ ...form, ...long })).toEqual({ title: "missing", text: "long" });
    expect(commandOf(" /счёт ")).toBe("счёт");
  });

  it("gives back the scope that was chosen", () => {
    const queues = [{ queueId: QueueId.parse("support") }];
    for (const forWhom of ["own", "company", "queue:support"])
      expect(forWhomOf(scopeOf(forWhom, queues))).toBe(forWhom);
    expect(scopeOf("queue:gone", queues)).toEqual({ kind: "own" });
  });
});
