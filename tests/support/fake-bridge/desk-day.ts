import { LATEST_RELEASE } from "../../../src-renderer/features/whats-new/latest-release.ts";
import { NO_AUTO_ANSWER } from "../../../src-shared/domain/auto-answer.ts";
import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import { BreakReason } from "../../../src-shared/domain/operator-status.ts";
import { Operator } from "../../../src-shared/domain/team.ts";
import { CallId, InteractionId, OperatorId, QueueId } from "../../../src-shared/ids.ts";
import type { Preflight } from "../../../src-shared/ipc/preflight.ts";
import type { WaitingView } from "../../../src-shared/ipc/waiting-view.ts";
import type { CallView, Workplace } from "../../../src-shared/ipc/workplace.ts";
import { headsetsOfDesk } from "./desk-headsets.ts";
import { hubLine } from "./desk-lines.ts";
import { soundOfDesk } from "./desk-sound.ts";
import { historyRows, irina, NOW_MS, roman, unknown } from "./history-rows.ts";
import type { Scenario } from "./scenario.ts";

export const ago = (seconds: number): number => NOW_MS - seconds * 1000;

export const marina = Operator.parse({ operatorId: "marina", name: "Марина Белова", extension: "1001" });
export const lev = Operator.parse({ operatorId: "lev", name: "Лев Орлов", extension: "1002" });

const breakReasons = [
  { code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: 1_800_000 },
  { code: "rest", name: { ru: "Отдых", en: "Rest" }, limitMs: 600_000 },
  { code: "training", name: { ru: "Обучение", en: "Training" }, limitMs: null },
  { code: "technical", name: { ru: "Техническая пауза", en: "Technical pause" }, limitMs: null },
].map((reason) => BreakReason.parse(reason));

export const online = {
  status: "online",
  reason: null,
  limitMs: null,
  sinceMs: ago(8048),
  by: "operator",
  pending: null,
} as const;

/** A quiet working day; every screen differs from it by what it is about. */
export const calm: Workplace = {
  revision: 1,
  operator: marina,
  colleagues: [lev],
  colleagueStates: [
    { operatorId: lev.operatorId, status: "online", reason: null, sinceMs: ago(900), isTalking: false },
  ],
  status: online,
  breakReasons,
  breakBlock: null,
  wrapUps: [],
  phone: { state: "ready", sinceMs: ago(8050), retryAtMs: null, failure: null },
  lines: [hubLine],
  outgoingLineId: HUB_LINE,
  colleagueLines: [],
  homeCountry: "RU",
  network: { proxy: { kind: "system" }, hasProxyPassword: false, authorities: [] },
  session: null,
  link: { state: "online", sinceMs: ago(8050), dataAtMs: NOW_MS, refusal: null },
  media: "ready",
  calls: [],
  waiting: [],
  missed: { unseen: 0, mark: 0 },
  redial: null,
  autoAnswer: { policy: NO_AUTO_ANSWER, answersOnRequest: false, calls: [] },
  callBacks: [],
  recordings: [],
  extensions: [],
  training: { isAvailable: true, state: "idle" },
  preflight: null,
  preferences: {
    locale: "ru",
    theme: "light",
    newsSeen: { [marina.operatorId]: LATEST_RELEASE },
    tourDone: [marina.operatorId],
  },
  sound: soundOfDesk,
  headsets: headsetsOfDesk,
  notices: [],
  host: { kind: "stand-in", version: "0.1.0", platform: "linux", keyStore: "system" },
  hubClockOffsetMs: 0,
};

export const talk: CallView = {
  callId: CallId.parse("call-1"),
  interactionId: InteractionId.parse("now-1"),
  lineId: HUB_LINE,
  direction: "in",
  phase: "talking",
  customer: irina,
  queueName: "Поддержка",
  reasons: [{ code: "longest-idle", idleMs: 640_000 }],
  startedAtMs: ago(260),
  ringUntilMs: ago(240),
  answeredAtMs: ago(252),
  endedAtMs: null,
  end: null,
  isMuted: false,
  heldSinceMs: null,
  heldByCustomerSinceMs: null,
  quality: null,
  soundRepair: null,
  media: "flowing",
  dtmf: "",
  transfer: null,
  transferredTo: null,
  consultOf: null,
  isInConference: false,
  fadesAtMs: null,
};

export const ring: CallView = {
  ...talk,
  callId: CallId.parse("call-2"),
  interactionId: InteractionId.parse("now-2"),
  phase: "ringing",
  customer: roman,
  queueName: "Заказы",
  startedAtMs: ago(6),
  ringUntilMs: NOW_MS + 14_000,
  answeredAtMs: null,
  media: "none",
};

export function waits(
  number: number,
  customer: WaitingView["customer"],
  queueName: string,
  seconds: number,
  to?: string,
) {
  return {
    interactionId: InteractionId.parse(number === 0 ? "now-2" : `waits-${number}`),
    customer,
    queueId: QueueId.parse(queueName === "Заказы" ? "orders" : "support"),
    queueName,
    waitingSinceMs: ago(seconds),
    term: { fromMs: ago(seconds), dueMs: ago(seconds - (queueName === "Заказы" ? 60 : 120)) },
    offeredTo: to ? OperatorId.parse(to) : null,
  };
}

export const fullQueue: readonly WaitingView[] = [
  waits(1, unknown, "Заказы", 184, "lev"),
  waits(2, { address: "+79000007702", name: "Тамара Зуева" }, "Поддержка", 121),
  waits(3, { address: "+79000004471", name: "Олег Чибисов" }, "Поддержка", 96),
  waits(4, { address: "+441632960961", name: null }, "Заказы", 71),
  waits(5, { address: "+74950000000", name: "Общество с ограниченной ответственностью «Вертолина»" }, "Заказы", 44),
  ...Array.from({ length: 9 }, (_, index) =>
    waits(6 + index, { address: `+7900000${1200 + index}`, name: null }, "Поддержка", 40 - index * 4),
  ),
];

/** So many waiting, a second after each other. */
export function crowdedQueue(size: number): WaitingView[] {
  return Array.from({ length: size }, (_, index) =>
    waits(1 + index, { address: `+7900${1_000_000 + index}`, name: null }, index % 3 ? "Поддержка" : "Заказы", index),
  );
}

export const lawyer = { address: "1002", name: lev.name };
export const consultation: CallView = {
  ...talk,
  callId: CallId.parse("call-consult"),
  interactionId: null,
  direction: "out",
  customer: lawyer,
  queueName: null,
  reasons: [],
  startedAtMs: ago(31),
  answeredAtMs: ago(24),
  consultOf: talk.callId,
};
export const wellChecked: Preflight = {
  startedAtMs: ago(340),
  finishedAtMs: ago(325),
  link: "good",
  phone: "good",
  microphone: { verdict: "good", problem: null, label: "USB-гарнитура «Тон 40», микрофон", levelDb: -21 },
  headphones: { verdict: "good", problem: null, label: "USB-гарнитура «Тон 40», наушники" },
  echo: { verdict: "good", problem: null, roundTripMs: 38, lossPercent: 0, levelDb: -18 },
};

export const levels = { you: 0.6, customer: 0.4 };
export const history = historyRows;

export function talking(name: string, change: Partial<CallView>, rest: Partial<Scenario> = {}): Scenario {
  return { name, history, levels, workplace: { ...calm, calls: [{ ...talk, ...change }] }, ...rest };
}

export function still(name: string, change: Partial<Workplace>, rest: Partial<Scenario> = {}): Scenario {
  return { name, history, workplace: { ...calm, ...change }, ...rest };
}
