import type {
  ButtonKind,
  HeadsetControl,
  HeadsetLamp,
  HeadsetLamps,
} from "../../../src-shared/domain/headset/headset.ts";
import { HeadsetLamp as LampNames } from "../../../src-shared/domain/headset/headset.ts";
import { type CallsSeen, lampsFor, NO_CALLS } from "./calls-seen.ts";
import { type HeadsetCommand, meaningOf, type Press } from "./press-meaning.ts";

/** What this machine must know of a headset. */
export type HeadsetTraits = {
  readonly headsetId: string;
  readonly isHookSwitch: boolean;
  readonly isOnHookOnHold: boolean;
};

export type HeadsetEvent =
  | { readonly type: "calls"; readonly calls: CallsSeen }
  | { readonly type: "joined"; readonly headset: HeadsetTraits }
  | { readonly type: "left"; readonly headsetId: string }
  /** Which headsets the operator speaks or hears through; none known: all of them. */
  | { readonly type: "worn"; readonly headsetIds: readonly string[] }
  | {
      readonly type: "button";
      readonly headsetId: string;
      readonly control: HeadsetControl;
      readonly kind: ButtonKind;
      readonly isOn: boolean;
    }
  | { readonly type: "settle"; readonly headsetId: string };

export type HeadsetEffect =
  | { readonly type: "show"; readonly headsetId: string; readonly lamps: HeadsetLamps }
  | { readonly type: "settle-later"; readonly headsetId: string; readonly afterMs: number }
  | { readonly type: "command"; readonly command: HeadsetCommand };

type Echo = { readonly control: "hook" | "mute"; readonly isOn: boolean; readonly untilMs: number };

type Headset = HeadsetTraits & {
  readonly shown: HeadsetLamps;
  /** How the device believes its hook to be. */
  readonly isLifted: boolean;
  /** What it may still say only because it was told so. */
  readonly echoes: readonly Echo[];
  readonly mutePressedAtMs: number | null;
  readonly liftedAtMs: number | null;
  /** What the device believes of its hook is not known: it is told again. */
  readonly isUnsure: boolean;
};

export type HeadsetsState = {
  readonly calls: CallsSeen;
  readonly headsets: readonly Headset[];
  readonly worn: readonly string[];
};

export const NO_HEADSETS_STATE: HeadsetsState = { calls: NO_CALLS, headsets: [], worn: [] };

/** A device repeats what it was told within this time; over a radio it takes some hundred ms. */
export const ECHO_MS = 700;
/** A press that changed nothing: after this the device is told again how things stand. */
export const SETTLE_MS = 600;
/** A mute that goes off again within this time was a push-button and not a switch (WICG/webhid#72). */
const PULSE_MS = 500;
/** A hook that falls again within this time after it was lifted is a push-button that was let go (Logitech H820e). */
export const HOOK_PULSE_MS = 800;

const AT_REST = {
  shown: { offHook: false, ring: false, mute: false, hold: false },
  isLifted: false,
  echoes: [],
  mutePressedAtMs: null,
  liftedAtMs: null,
  isUnsure: false,
} as const;

/**
 * Calls ⇄ headsets, both ways. The lamps are a function of the calls; a button asks something of the calls and changes no
 * lamp by itself. So what a device says because it was told (its hook follows the off-hook lamp) must be told apart from
 * what a person pressed, or the two would chase each other:
 *
 * ```
 *  calls --lamps differ--> show, and remember what may come back as an echo
 *  button --is an echo, or says what is known--> nothing
 *         --a person--> command, and `settle` later: if the calls did not follow, the device is told again
 * ```
 */
export function reduceHeadsets(
  state: HeadsetsState,
  event: HeadsetEvent,
  nowMs: number,
): { readonly state: HeadsetsState; readonly effects: readonly HeadsetEffect[] } {
  switch (event.type) {
    case "calls":
      return show({ ...state, calls: event.calls }, nowMs);
    case "worn":
      return show({ ...state, worn: event.headsetIds }, nowMs);
    case "left":
      return show(
        { ...state, headsets: state.headsets.filter(({ headsetId }) => headsetId !== event.headsetId) },
        nowMs,
      );
    case "joined": {
      const others = state.headsets.filter(({ headsetId }) => headsetId !== event.headset.headsetId);
      const fresh = { ...event.headset, ...AT_REST };
      // What a program before this one left lit is put out, also when nothing is to be shown.
      return show({ ...state, headsets: [...others, fresh] }, nowMs, event.headset.headsetId);
    }
    case "settle": {
      const headset = state.headsets.find(({ headsetId }) => headsetId === event.headsetId);
      const isWrong = headset !== undefined && (headset.isUnsure || headset.isLifted !== headset.shown.offHook);
      return isWrong ? show(state, nowMs, event.headsetId) : { state, effects: [] };
    }
    case "button":
      return handleButton(state, event, nowMs);
  }
}

