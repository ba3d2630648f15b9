import { assertNever } from "../../../src-shared/assert-never.ts";
import type { CallId } from "../../../src-shared/ids.ts";

/** What the training customer says and how long it waits; clips are names of files in assets/voices. */
export type TrainingScript = {
  /** The number it dials. */
  readonly target: string;
  /** Said one after another, each after the operator has spoken; the call ends after the last. */
  readonly turns: readonly string[];
  /** Said when the operator keeps silent for `silenceMs`; after `silenceLimit` of them in a row it hangs up. */
  readonly silencePrompt: string;
  readonly silenceMs: number;
  readonly silenceLimit: number;
  /** How long it waits for an answer before it gives up. */
  readonly patienceMs: number;
  /** A natural pause before it speaks, and before it hangs up after the last words. */
  readonly pauseMs: number;
};

/** The demo customer: asks about a late delivery. */
export const DELIVERY_SCRIPT: TrainingScript = {
  target: "700",
  turns: ["greeting", "order", "when", "agree", "thanks"],
  silencePrompt: "hello",
  silenceMs: 8_000,
  silenceLimit: 3,
  patienceMs: 120_000,
  pauseMs: 600,
};

/**
 * One call of the training customer.
 *
 * ```
 *  idle --call--> calling --established--> listening <---- clip-ended ----+
 *                                            |                            |
 *                     operator spoke, then fell silent for pauseMs,       |
 *                     or kept silent for silenceMs --------------------> speaking
 *                                                                         |
 *  idle <--ended-- (hang up) <-- pauseMs -- ending <-- last clip ended ---+
 * ```
 */
export type TrainingState =
  | { readonly name: "idle" }
  | { readonly name: "calling"; readonly callId: CallId }
  | {
      readonly name: "listening" | "speaking" | "ending";
      readonly callId: CallId;
      /** How many of the turns were said. */
      readonly said: number;
      /** Prompts in a row that the operator did not answer. */
      readonly prompts: number;
      /** The operator speaks now. */
      readonly speaks: boolean;
      /** The operator has spoken since the last clip ended. */
      readonly spoke: boolean;
      readonly onHold: boolean;
      readonly clip: string | null;
    };

export type TrainingEvent =
  | { readonly type: "call"; readonly callId: CallId }
  | { readonly type: "established" }
  | { readonly type: "hold-changed"; readonly held: boolean }
  | { readonly type: "voice-changed"; readonly speaking: boolean }
  | { readonly type: "clip-ended" }
  | { readonly type: "timer" }
  | { readonly type: "ended" };

export type TrainingEffect =
  | { readonly type: "dial"; readonly callId: CallId; readonly target: string }
  | { readonly type: "play"; readonly clip: string }
  | { readonly type: "hang-up"; readonly callId: CallId }
  /** The one timer: a new one replaces the old, `null` stops it. */
  | { readonly type: "timer"; readonly afterMs: number | null };

type Step = { readonly state: TrainingState; readonly effects: readonly TrainingEffect[] };
type Talk = Exclude<TrainingState, { name: "idle" | "calling" }>;

/** Decides what the customer does next; an event that makes no sense now changes nothing. */
export function stepTraining(state: TrainingState, event: TrainingEvent, script: TrainingScript): Step {
  if (state.name === "idle") return event.type === "call" ? dial(event.callId, script) : { state, effects: [] };
  if (event.type === "ended") return { state: { name: "idle" }, effects: [{ type: "timer", afterMs: null }] };
  if (state.name === "calling") return stepCalling(state, event, script);
  return stepTalk(state, event, script);
}

function dial(callId: CallId, script: TrainingScript): Step {
  return {
    state: { name: "calling", callId },
    effects: [
      { type: "dial", callId, target: script.target },
      { type: "timer", afterMs: script.patienceMs },
    ],
  };
}

function stepCalling(
  state: Extract<TrainingState, { name: "calling" }>,
  event: TrainingEvent,
  script: TrainingScript,
): Step {
  if (event.type === "timer") return { state, effects: [{ type: "hang-up", callId: state.callId }] };
  if (event.type !== "established") return { state, effects: [] };
  const talk = { callId: state.callId, said: 0, prompts: 0, speaks: false, spoke: false, onHold: false, clip: null };
  return listen({ ...talk, name: "listening" }, script);
}

function stepTalk(state: Talk, event: Exclude<TrainingEvent, { type: "ended" }>, script: TrainingScript): Step {
  switch (event.type) {
    case "voice-changed":
      return heard(state, event.speaking, script);
    case "hold-changed":
      return held(state, event.held, script);
    case "clip-ended":
      return state.name === "speaking" ? clipEnded(state, script) : { state, effects: [] };
    case "timer":
      return timerEnded(state, script);
    case "call":
    case "established":
      return { state, effects: [] };
    default:
      return assertNever(event);
  }
}

/** Waits for the operator, but not for ever; on hold it waits as long as the hold lasts. */
function listen(state: Talk, script: TrainingScript): Step {
  const next: Talk = { ...state, name: "listening", clip: null };
  if (next.onHold || next.speaks) return { state: next, effects: [{ type: "timer", afterMs: null }] };
  return { state: next, effects: [{ type: "timer", afterMs: next.spoke ? script.pauseMs : script.silenceMs }] };
}

function heard(state: Talk, speaking: boolean, script: TrainingScript): Step {
  const next: Talk = { ...state, speaks: speaking, prompts: speaking ? 0 : state.prompts };
  // A word thrown in while the customer speaks is not an answer yet.
  return next.name === "listening"
    ? listen({ ...next, spoke: next.spoke || speaking }, script)
    : { state: next, effects: [] };
}

function held(state: Talk, onHold: boolean, script: TrainingScript): Step {
  const next: Talk = { ...state, onHold };
  return next.name === "listening" ? listen(next, script) : { state: next, effects: [] };
}

function timerEnded(state: Talk, script: TrainingScript): Step {
  if (state.name === "ending") return { state, effects: [{ type: "hang-up", callId: state.callId }] };
  if (state.name === "listening" && !state.speaks && !state.onHold) {
    if (state.spoke) return speak(state, script.turns[state.said] ?? script.silencePrompt);
    if (state.prompts >= script.silenceLimit) return { state, effects: [{ type: "hang-up", callId: state.callId }] };
    return speak({ ...state, prompts: state.prompts + 1 }, script.silencePrompt);
  }
  return { state, effects: [] };
}

function speak(state: Talk, clip: string): Step {
  return {
    state: { ...state, name: "speaking", clip, spoke: false },
    effects: [
      { type: "timer", afterMs: null },
      { type: "play", clip },
    ],
  };
}

function clipEnded(state: Talk, script: TrainingScript): Step {
  const said = state.clip === script.silencePrompt ? state.said : state.said + 1;
  const next: Talk = { ...state, said, spoke: state.speaks };
  if (said < script.turns.length) return listen(next, script);
  return { state: { ...next, name: "ending", clip: null }, effects: [{ type: "timer", afterMs: script.pauseMs }] };
}
