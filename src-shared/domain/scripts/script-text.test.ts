import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readForm } from "./form-values.ts";
import { inclinedName } from "./russian-name.ts";
import { FormField } from "./script.ts";
import { filledText, textPieces } from "./script-text.ts";

describe("the text of a block", () => {
  const values = { "customer.name": "Ирина Сомова", days: "3", sum: "64900", when: "2026-11-21" };
  const labels = new Map([["задержка", "days"]]);

  it("holds what is known, a fallback for what is not, and says what is missing", () => {
    expect(textPieces("Здравствуйте, {{имя клиента}}! {{Заказ}} ждёт {{ день | завтра }}.", values)).toEqual([
      { kind: "words", text: "Здравствуйте, " },
      { kind: "value", text: "Ирина Сомова", label: "имя клиента" },
      { kind: "words", text: "! " },
      { kind: "blank", label: "Заказ" },
      { kind: "words", text: " ждёт " },
      { kind: "words", text: "завтра" },
      { kind: "words", text: "." },
    ]);
    expect(filledText("{{нет}}", values)).toBe("{{нет}}");
  });

  it("puts names, numbers, money and days in the form the sentence needs", () => {
    const say = (text: string) => filledText(text, values, labels).replaceAll("\u00a0", " ");
    expect(say("{{customer.name: дательный}}")).toBe("Ирине Сомовой");
    expect(say("{{Задержка: день, дня, дней}}")).toBe("3 дня");
    expect(say("{{sum: деньги}} до {{when: дата}}")).toBe("64 900 ₽ до 21 ноября");
    expect(say("{{when: деньги}} {{days: крупно}}")).toBe("2026-11-21 3");
    for (const [count, words] of Object.entries({
      1: "1 день",
      11: "11 дней",
      22: "22 дня",
      25: "25 дней",
      "1,5": "1,5 дня",
    }))
      expect(filledText("{{n: день, дня, дней}}", { n: count })).toBe(words);
  });

  it("never reads a value as a variable", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        fc.pre(value.trim() !== "");
        expect(filledText("а {{x}} б", { x: value })).toBe(`а ${value.trim()} б`);
        expect(filledText("{{constructor}}{{__proto__}}", {})).toBe("{{constructor}}{{__proto__}}");
      }),
    );
  });
});

describe("a name", () => {
  it("is put in a case where it is a Russian one, and stays as it is where not", () => {
    expect(inclinedName("Илья", "instrumental")).toBe("Ильей");
    expect(inclinedName("Сомова Ирина Петровна", "genitive")).toBe("Сомовой Ирины Петровны");
    expect(inclinedName("Лев Ким", "dative")).toBe("Льву Киму");
    for (const name of ["John Smith", "Гость 4471", "ООО «Вертолина»", "", "один два три четыре"])
      expect(inclinedName(name, "dative")).toBe(name);
  });
});

describe("a form", () => {
  const field = (key: string, type: string, more: object = {}) => FormField.parse({ key, label: key, type, ...more });
  const fields = [
    field("name", "text", { isRequired: true }),
    field("n", "number", { min: 1, max: 10 }),
    field("d", "date"),
    field("t", "time"),
    field("p", "phone"),
    field("e", "email"),
    field("c", "choice", { options: ["Карта", "Счёт"] }),
    field("b", "yes-no"),
  ];

  it("keeps what was typed in one form, and what is empty as empty", () => {
    const typed = {
      name: " Ирина ",
      n: "2,5",
      d: "2028-02-29",
      t: "09:05",
      p: "8 (900) 000-14-27",
      e: "a@b.ru",
      c: "счет",
      b: "yes",
      x: "1",
    };
    expect(readForm(fields, typed)).toEqual({
      ok: true,
      values: {
        name: "Ирина",
        n: "2.5",
        d: "2028-02-29",
        t: "09:05",
        p: "89000001427",
        e: "a@b.ru",
        c: "Счёт",
        b: "yes",
      },
    });
    expect(readForm(fields, { name: "И" })).toMatchObject({ ok: true, values: { n: "", b: "" } });
  });

  it("says of each field why it is not taken", () => {
    const typed = { name: "  ", n: "11", d: "2026-02-29", t: "24:00", p: "12", e: "a@b", c: "Нал", b: "да" };
    const read = readForm(fields, typed);
    expect(read.ok ? [] : read.refusals.map(({ key, code }) => `${key} ${code}`)).toEqual([
      ...["name required", "n too-large", "d not-a-date", "t not-a-time", "p not-a-phone", "e not-an-email"],
      ...["c not-an-option", "b not-an-option"],
    ]);
    expect(readForm(fields, { name: "а".repeat(301), n: "0", constructor: "x" })).toMatchObject({
      refusals: [{ code: "too-long" }, { code: "too-small" }],
    });
    expect(readForm(fields, { name: "a", n: "1e5" })).toMatchObject({ refusals: [{ code: "not-a-number" }] });
  });
});
