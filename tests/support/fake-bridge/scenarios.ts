import { NO_AUTO_ANSWER } from "../../../src-shared/domain/auto-answer.ts";
import { InteractionId } from "../../../src-shared/ids.ts";
import type { CallView, Workplace } from "../../../src-shared/ipc/workplace.ts";
import {
  ago,
  calm,
  consultation,
  fullQueue,
  lawyer,
  levels,
  online,
  ring,
  still,
  talk,
  talking,
  waits,
  wellChecked,
} from "./desk-day.ts";
import { companyNetwork, threeLines } from "./desk-lines.ts";
import { soundOfDesk, soundWithoutNoise } from "./desk-sound.ts";
import { daria, NOW_MS, roman, unknown } from "./history-rows.ts";
import type { Scenario } from "./scenario.ts";

/** Every state of the operator's window that has a face of its own. */
export const scenarios: readonly Scenario[] = [
  { name: "loading", workplace: "pending", history: "pending" },
  { name: "loading-trouble", workplace: "refused", history: "pending" },
  still("calm", {}),
  still("no-key-store", { host: { ...calm.host, keyStore: "obscured" } }),
  still("calm-first-day", {}, { history: [] }),
  still("calm-history-failed", {}, { history: "refused" }),
  still("missed-calls", { missed: { unseen: 3, mark: 1 }, redial: roman.address }),
  still("call-backs", {
    callBacks: [{ interactionId: InteractionId.parse("lost-1"), customer: roman, lostAtMs: ago(240) }],
  }),
  talking("talk-fading", { media: "silent", fadesAtMs: NOW_MS + 9000 }),
  still("queue-taking", {
    waiting: [
      { ...waits(1, daria, "Заказы", 31), mayTake: true },
      { ...waits(2, { address: "chat:k3XbQ", name: null }, "Поддержка", 24), isText: true, mayTake: true },
      { ...waits(3, roman, "Заказы", 18), isTaking: true },
      waits(4, unknown, "Заказы", 7, "lev"),
    ],
  }),
  still("queue-full", { waiting: [...fullQueue] }),
  still("ringing", { calls: [ring], waiting: [waits(0, roman, "Заказы", 31, "marina"), ...fullQueue.slice(1, 4)] }),
  still("ringing-auto-answer", {
    calls: [ring],
    autoAnswer: {
      policy: { ...NO_AUTO_ANSWER, queueCalls: true },
      answersOnRequest: false,
      calls: [{ state: "soon", callId: ring.callId, atMs: NOW_MS + 3000 }],
    },
  }),
  still("ringing-auto-answer-blocked", {
    calls: [ring],
    autoAnswer: {
      policy: { ...NO_AUTO_ANSWER, queueCalls: true },
      answersOnRequest: false,
      calls: [{ state: "blocked", callId: ring.callId, why: "microphone" }],
    },
  }),
  still("ringing-last-seconds", {
    calls: [{ ...ring, customer: unknown, startedAtMs: ago(15), ringUntilMs: NOW_MS + 5000 }],
    training: { isAvailable: true, state: "calling" },
  }),
  still(
    "ringing-while-talking",
    { calls: [talk, ring], waiting: [waits(0, roman, "Заказы", 31, "marina")] },
    { levels },
  ),
  talking("talking", {}),
  talking("talking-new-customer", { customer: { address: "+79000009018", name: null }, queueName: "Заказы" }),
  talking("talking-history-failed", {}, { history: "refused" }),
  still(
    "recording",
    { calls: [talk], recordings: [{ callId: talk.callId, state: "on", sinceMs: ago(252), resumesAtMs: null }] },
    { levels },
  ),
  still(
    "recording-paused",
    {
      calls: [talk],
      recordings: [{ callId: talk.callId, state: "paused", sinceMs: ago(32), resumesAtMs: NOW_MS + 268_000 }],
    },
    { levels },
  ),
  talking("muted", { isMuted: true }, { levels: { you: 0.05, customer: 0.4 } }),
  talking("muted-speaking", { isMuted: true }),
  talking("held", { heldSinceMs: ago(48) }, { levels: { you: 0, customer: 0 } }),
  talking("held-by-customer", { heldByCustomerSinceMs: ago(21) }, { levels: { you: 0.4, customer: 0 } }),
  talking("silent", { media: "silent" }, { levels: { you: 0.5, customer: 0 } }),
  talking("sound-lost", { media: "lost" }, { levels: { you: 0.5, customer: 0 } }),
  talking("sound-connecting", { media: "connecting", phase: "connecting", answeredAtMs: ago(0) }),
  talking("transfer-rings", {
    heldSinceMs: ago(9),
    transfer: { party: lawyer, kind: "blind", isRinging: true, sinceMs: ago(6) },
  }),
  still("consulting", { calls: [{ ...talk, heldSinceMs: ago(31) }, consultation] }, { levels }),
  still(
    "conference",
    {
      calls: [
        { ...talk, isInConference: true },
        { ...consultation, isInConference: true },
      ],
    },
    { levels },
  ),
  talking("quality-good", { quality: { level: "good", cause: null, lossShare: 0 } }),
  talking(
    "quality-poor",
    { quality: { level: "poor", cause: "own-uplink", lossShare: 0.06 } },
    {
      window: {
        atMs: 250_000,
        codec: "opus",
        heard: { mos: 4.36, lossShare: 0.004, jitterMs: 3.1 },
        said: { mos: 3.31, lossShare: 0.06, jitterMs: 22.6 },
        roundTripMs: 61,
      },
    },
  ),
  talking("quality-bad", { quality: { level: "bad", cause: "customer-side", lossShare: 0.21 } }),
  talking("quality-overloaded", { quality: { level: "poor", cause: "overloaded", lossShare: 0 } }),
  talking(
    "repair-not-arriving",
    { soundRepair: { fault: "not-arriving", step: "ice", sinceMs: ago(1) } },
    { levels: { you: 0.5, customer: 0.4 } },
  ),
  talking(
    "repair-given-up",
    { media: "silent", soundRepair: { fault: "not-heard", step: "given-up", sinceMs: ago(9) } },
    { levels: { you: 0.5, customer: 0 } },
  ),
  talking("dialling", { ...dialled("dialling", 3) }),
  talking("early-media", { ...dialled("early-media", 8), media: "flowing" }),
  talking("ended", {
    phase: "ended",
    endedAtMs: NOW_MS,
    end: { by: "customer", result: "answered" },
    media: "none",
  }),
  talking("ended-without-talk", {
    ...dialled("ended", 30),
    endedAtMs: NOW_MS,
    end: { by: "customer", result: "busy" },
  }),
  still(
    "two-calls",
    {
      calls: [
        { ...talk, heldSinceMs: ago(48) },
        { ...ring, phase: "talking", startedAtMs: ago(36), answeredAtMs: ago(31), media: "flowing" },
      ],
    },
    { levels },
  ),
  talking(
    "offline-talking",
    {},
    { workplace: { ...calm, calls: [talk], waiting: fullQueue.slice(0, 3), link: offline() } },
  ),
  still("offline", {
    link: offline(),
    waiting: fullQueue.slice(0, 3),
    status: { ...online, pending: { status: "break", reason: "lunch" } },
  }),
  still("all-offline", {
    link: offline(),
    phone: { state: "waiting", sinceMs: ago(14), retryAtMs: NOW_MS + 5000, failure: "server-unreachable" },
  }),
  still("refused", {
    link: { state: "refused", sinceMs: ago(3), dataAtMs: null, refusal: "wrong-secret" },
    phone: { state: "refused", sinceMs: ago(3), retryAtMs: null, failure: "wrong-password" },
    status: { ...online, status: "offline" },
  }),
  still("seat-taken", {
    link: { state: "refused", sinceMs: ago(3), dataAtMs: null, refusal: "seat-taken" },
    phone: { ...calm.phone, state: "off" },
    status: { ...online, status: "offline" },
  }),
  still("seat-replaced", {
    link: { state: "refused", sinceMs: ago(3), dataAtMs: null, refusal: "replaced" },
    phone: { ...calm.phone, state: "off" },
    status: { ...online, status: "offline" },
  }),
  still("checked-well", { preflight: wellChecked }),
  still("checked-badly", {
    preflight: {
      ...wellChecked,
      microphone: { ...wellChecked.microphone, verdict: "bad", problem: "dead", levelDb: -120 },
      echo: { verdict: "bad", problem: "no-sound", roundTripMs: 420, lossPercent: 12.4, levelDb: null },
    },
  }),
  still("lines", { ...threeLines, network: companyNetwork }),
  still(
    "talking-on-line",
    { ...threeLines, calls: [{ ...talk, lineId: threeLines.outgoingLineId, queueName: null, reasons: [] }] },
    { levels },
  ),
  still("colleagues-unknown", {
    ...threeLines,
    colleagueLines: threeLines.colleagueLines.map((one) => ({ ...one, state: "unknown", reason: "own-line-lost" })),
  }),
  still("many-colleagues", {
    ...threeLines,
    colleagueLines: Array.from({ length: 16 }, (_, round) =>
      threeLines.colleagueLines
        .slice(0, 3)
        .map((one, index) => ({ ...one, extension: String(7102 + 3 * round + index) })),
    ).flat(),
  }),
  still("ringing-on-line", {
    ...threeLines,
    calls: [
      {
        ...ring,
        interactionId: null,
        lineId: threeLines.outgoingLineId,
        queueName: null,
        reasons: [],
        ringUntilMs: null,
      },
    ],
  }),
  still("no-microphone", { media: "no-microphone" }),
  still("microphone-denied", { media: "microphone-denied" }),
  still("microphone-silent", { sound: { ...soundOfDesk, input: "silent" } }),
  still("microphone-muted", { sound: { ...soundOfDesk, input: "muted" } }),
  still("microphone-unproved", { sound: { ...soundOfDesk, input: "unknown" } }),
  still("noise-removed", { sound: soundWithoutNoise("on") }),
  still("noise-failed", { sound: soundWithoutNoise("failed") }),
  still("sound-restarting", { media: "gone" }),
  still("starting", {
    media: "starting",
    phone: { state: "connecting", sinceMs: ago(1), retryAtMs: null, failure: null },
    link: { state: "connecting", sinceMs: ago(1), dataAtMs: null, refusal: null },
    status: { ...online, status: "offline", sinceMs: ago(2) },
  }),
  still("on-break", { status: { ...online, status: "break", reason: "lunch", limitMs: 1_800_000, sinceMs: ago(724) } }),
  still("on-break-too-long", {
    status: { ...online, status: "break", reason: "technical", limitMs: 600_000, sinceMs: ago(724) },
  }),
  still("not-ready", {
    status: { ...online, status: "not-ready", reason: "missed-offers", sinceMs: ago(42), by: "system" },
  }),
  still("do-not-disturb", {
    status: { ...online, status: "break", reason: "do-not-disturb", limitMs: 900_000, sinceMs: ago(124) },
    missed: { unseen: 1, mark: 1 },
  }),
  still("off-line", { status: { ...online, status: "offline", sinceMs: ago(42) } }),
];

/** States of the history section; the test opens it. */
export const historyScenarios: readonly Scenario[] = [
  still("history", {}),
  still("history-more", {}, { pageRows: 9 }),
  still("history-empty", {}, { history: [] }),
  still("history-loading", {}, { history: "pending" }),
  still("history-failed", {}, { history: "refused" }),
  talking("history-while-talking", {}),
];

function dialled(phase: CallView["phase"], seconds: number): Partial<CallView> {
  return {
    phase,
    direction: "out",
    customer: daria,
    queueName: null,
    reasons: [],
    startedAtMs: ago(seconds),
    ringUntilMs: null,
    answeredAtMs: null,
    media: "none",
  };
}

function offline(): Workplace["link"] {
  return { state: "offline", sinceMs: ago(42), dataAtMs: ago(44), refusal: null };
}
