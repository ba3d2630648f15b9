import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accepted } from "../../../result.ts";
import type { ScriptDraft } from "../script-draft.ts";
import { readOutline } from "./read-outline.ts";

const WHOLE = `# Где мой заказ
> Клиент спрашивает,
> когда приедет заказ.
Модель: гибрид
Открывать сам: да
Очереди: support, orders
Направления: входящие

## Приветствие *
Здравствуйте{{имя клиента}}!

Чем помочь?
- [ ] Представиться
- [ ] Улыбнуться (по желанию)
норма: 15 с

## Номер известен?
Подскажите номер заказа.
1. Да -> Номер
2) Нет → Поиск

## Форма: Номер
Записываю.
- Номер заказа*: число
- Причина: выбор (брак; поздно привезли)
-> Дорогой?

## Действие: Поиск
тема: order-status

## Условие: Дорогой?
- {{Номер заказа}} больше 5000 -> Проверка
- {{Причина}} не равно брак -> Конец разговора
- иначе -> Пауза

## Действие: Пауза
запись на паузу

## Скрипт: Проверка
вызвать: identity
- Подтверждён -> Конец разговора
- иначе -> Отказ

## Возражения
### Дорого
Понимаю вас.

Давайте посчитаем.
-> Дорогой?
### Подумаю
Хорошо.

## Конец: Конец разговора
До свидания!
результат: решено

## Конец: Отказ
`;

describe("a script written as an outline", () => {
  it("is read whole", () => {
    const { audience, graph } = draftOf(WHOLE);
    expect(audience).toMatchObject({
      isAutomatic: true,
      queueIds: ["support", "orders"],
      directions: ["in"],
      kinds: [],
    });
    expect(graph).toMatchObject({
      ...{ model: "hybrid", title: "Где мой заказ", summary: "Клиент спрашивает, когда приедет заказ." },
      startId: graph.blocks[0]?.blockId,
    });
    const id = (title: string) => graph.blocks.find((block) => block.title === title)?.blockId;
    expect(graph.blocks).toMatchObject([
      {
        ...{ kind: "say", text: "Здравствуйте{{имя клиента}}!\n\nЧем помочь?", isObligatory: true, normMs: 15_000 },
        next: id("Номер известен?"),
        checks: [
          { text: "Представиться", isObligatory: true },
          { text: "Улыбнуться", isObligatory: false },
        ],
      },
      {
        kind: "question",
        answers: [
          { text: "Да", next: id("Номер") },
          { text: "Нет", next: id("Поиск") },
        ],
      },
      {
        kind: "form",
        fields: [
          { key: "Номер-заказа", label: "Номер заказа", type: "number", isRequired: true },
          { label: "Причина", type: "choice", options: ["брак", "поздно привезли"] },
        ],
        next: id("Дорогой?"),
      },
      { kind: "action", action: { kind: "set-topic", topicId: "order-status" }, next: id("Дорогой?") },
      {
        kind: "condition",
        branches: [
          { test: { variable: "Номер заказа", is: "more", value: "5000" }, next: id("Проверка") },
          { test: { variable: "Причина", is: "not-equal", value: "брак" }, next: id("Конец разговора") },
        ],
        otherwise: id("Пауза"),
      },
      { kind: "action", action: { kind: "pause-recording" }, next: id("Проверка") },
      {
        ...{ kind: "sub-script", scriptId: "identity", next: id("Отказ") },
        returns: [{ outcome: "Подтверждён", next: id("Конец разговора") }],
      },
      {
        kind: "objections",
        items: [
          { title: "Дорого", text: "Понимаю вас.\n\nДавайте посчитаем.", next: id("Дорогой?") },
          { title: "Подумаю", text: "Хорошо.", next: null },
        ],
      },
      { kind: "end", outcome: "Конец разговора", text: "До свидания!", result: "solved" },
      { kind: "end", outcome: "Отказ", result: null },
    ]);
  });

  it("keeps the ids of what stayed when it is read again", () => {
    const before = draftOf(WHOLE).graph.blocks;
    const after = draftOf(WHOLE.replace("## Приветствие *", "## Новое\nЕщё\n\n## Приветствие")).graph.blocks;
    expect(after.slice(1).map(({ blockId }) => blockId)).toEqual(before.map(({ blockId }) => blockId));
  });

  it.each([
    ["", 1, "no-title"],
    ["## Начало", 1, "no-title"],
    ["# С\nЦвет: красный", 2, "unknown-setting"],
    ["# С\nМодель: круг", 2, "unknown-model"],
    ["# С\nОчереди: две очереди", 2, "unknown-setting"],
    ["# С\n\n## А\n-> Б", 4, "unknown-block"],
    ["# С\n## А\n1. Да -> Б", 3, "unknown-block"],
    ["# С\n## А\n1. Да\n2. да", 4, "same-title"],
    ["# С\n## А\n## а", 3, "same-title"],
    ["# С\n## Форма: А\n- Возраст: лет", 3, "unknown-field"],
    ["# С\n## Условие: А\n- возраст большой -> А", 3, "unknown-condition"],
    ["# С\n## Действие: А\nстанцевать", 2, "unknown-action"],
    ["# С\n## Скрипт: А", 2, "unknown-action"],
    ["# С\n## А\n- пункт", 3, "out-of-place"],
    ["# С\n## Конец: А\n1. Да", 3, "out-of-place"],
    ["# С\n## Возражения\nслово\n### А", 3, "out-of-place"],
    ["# С\n## А\nнорма: минута", 3, "unknown-setting"],
    [`# С\n## А\n## Б\n${"x".repeat(4001)}`, 3, "bad-script"],
  ])("says at which line it is wrong: %j", (outline, line, code) => {
    const read = readOutline(outline);
    expect(read.ok ? null : read.detail).toEqual(expect.arrayContaining([{ line, code }]));
  });

  it("whatever is written, a draft comes of it or what is wrong", () => {
    const line = fc.oneof(
      fc.constantFrom(...WHOLE.split("\n")),
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        "# ",
        "## ",
        "## :",
        "### ",
        "- ",
        "-> ",
        "1. ",
        "- [ ] ",
        ">",
        ":",
        "__proto__: x",
        "## constructor",
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const read = readOutline(lines.join("\n"));
        if (!read.ok) expect(read.detail).not.toEqual([]);
      }),
    );
  });
});

function draftOf(outline: string): ScriptDraft {
  const read = readOutline(outline);
  expect(read).toEqual(accepted(expect.anything()));
  if (!read.ok) throw new Error(JSON.stringify(read.detail));
  return read.value;
}
