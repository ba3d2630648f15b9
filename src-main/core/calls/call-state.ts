import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import type { Customer, EndedBy, InteractionResult } from "../../../src-shared/events/log-event.ts";
import type { CallId, InteractionId, LineId } from "../../../src-shared/ids.ts";
import type { CallView, PhoneState } from "../../../src-shared/ipc/workplace.ts";

/**
 * Hold of this side. While it is not `none` nothing of the operator is heard over there.
 *
 * ```
 *  none --ask--> asking --changed--> held --ask--> resuming --changed--> none
 *                  |  failed, and another talk needs it             ^
 *                  +-----------> local --ask (no re-INVITE)---------+
 *                  | failed
 *                  +-----------> none
 * ```
 */
export type OwnHold = "none" | "asking" | "held" | "resuming" | "local";

/** Why this side ends a call; decides the result when the phone reports the end. */
export type EndIntent = "hung-up" | "declined" | "media-lost" | "transferred";

/**
 * A transfer of a talk to `party` that is under way. The customer keeps its dialog until it went through.
 *
 * ```
 *  blind:    holding --held, or the hold failed--> asked --NOTIFY 18x--> ringing --NOTIFY 2xx--> over (BYE)
 *  attended:                                       asked ----------------------- --NOTIFY 2xx--> over (BYE on both)
 *                                                    +--BYE of the consultation--> joining (3 s) --2xx--> over, else none
 *  any --NOTIFY 3xx..6xx, no answer in time, taken back--> none: the customer is with the operator again
 * ```
 */
export type TransferState = {
  readonly party: Customer;
  readonly target: string;
  /** The consultation it joins; null for a blind one. */
  readonly consultId: CallId | null;
  readonly step: "holding" | "asked" | "ringing" | "joining";
  readonly sinceMs: number;
};

/** The dialog to the exchange: `lost` with the flow, `detached` when it is gone and only the sound lives on. */
export type DialogState = "up" | "lost" | "probing" | "detached";

export type Call = {
  readonly callId: CallId;
  readonly mediaId: string | null;
  readonly interactionId: InteractionId | null;
  /** On a PBX that is not the hub's: this desktop tells of it. */
  readonly isElsewhere: boolean;
  /** The number that was called, where the phone said so. */
  readonly dialled: string | null;
  readonly lineId: LineId;
  readonly direction: "in" | "out";
  readonly customer: Customer;
  readonly queueName: string | null;
  readonly phase: CallView["phase"];
  readonly startedAtMs: number;
  readonly answeredAtMs: number | null;
  readonly endingSinceMs: number | null;
  readonly endIntent: EndIntent | null;
  readonly endedAtMs: number | null;
  readonly end: { readonly by: EndedBy; readonly result: InteractionResult } | null;
  readonly isMuted: boolean;
  readonly ownHold: OwnHold;
  readonly holdAskedAtMs: number | null;
  readonly heldSinceMs: number | null;
  readonly heldByCustomerSinceMs: number | null;
  readonly media: CallView["media"];
  readonly dtmf: string;
  readonly dialog: DialogState;
  /** Since when the talk is `detached`, and when its dialog was asked for last (null: asked, and not answered yet). */
  readonly detachedSinceMs: number | null;
  readonly probedAtMs: number | null;
  /** When this machine lost an address, until the talk's sound was led another way. */
  readonly movedAtMs: number | null;
  /** Since when no packet comes; null while they do. */
  readonly silentSinceMs: number | null;
  /** The far side of a dialled call rings (180). */
  readonly isRingingFar: boolean;
  /** The answer or the resume waits until that call is held, or until the media window is back. */
  readonly waitsFor: CallId | "media" | null;
  readonly waitsSinceMs: number | null;
  /** The 200 was asked of the phone; from here on it is the phone's turn. */
  readonly isAccepted: boolean;
  /** What we send arrives over there, as far as is known. */
  readonly isArriving: boolean;
  /** How the broken sound is being mended (`sound-repair.ts`). */
  readonly repair: CallView["soundRepair"];
  /** Since when the phone opens this call's media anew. */
  readonly renewingSinceMs: number | null;
  readonly transfer: TransferState | null;
  /** Who took the talk over, once a transfer went through. */
  readonly transferredTo: Customer | null;
  /** This call asks somebody about that talk, which waits on hold. */
  readonly consultOf: CallId | null;
  /** Everybody in the conference hears everybody; never just one. */
  readonly isInConference: boolean;
  /** The hold that is being agreed is not wanted any more. */
  readonly isToResume: boolean;
};

export type CallsState = {
  readonly calls: readonly Call[];
  /** The hub's line. */
  readonly phone: PhoneState;
  /** The other lines, by id. */
  readonly lines: ReadonlyMap<LineId, PhoneState>;
  /** When the media window died; null while it lives. */
  readonly mediaGoneAtMs: number | null;
};

