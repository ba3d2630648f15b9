import { ScriptView } from "../../../src-shared/ipc/scripts.ts";
import { ago, levels, still, talk } from "./desk-day.ts";
import type { Scenario } from "./scenario.ts";

const at = { scriptId: "delivery-date", blockId: "offer" };
const words = (text: string) => ({ kind: "words", text }) as const;
const value = (text: string, label = "имя клиента") => ({ kind: "value", text, label }) as const;
const crumb = (title: string) => ({ at: { ...at, blockId: `b-${title.length}` }, title });

const OBJECTIONS = [
  [
    "Это слишком долго",
    [
      words("Понимаю, "),
      value("Ирина"),
      words(", вы ждали к восемнадцатому. Давайте сразу закрепим ближайшее окно, и дата больше не изменится."),
    ],
  ],
  ["Верните деньги", [words("Хорошо, оформлю возврат: деньги придут за три дня.")]],
  ["В другом магазине быстрее", [words("Там доставка без подъёма, у нас подъём бесплатный.")]],
  ["Позовите старшего", [words("Сейчас переведу вас на старшего.")]],
] as const;

const OFFER = ScriptView.parse({
  ...{ interactionId: "i-talk", runId: "run-1", scriptId: at.scriptId, title: "Перенос доставки", model: "hybrid" },
  ...{ version: 14, isCalled: false, at, blockTitle: "Предложить дату", kind: "question" },
  text: [
    words("Я вижу ваш заказ: "),
    value("диван «Лада»", "Заказ"),
    words(". Склад задержал его на три дня. Могу предложить доставку "),
    value("21 ноября с 10 до 14", "Первое окно"),
    words(" или "),
    value("22 ноября с 16 до 20", "Второе окно"),
    words(". Подъём для вас бесплатный, как и обещали. Какое время удобнее?"),
  ],
  status: { kind: "waiting" },
  ...{ sinceMs: ago(38), normMs: 60_000 },
  checks: [
    { checkId: "reason", text: "Назвать причину задержки", isObligatory: true, isDone: true },
    { checkId: "sorry", text: "Извиниться за ожидание", isObligatory: false, isDone: false },
  ],
  answers: [
    { answerId: "a-1", text: "21 ноября, утро", to: "Записать дату" },
    { answerId: "a-2", text: "22 ноября, вечер", to: "Записать дату" },
    { answerId: "a-3", text: "Ни одна не подходит", to: "Подобрать окно" },
    { answerId: "a-4", text: "Хочет отменить заказ", to: "Удержание" },
  ],
  ...{ fields: [], action: null, hasNext: false, steps: 3, ahead: 2, missed: [] },
  crumbs: [crumb("Приветствие"), crumb("Проверка личности"), crumb("Причина")],
  objections: OBJECTIONS.map(([title, text], index) => {
    return { objectionId: `o-${index}`, title, text: [...text], leads: index === 3 };
  }),
});

const FORM = ScriptView.parse({
  ...OFFER,
  ...{ kind: "form", blockTitle: "Записать дату", at: { ...at, blockId: "form" }, answers: [], checks: [], steps: 4 },
  text: [words("Записываю. На какой номер позвонить водителю, "), { kind: "blank", label: "имя клиента" }, words("?")],
  fields: [
    { key: "Дата", label: "Дата доставки", type: "date", isRequired: true, value: "2026-11-21" },
    { key: "Окно", label: "Окно", type: "choice", options: ["с 10 до 14", "с 16 до 20"], value: "", isRequired: true },
    { key: "Телефон", label: "Телефон для водителя", type: "phone", value: "" },
    { key: "Подъём", label: "Нужен подъём", type: "yes-no", value: "yes" },
  ],
  ahead: 1,
});

const OVER = ScriptView.parse({
  ...OFFER,
  ...{ kind: "end", blockTitle: "Дата назначена", at: { ...at, blockId: "end" }, answers: [], checks: [], steps: 5 },
  text: [words("Спасибо, что позвонили, "), value("Ирина"), words(". До свидания!")],
  status: { kind: "ended", outcome: "Дата назначена", result: "solved" },
  ...{ ahead: 0, missed: ["Предупредить о записи"] },
});

const STUCK = ScriptView.parse({
  ...OFFER,
  ...{ kind: "note", blockTitle: "Проверка остатков", answers: [], checks: [], text: [], objections: [], ahead: 0 },
  status: { kind: "stuck", why: "unknown-block" },
});

const TRANSFER = ScriptView.parse({
  ...OFFER,
  ...{ kind: "action", blockTitle: "На старшего", answers: [], checks: [], text: [], hasNext: true, crumbs: [] },
  action: { kind: "transfer", queueId: null },
});

const choice = (title: string, isFit: boolean, summary: string) => ({
  ...{ scriptId: `s-${title.length}`, title, isFit, summary, model: "hybrid", version: 3 },
});
const CHOICES = [
  choice("Перенос доставки", true, "Клиент хочет другую дату или заказ опаздывает"),
  choice("Где мой заказ", true, "Статус заказа и доставки"),
  choice("Претензия: брак или повреждение", false, "Фото, экспертиза, замена или возврат"),
  choice("Возврат денег", false, "Сроки и способы"),
];

const call = { ...talk, interactionId: OFFER.interactionId };

function script(name: string, view: ScriptView | null, rest: Partial<Scenario> = {}): Scenario {
  const answers = { "scripts.open": { view }, "scripts.list": { scripts: CHOICES } };
  return still(name, { calls: [call] }, { levels, answers, ...rest });
}

/** A talk with a script at its blocks, and one without. */
export const scriptScenarios = {
  offer: script("script-question", OFFER),
  form: script("script-form", FORM),
  over: script("script-over", OVER),
  stuck: script("script-stuck", STUCK),
  transfer: script("script-transfer", TRANSFER),
  none: script("script-none", null),
};
