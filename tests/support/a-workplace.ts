import { NO_AUTO_ANSWER } from "../../src-shared/domain/auto-answer.ts";
import { HUB_LINE } from "../../src-shared/domain/hub-line.ts";
import { BreakReason } from "../../src-shared/domain/operator-status.ts";
import { FIRST_SOUND } from "../../src-shared/domain/sound-devices.ts";
import { Operator, Queue } from "../../src-shared/domain/team.ts";
import { CallId, InteractionId, LogId } from "../../src-shared/ids.ts";
import type { CallView, Workplace } from "../../src-shared/ipc/workplace.ts";
import type { LinkWelcome } from "../../src-shared/link/link-contract.ts";

export const lunch = BreakReason.parse({ code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: 1_800_000 });

/** What a hub says to Anna. */
export function aWelcome(change: Partial<LinkWelcome> = {}): LinkWelcome {
  const annaOperator = Operator.parse({ operatorId: "anna", name: "Анна", extension: "201" });
  return {
    contractVersion: 1,
    logId: LogId.parse("log-1"),
    headSeq: 0,
    hubTimeMs: Date.UTC(2026, 10, 2, 9, 0, 0),
    operator: annaOperator,
    operators: [annaOperator, Operator.parse({ operatorId: "boris", name: "Борис", extension: "202" })],
    queues: [Queue.parse({ queueId: "support", name: "Поддержка", number: "100", members: ["anna", "boris"] })],
    breakReasons: [lunch],
    autoAnswer: NO_AUTO_ANSWER,
    breakLimits: [],
    sip: { domain: "tandem.invalid", user: "201", path: "/sip" },
    ...change,
  };
}

/** A call that rings here. */
export function aCall(change: Partial<CallView> = {}): CallView {
  return {
    callId: CallId.parse("call-1"),
    interactionId: InteractionId.parse("i-1"),
    lineId: HUB_LINE,
    direction: "in",
    phase: "ringing",
    customer: { address: "+79990001122", name: null },
    queueName: null,
    reasons: [],
    startedAtMs: Date.UTC(2026, 10, 2, 9, 0, 0),
    ringUntilMs: null,
    answeredAtMs: null,
    endedAtMs: null,
    end: null,
    isMuted: false,
    heldSinceMs: null,
    heldByCustomerSinceMs: null,
    quality: null,
    soundRepair: null,
    media: "none",
    dtmf: "",
    transfer: null,
    transferredTo: null,
    consultOf: null,
    isInConference: false,
    fadesAtMs: null,
    ...change,
  };
}

/** A workplace at rest. */
export function aWorkplace(change: Partial<Workplace> = {}): Workplace {
  const atMs = Date.UTC(2026, 10, 2, 9, 0, 0);
  return {
    revision: 0,
    operator: null,
    colleagues: [],
    colleagueStates: [],
    status: { status: "offline", reason: null, limitMs: null, sinceMs: atMs, by: "system", pending: null },
    breakReasons: [],
    breakBlock: null,
    wrapUps: [],
    phone: { state: "off", sinceMs: atMs, retryAtMs: null, failure: null },
    lines: [],
    outgoingLineId: HUB_LINE,
    colleagueLines: [],
    homeCountry: "RU",
    session: null,
    network: { proxy: { kind: "system" }, hasProxyPassword: false, authorities: [] },
    link: { state: "offline", sinceMs: atMs, dataAtMs: null, refusal: null },
    media: "starting",
    calls: [],
    waiting: [],
    missed: { unseen: 0, mark: 0 },
    redial: null,
    autoAnswer: { policy: NO_AUTO_ANSWER, answersOnRequest: false, calls: [] },
    callBacks: [],
    recordings: [],
    extensions: [],
    training: { isAvailable: false, state: "idle" },
    preflight: null,
    preferences: { locale: "ru", theme: "system" },
    sound: {
      settings: FIRST_SOUND,
      present: { microphones: [], headphones: [] },
      microphone: null,
      headphones: null,
      noise: "off",
      input: "alive",
    },
    headsets: { headsets: [], check: null },
    notices: [],
    host: { kind: "stand-in", version: "0.1.0", platform: "linux", keyStore: "system" },
    hubClockOffsetMs: 0,
    ...change,
  };
}
