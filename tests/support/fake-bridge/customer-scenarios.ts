import { InteractionId } from "../../../src-shared/ids.ts";
import type { CardContact, CustomerView } from "../../../src-shared/ipc/customer.ts";
import { ago, calm, levels, talk, talking } from "./desk-day.ts";
import { irina } from "./history-rows.ts";
import type { Scenario } from "./scenario.ts";

const DAY_S = 86_400;

type Told = Partial<CardContact> & { readonly agoS: number };

function contact({ agoS, ...told }: Told, index: number): CardContact {
  return {
    interactionId: InteractionId.parse(`card-${index}`),
    ...{ channel: "voice", kind: "voice", direction: "in", operatorName: "Глеб Осокин", queueName: "Поддержка" },
    ...{ talkMs: null, result: "answered", notes: [], atMs: ago(agoS) },
    ...told,
  };
}

const TOLD: readonly Told[] = [
  { agoS: 12_660, channel: "telegram", kind: "text", talkMs: 540_000, operatorName: "Лев Орлов" },
  {
    agoS: 6 * DAY_S,
    talkMs: 370_000,
    notes: [
      { authorName: "Глеб Осокин", text: "Обещали бесплатный подъём до 30 ноября. Просит звонить после шести." },
      { authorName: "Ольга Ким", text: "Возврат за подъём проведён" },
    ],
  },
  { agoS: 9 * DAY_S, direction: "out", result: "no-answer", operatorName: "Марина Белова", queueName: null },
  { agoS: 21 * DAY_S, result: "abandoned", operatorName: null, queueName: "Заказы" },
  { agoS: 30 * DAY_S, channel: "chat", kind: "text", talkMs: 862_000, operatorName: "Лиана Ким", queueName: "Заказы" },
  { agoS: 330 * DAY_S, channel: "site-call", talkMs: 182_000, queueName: "Очень длинное название очереди заказов" },
];

const card: CustomerView = {
  name: irina.name,
  tags: ["VIP", "новосёл"],
  notes: [
    {
      ...{ noteId: "n-1", authorName: "Марина Белова", atMs: ago(6 * DAY_S), isOwn: true },
      text: "Доставку принимает муж, звонить ему нельзя до 11",
    },
  ],
  addresses: [irina.address],
  promisedCalls: [
    {
      interactionId: InteractionId.parse("order-1"),
      ...{ orderedAtMs: ago(7200), dueAtMs: ago(-5400) },
      ...{ topic: "Доставка", comment: "Перезвоните, когда будет известен день" },
    },
  ],
  contacts: TOLD.map(contact),
  nextBefore: { createdAtMs: 1, interactionId: InteractionId.parse("card-5") },
  ...{ from: "team", staleSinceMs: null },
};

const shown = (name: string, answer: unknown): Scenario =>
  talking(name, {}, { answers: { "customer.get": answer }, levels });

const offline = { state: "offline", sinceMs: ago(95), dataAtMs: ago(95), refusal: null } as const;

/** The customer's card beside a talk: all there is, nothing, on its way, not read, and without the hub. */
export const customerScenarios: readonly Scenario[] = [
  shown("customer-full", card),
  shown("customer-new", { ...card, tags: [], notes: [], promisedCalls: [], contacts: [], nextBefore: null }),
  shown("customer-loading", "pending"),
  { ...shown("customer-failed", null), refusals: { "customer.get": "card-failed" } },
  {
    ...shown("customer-offline", {
      ...card,
      ...{ promisedCalls: [], contacts: card.contacts.slice(1, 3), nextBefore: null },
      ...{ from: "own", staleSinceMs: offline.dataAtMs },
    }),
    workplace: { ...calm, calls: [talk], link: offline },
  },
];
