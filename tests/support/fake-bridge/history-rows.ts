import { InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import type { HistoryRow } from "../../../src-shared/ipc/workplace.ts";

/** The moment of all screens: Wednesday, 18 November 2026, 14:33 in Moscow. */
export const NOW_MS = Date.UTC(2026, 10, 18, 11, 33, 0);

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

export const irina = { address: "+79000001427", name: "Ирина Сомова" };
export const roman = { address: "+79000005280", name: "Роман Хлебников" };
export const unknown = { address: "+79000003118", name: null };
export const daria = { address: "+78000004444", name: "Дарья Климова" };
const tamara = { address: "+79000007702", name: "Тамара Зуева" };
const longName = { address: "+74950000000", name: "Общество с ограниченной ответственностью «Вертолина-Северо-Запад»" };
const foreign = { address: "+441632960961", name: null };
const colleague = { address: "1002", name: "Лев Орлов" };

type Sketch = readonly [
  minutesAgo: number,
  direction: HistoryRow["direction"],
  customer: HistoryRow["customer"],
  queueName: string | null,
  result: HistoryRow["result"],
  waitS: number,
  talkS: number | null,
];

const marina = { operatorId: OperatorId.parse("marina"), operatorName: "Марина Белова" };
const lev = { operatorId: OperatorId.parse("lev"), operatorName: "Лев Орлов" };

const SKETCHES: readonly Sketch[] = [
  [11, "in", tamara, "Поддержка", "answered", 14, 252],
  [38, "in", unknown, "Заказы", "no-answer", 20, null],
  [64, "out", daria, null, "answered", 9, 138],
  [95, "in", roman, "Заказы", "answered", 31, 1264],
  [121, "in", longName, "Поддержка", "abandoned", 73, null],
  [150, "out", foreign, null, "no-answer", 35, null],
  [172, "in", colleague, null, "declined", 6, null],
  [205, "out", unknown, null, "busy", 3, null],
  [DAY_MINUTES + 35, "in", irina, "Поддержка", "interrupted", 12, 401],
  [DAY_MINUTES + 80, "in", tamara, "Поддержка", "answered", 22, 95],
  [DAY_MINUTES + 140, "out", roman, null, "failed", 1, null],
  [DAY_MINUTES + 190, "out", daria, null, "cancelled", 12, null],
  [6 * DAY_MINUTES + 20, "in", irina, "Поддержка", "answered", 18, 370],
  [9 * DAY_MINUTES + 100, "in", irina, "Заказы", "answered", 41, 214],
  [9 * DAY_MINUTES + 300, "out", irina, null, "no-answer", 30, null],
  [21 * DAY_MINUTES + 60, "in", irina, "Заказы", "abandoned", 96, null],
  [330 * DAY_MINUTES, "in", irina, "Поддержка", "answered", 8, 182],
];

const OUTCOMES: Readonly<Record<number, NonNullable<HistoryRow["outcome"]>>> = {
  0: { topics: ["Заказ › Где заказ"], result: "solved", nextStep: "" },
  3: {
    topics: ["Доставка › Перенос даты", "Претензия › Задержка"],
    result: "promised",
    nextStep: "Звонок водителя за два часа",
  },
  8: { topics: [], result: "unsolved", nextStep: "" },
};

/** A month of calls with every result there is. */
export const historyRows: readonly HistoryRow[] = SKETCHES.map(
  ([minutesAgo, direction, customer, queueName, result, waitS, talkS], index) => ({
    interactionId: InteractionId.parse(`past-${index}`),
    atMs: NOW_MS - minutesAgo * MINUTE_MS,
    direction,
    customer,
    queueName,
    ...(index % 5 === 4 ? lev : marina),
    waitMs: waitS * 1000,
    talkMs: talkS === null ? null : talkS * 1000,
    heldMs: 0,
    quality: talkS === null || index > 9 ? null : { mos: 4.4 - index * 0.3, minMos: 4.1 - index * 0.3 },
    endedBy: "customer",
    result,
    missed: missedOf(direction, result, index),
    ...(OUTCOMES[index] && { outcome: OUTCOMES[index] }),
  }),
);

/** The first of the missed was called back since. */
function missedOf(
  direction: HistoryRow["direction"],
  result: HistoryRow["result"],
  index: number,
): HistoryRow["missed"] {
  if (direction === "out" || (result !== "no-answer" && result !== "abandoned")) return null;
  return { handledAtMs: index === 1 ? NOW_MS - 25 * MINUTE_MS : null };
}
