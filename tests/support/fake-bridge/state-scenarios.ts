import type { HotkeyView } from "../../../src-shared/domain/global-hotkeys.ts";
import type { Preflight } from "../../../src-shared/ipc/preflight.ts";
import type { PhoneState, Workplace } from "../../../src-shared/ipc/workplace.ts";
import { ago, calm, still, wellChecked } from "./desk-day.ts";
import { soundOfDesk } from "./desk-sound.ts";
import { NOW_MS } from "./history-rows.ts";
import type { Scenario } from "./scenario.ts";

const phone = (name: string, state: Partial<PhoneState>): Scenario =>
  still(name, { phone: { ...calm.phone, ...state }, status: { ...calm.status, sinceMs: ago(300) } });

const waits = (failure: PhoneState["failure"]): Partial<PhoneState> => ({
  state: "waiting",
  sinceMs: ago(14),
  retryAtMs: NOW_MS + 5000,
  failure,
});

const found = (name: string, change: Partial<Preflight>): Scenario =>
  still(name, { preflight: { ...wellChecked, ...change } });

/** Every state of the indicator that the windows of `scenarios` do not show; its parts are to be opened. */
export const readinessScenarios: readonly Scenario[] = [
  still("readiness-ready", { preflight: wellChecked }),
  still("readiness-phone-ready", { status: { ...calm.status, status: "break", reason: "lunch" } }),
  phone("readiness-phone-off", { state: "off", sinceMs: ago(2) }),
  phone("readiness-phone-connecting", { state: "connecting", sinceMs: ago(1) }),
  phone("readiness-phone-registering", { state: "registering", sinceMs: ago(1) }),
  phone("readiness-phone-waiting", waits(null)),
  phone("readiness-flow-dead", waits("flow-dead")),
  phone("readiness-server-refused", waits("server-refused")),
  phone("readiness-no-answer", waits("no-answer")),
  phone("readiness-phone-refused", { state: "refused", sinceMs: ago(3), failure: "server-refused" }),
  still("readiness-link-connecting", { link: { ...calm.link, state: "connecting", sinceMs: ago(1) } }),
  found("readiness-headphones-silent", {
    headphones: { ...wellChecked.headphones, verdict: "bad", problem: "not-heard" },
  }),
  found("readiness-no-headphones", { headphones: { verdict: "bad", problem: "missing", label: null } }),
  found("readiness-no-sound-way", { echo: { ...wellChecked.echo, verdict: "bad", problem: "no-sound" } }),
];

const waiting = { verdict: "waiting", problem: null, label: null } as const;
const begun: Preflight = {
  startedAtMs: ago(3),
  finishedAtMs: null,
  link: "good",
  phone: "good",
  microphone: { verdict: "running", problem: null, label: wellChecked.microphone.label, levelDb: -48 },
  headphones: waiting,
  echo: { verdict: "waiting", problem: null, roundTripMs: null, lossPercent: null, levelDb: null },
};

/** The check at each of its turns; the dialog is to be opened. */
export const preflightScenarios: readonly Scenario[] = [
  still("preflight-microphone", { preflight: begun }),
  still("preflight-headphones", {
    preflight: {
      ...begun,
      microphone: wellChecked.microphone,
      headphones: { verdict: "unsure", problem: null, label: wellChecked.headphones.label },
      echo: { ...begun.echo, verdict: "running" },
    },
  }),
  found("preflight-unsure", {
    microphone: { ...wellChecked.microphone, verdict: "unsure", problem: "quiet", levelDb: -71 },
    headphones: { ...wellChecked.headphones, verdict: "unsure" },
  }),
  still("preflight-nothing-works", {
    phone: { ...calm.phone, ...waits("server-unreachable") },
    media: "no-microphone",
    status: { ...calm.status, status: "offline" },
    preflight: {
      ...wellChecked,
      link: "bad",
      phone: "bad",
      microphone: { verdict: "bad", problem: "missing", label: null, levelDb: null },
      headphones: { verdict: "bad", problem: "missing", label: null },
      echo: { verdict: "bad", problem: "phone-not-ready", roundTripMs: null, lossPercent: null, levelDb: null },
    },
  }),
  found("preflight-denied", {
    microphone: { verdict: "bad", problem: "denied", label: null, levelDb: null },
    headphones: { ...wellChecked.headphones, verdict: "bad", problem: "not-heard" },
    echo: { ...wellChecked.echo, verdict: "bad", problem: "not-answered", roundTripMs: null, lossPercent: null },
  }),
];

const sound = (change: Partial<Workplace["sound"]>): Workplace["sound"] => ({ ...soundOfDesk, ...change });

/** «Настройки → Звук» when something is missing; the section is to be opened. */
export const soundScenarios: readonly Scenario[] = [
  still("settings-sound-denied", { media: "microphone-denied" }),
  still("settings-sound-nothing", {
    media: "no-microphone",
    sound: sound({
      settings: {
        ...soundOfDesk.settings,
        microphones: [],
        headphones: [],
        ring: { ...soundOfDesk.settings.ring, devices: [] },
      },
      present: { microphones: [], headphones: [] },
      microphone: null,
      headphones: null,
    }),
  }),
  still("settings-sound-headset-away", {
    sound: sound({
      present: { microphones: [laptopOf("microphones")], headphones: [laptopOf("headphones")] },
      microphone: laptopOf("microphones"),
      headphones: laptopOf("headphones"),
    }),
  }),
];

function laptopOf(kind: "microphones" | "headphones") {
  const found = soundOfDesk.present[kind][1];
  if (!found) throw new Error("the desk has no laptop");
  return found;
}

const keyOf = (action: HotkeyView["action"], code: string | null, isTaken = false): HotkeyView => ({
  action,
  chord: code === null ? null : { code, ctrl: true, alt: false, shift: true, meta: false },
  isTaken,
});

/** «Настройки → Клавиши», one key taken by another program; the part is to be opened. */
export const keysScenario: Scenario = still(
  "settings-keys",
  {},
  {
    hotkeys: [
      keyOf("answer", "KeyA"),
      keyOf("hang-up", null),
      keyOf("mute", "KeyM", true),
      keyOf("hold", "KeyH"),
      keyOf("show-window", "Space"),
    ],
  },
);
