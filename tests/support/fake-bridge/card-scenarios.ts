import type { CallCard, RingCard, TalkCard } from "../../../src-shared/ipc/call-card.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { ago, lev, ring, talk } from "./desk-day.ts";
import { irina, NOW_MS, unknown } from "./history-rows.ts";

export type CardScenario = { readonly name: string; readonly card: NonNullable<CallCard> };

const { callId, customer, queueName, reasons, startedAtMs, ringUntilMs } = ring;
const ringing: RingCard = {
  kind: "ring",
  locale: "ru",
  call: { callId, customer, queueName, reasons, startedAtMs, ringUntilMs },
  waitingSinceMs: ago(31),
  onLine: null,
  answerKeys: "Ctrl Shift A",
  autoAnswerAtMs: null,
};
const talking: TalkCard = {
  kind: "talk",
  locale: "ru",
  call: {
    callId: talk.callId,
    customer: irina,
    phase: "talking",
    startedAtMs: talk.startedAtMs,
    answeredAtMs: talk.answeredAtMs,
    isMuted: false,
    heldSinceMs: null,
  },
};

export const rings = (name: string, call: Partial<RingCard["call"]>, rest: Partial<RingCard> = {}): CardScenario => ({
  name: `card-${name}`,
  card: { ...ringing, ...rest, call: { ...ringing.call, ...call } },
});
const talks = (name: string, call: Partial<TalkCard["call"]>): CardScenario => ({
  name: `card-${name}`,
  card: { ...talking, call: { ...talking.call, ...call } },
});
const goesOut: Partial<CallView> = { startedAtMs: ago(8), answeredAtMs: null };

/** Every state of the call card over other programs. */
export const cardScenarios: readonly CardScenario[] = [
  rings("ring-queue", {}),
  rings(
    "ring-unnamed",
    { customer: unknown, reasons: [{ code: "longest-idle", idleMs: 640_000 }] },
    { answerKeys: null },
  ),
  rings("ring-direct", { queueName: null, reasons: [{ code: "called-directly" }] }, { waitingSinceMs: null }),
  rings("ring-pbx", { queueName: null, reasons: [], ringUntilMs: null }, { waitingSinceMs: null }),
  rings("ring-long-name", {
    customer: { address: "+74950000000", name: "Общество с ограниченной ответственностью «Вертолина»" },
    queueName: "Техническая поддержка юридических лиц",
  }),
  rings(
    "ring-colleague",
    { customer: { address: "1002", name: lev.name }, queueName: null, reasons: [{ code: "called-directly" }] },
    { waitingSinceMs: null },
  ),
  rings("ring-transferred", { reasons: [{ code: "transferred", fromOperatorId: lev.operatorId }] }),
  rings("ring-last-seconds", { startedAtMs: ago(16), ringUntilMs: NOW_MS + 4000 }),
  rings("ring-while-talking", {}, { onLine: { customer: irina, sinceMs: ago(252) } }),
  talks("dialling", { ...goesOut, phase: "dialling" }),
  talks("connecting", { phase: "connecting", answeredAtMs: NOW_MS }),
  talks("talking", {}),
  talks("talking-unnamed", { customer: unknown }),
  talks("muted", { isMuted: true }),
  talks("held", { heldSinceMs: ago(48) }),
];