/** Brings the lamps of all headsets to where they should be; `anyway` is written even when nothing differs. */
function show(state: HeadsetsState, nowMs: number, anyway: string | null = null) {
  const effects: HeadsetEffect[] = [];
  const headsets = state.headsets.map((headset) => {
    const lamps = lampsFor(state.calls, isWorn(state, headset.headsetId), headset.isOnHookOnHold);
    if (isSame(lamps, headset.shown) && anyway !== headset.headsetId) return headset;
    effects.push({ type: "show", headsetId: headset.headsetId, lamps });
    const echoes = [...fresh(headset.echoes, nowMs), ...echoesOf(headset, lamps, nowMs)];
    return { ...headset, shown: lamps, isLifted: lamps.offHook, isUnsure: false, echoes };
  });
  return { state: { ...state, headsets }, effects };
}

function isWorn({ worn, headsets }: HeadsetsState, headsetId: string): boolean {
  const present = headsets.filter((headset) => worn.includes(headset.headsetId));
  return present.length === 0 || worn.includes(headsetId);
}

function echoesOf({ isLifted, isUnsure, shown }: Headset, lamps: HeadsetLamps, nowMs: number): Echo[] {
  const untilMs = nowMs + ECHO_MS;
  return [
    ...(lamps.offHook === isLifted && !isUnsure ? [] : [{ control: "hook", isOn: lamps.offHook, untilMs } as const]),
    ...(lamps.mute === shown.mute ? [] : [{ control: "mute", isOn: lamps.mute, untilMs } as const]),
  ];
}

function handleButton(state: HeadsetsState, event: Extract<HeadsetEvent, { type: "button" }>, nowMs: number) {
  const headset = state.headsets.find(({ headsetId }) => headsetId === event.headsetId);
  if (headset === undefined) return { state, effects: [] };
  const { next, press } = hear(headset, event, nowMs);
  const after = { ...state, headsets: state.headsets.map((one) => (one === headset ? next : one)) };
  const command = press && meaningOf(event.control, press, state.calls);
  const effects: HeadsetEffect[] = command === null ? [] : [{ type: "command", command }];
  // Whatever becomes of the command: a hook that moved and a call that did not follow are brought together again.
  if (next.isHookSwitch && (next.isUnsure || next.isLifted !== headset.isLifted))
    effects.push({ type: "settle-later", headsetId: headset.headsetId, afterMs: SETTLE_MS });
  return { state: after, effects };
}

type Heard = { readonly next: Headset; readonly press: Press | null };

function hear(headset: Headset, event: Extract<HeadsetEvent, { type: "button" }>, nowMs: number): Heard {
  const { control, kind, isOn } = event;
  if (control === "hook" && kind !== "pulse") return hearHook(headset, isOn, nowMs);
  if (control === "mute" && kind !== "pulse") return hearMute(headset, kind, isOn, nowMs);
  return { next: headset, press: isOn ? "pressed" : null };
}

function hearHook(headset: Headset, isOn: boolean, nowMs: number): Heard {
  const echoes = withoutEcho(headset.echoes, "hook", isOn, nowMs);
  if (echoes !== null) return { next: { ...headset, echoes }, press: null };
  if (isOn === headset.isLifted) return { next: headset, press: null };
  const { liftedAtMs, shown } = headset;
  if (!isOn && liftedAtMs !== null && nowMs - liftedAtMs <= HOOK_PULSE_MS)
    return { next: { ...headset, isLifted: shown.offHook, liftedAtMs: null, isUnsure: true }, press: null };
  return {
    next: { ...headset, isLifted: isOn, liftedAtMs: isOn ? nowMs : null },
    press: isOn ? "lifted" : "put-down",
  };
}

function hearMute(headset: Headset, kind: ButtonKind, isOn: boolean, nowMs: number): Heard {
  const echoes = withoutEcho(headset.echoes, "mute", isOn, nowMs);
  if (echoes !== null) return { next: { ...headset, echoes }, press: null };
  if (kind === "switch")
    return { next: headset, press: isOn === headset.shown.mute ? null : isOn ? "muted" : "unmuted" };
  if (isOn) return { next: { ...headset, mutePressedAtMs: nowMs }, press: "pressed" };
  const wasPulse = headset.mutePressedAtMs === null || nowMs - headset.mutePressedAtMs <= PULSE_MS;
  const next = { ...headset, mutePressedAtMs: null };
  return { next, press: wasPulse || !headset.shown.mute ? null : "unmuted" };
}

/** The echoes left after this one and all told before it; null: it is none. */
function withoutEcho(echoes: readonly Echo[], control: Echo["control"], isOn: boolean, nowMs: number) {
  const waited = fresh(echoes, nowMs);
  const index = waited.findIndex((echo) => echo.control === control && echo.isOn === isOn);
  return index < 0 ? null : waited.filter((echo, at) => echo.control !== control || at > index);
}

function fresh(echoes: readonly Echo[], nowMs: number): readonly Echo[] {
  return echoes.filter(({ untilMs }) => nowMs <= untilMs);
}

function isSame(one: HeadsetLamps, other: HeadsetLamps): boolean {
  return LampNames.options.every((lamp: HeadsetLamp) => one[lamp] === other[lamp]);
}