/** Where the life of the calls starts: no call, phone off. */
export function noCalls(nowMs: number): CallsState {
  const phone: PhoneState = { state: "off", sinceMs: nowMs, retryAtMs: null, failure: null };
  return { calls: [], phone, lines: new Map(), mediaGoneAtMs: null };
}

/** Whether a line may make and take calls now. */
export function isLineReady(state: CallsState, lineId: LineId): boolean {
  const phone = lineId === HUB_LINE ? state.phone : state.lines.get(lineId);
  return phone?.state === "ready";
}

/** A detached talk is ended by so much silence: a network change or a nap of the customer's machine is over by then. */
export const SILENCE_ENDS_MS = 12_000;

export function newCall(
  made: Pick<
    Call,
    "callId" | "mediaId" | "interactionId" | "lineId" | "direction" | "customer" | "queueName" | "phase"
  >,
  nowMs: number,
): Call {
  return {
    ...made,
    isElsewhere: false,
    dialled: null,
    startedAtMs: nowMs,
    answeredAtMs: null,
    endingSinceMs: null,
    endIntent: null,
    endedAtMs: null,
    end: null,
    isMuted: false,
    ownHold: "none",
    holdAskedAtMs: null,
    heldSinceMs: null,
    heldByCustomerSinceMs: null,
    media: "none",
    dtmf: "",
    dialog: "up",
    detachedSinceMs: null,
    probedAtMs: null,
    silentSinceMs: null,
    movedAtMs: null,
    isRingingFar: false,
    waitsFor: null,
    waitsSinceMs: null,
    isAccepted: false,
    renewingSinceMs: null,
    isArriving: true,
    repair: null,
    transfer: null,
    transferredTo: null,
    consultOf: null,
    isInConference: false,
    isToResume: false,
  };
}

/** Whether the call still exists for the operator's commands. */
export function isKnown(call: Call): boolean {
  return call.phase !== "ended";
}

/** Whether the operator is in this call with ear and voice, or about to be: one at a time, or all of a conference. */
export function isLive(call: Call): boolean {
  const isUp = call.phase === "talking" || (call.phase === "connecting" && call.isAccepted);
  const isOut = call.phase === "dialling" || call.phase === "early-media";
  return isOut || (isUp && (call.ownHold === "none" || call.ownHold === "resuming"));
}

/** Since when a detached talk that should sound is silent; null while it sounds, or is held by either side. */
export function fadingSinceMs(call: Call): number | null {
  const { detachedSinceMs, silentSinceMs } = call;
  if (!isTalk(call) || call.dialog !== "detached" || detachedSinceMs === null || silentSinceMs === null) return null;
  if (call.ownHold === "held" || call.heldByCustomerSinceMs !== null) return null;
  return Math.max(detachedSinceMs, silentSinceMs);
}

/** Whether a person is on the other side: talked with now, or on hold. */
export function isTalk(call: Call): boolean {
  return call.phase === "talking";
}

export function liveCalls(state: CallsState, except?: CallId): readonly Call[] {
  return state.calls.filter((call) => call.callId !== except && isLive(call));
}

export function liveCall(state: CallsState, except?: CallId): Call | undefined {
  return state.calls.find((call) => call.callId !== except && isLive(call));
}

/** A call as the operator's window sees it. What the hub alone knows (reasons, ring limit) is added by the workplace. */
export function viewOf(call: Call): CallView {
  return {
    callId: call.callId,
    interactionId: call.interactionId,
    lineId: call.lineId,
    direction: call.direction,
    phase: call.phase,
    customer: call.customer,
    queueName: call.queueName,
    reasons: [],
    startedAtMs: call.startedAtMs,
    ringUntilMs: null,
    answeredAtMs: call.answeredAtMs,
    endedAtMs: call.endedAtMs,
    end: call.end,
    isMuted: call.isMuted,
    heldSinceMs: call.heldSinceMs,
    heldByCustomerSinceMs: call.heldByCustomerSinceMs,
    media: call.media,
    soundRepair: call.repair,
    dtmf: call.dtmf,
    quality: null,
    transfer: call.transfer && {
      party: call.transfer.party,
      kind: call.transfer.consultId === null ? "blind" : "attended",
      isRinging: call.transfer.step === "ringing",
      sinceMs: call.transfer.sinceMs,
    },
    fadesAtMs: fadesAtMs(call),
    transferredTo: call.transferredTo,
    consultOf: call.consultOf,
    isInConference: call.isInConference,
  };
}

function fadesAtMs(call: Call): number | null {
  const sinceMs = fadingSinceMs(call);
  return sinceMs === null ? null : sinceMs + SILENCE_ENDS_MS;
}
