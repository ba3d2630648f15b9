import type { QualityEvent } from "../../../src-shared/domain/quality/call-quality.ts";
import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { CallId, InteractionId, LineId } from "../../../src-shared/ids.ts";
import type { DialledCall, RepairStep, SignallingEvent } from "../ports/call-signalling.ts";
import type { Call } from "./call-state.ts";

/** What the operator asks. `target` is normalised already; the id of a dialled call is made by the caller. */
export type CallCommand =
  | {
      readonly type: "dial";
      readonly callId: CallId;
      readonly lineId: LineId;
      readonly target: string;
      readonly customer: Customer;
    }
  | { readonly type: "answer"; readonly callId: CallId }
  | { readonly type: "reject"; readonly callId: CallId }
  | { readonly type: "hang-up"; readonly callId: CallId }
  | { readonly type: "set-muted"; readonly callId: CallId; readonly muted: boolean }
  | { readonly type: "set-held"; readonly callId: CallId; readonly held: boolean }
  | { readonly type: "send-dtmf"; readonly callId: CallId; readonly tones: string }
  /** Passes the talk to somebody who is not asked first. */
  | { readonly type: "transfer"; readonly callId: CallId; readonly target: string; readonly party: Customer }
  /** Holds the talk and calls somebody to ask; `consultId` is the new call. */
  | {
      readonly type: "consult";
      readonly callId: CallId;
      readonly consultId: CallId;
      readonly target: string;
      readonly customer: Customer;
    }
  /** Joins the held talk with the consultation; `callId` names either. */
  | { readonly type: "complete-transfer"; readonly callId: CallId }
  /** Gives up a blind transfer while it rings. */
  | { readonly type: "take-back"; readonly callId: CallId }
  /** Joins the two talks of the operator with the operator among them; `callId` names either. */
  | { readonly type: "conference"; readonly callId: CallId };

/** A limit that runs. `forget` takes an ended call away after it was shown. */
export type CallTimer = {
  readonly kind:
    | "wait"
    | "hold"
    | "ending"
    | "forget"
    | "media-gone"
    | "renewal"
    | "repair-ice"
    | "repair-fresh"
    | "transfer"
    | "joining"
    | "silence"
    | "reprobe"
    | "moved";
  readonly callId: CallId;
};

/** What phone, media window and clock report. */
export type CallReport =
  | SignallingEvent
  | ({ readonly type: "dialled"; readonly callId: CallId } & DialledCall)
  | { readonly type: "probed"; readonly callId: CallId; readonly exists: boolean }
  /** This machine lost an address: what is bound to it is dead, in signalling and sound. */
  | { readonly type: "moved" }
  | { readonly type: "media-alive"; readonly alive: boolean }
  | { readonly type: "media-connection"; readonly mediaId: string; readonly state: string }
  | { readonly type: "media-flow"; readonly mediaId: string; readonly flowing: boolean }
  | { readonly type: "media-arrival"; readonly mediaId: string; readonly arriving: boolean }
  | { readonly type: "timer-fired"; readonly timer: CallTimer };

export type CallEvent = { readonly type: "command"; readonly command: CallCommand } | CallReport;

export type RingSound = "none" | "ring" | "ringback" | "waiting";

/**
 * What could not be done as asked, while the calls go on. `held-locally`: the far side refused the hold, and this
 * side is silent to it because another talk needs that. `dialog-gone`: the exchange does not know the talk, or does not see the customer's phone.
 */
export type CallTrouble = "hold-refused" | "held-locally" | "resume-refused" | "dtmf-refused" | "dialog-gone";

/**
 * What came of a transfer or a consultation. `left`: the consulted one hung up; the customer is back in all but `done`, and
 * but `kept`: the consultation could not be joined, and goes on while the customer waits.
 */
export type TransferOutcome = "done" | "busy" | "declined" | "no-answer" | "not-found" | "left" | "failed" | "kept";

/** What is to be done. Those above the line are done once; those below stand until they are taken back. */
export type CallEffect =
  | { readonly type: "dial"; readonly callId: CallId; readonly lineId: LineId; readonly target: string }
  | { readonly type: "accept"; readonly callId: CallId }
  | { readonly type: "reject"; readonly callId: CallId; readonly sipCode: 480 | 603 }
  | { readonly type: "hang-up"; readonly callId: CallId }
  | { readonly type: "set-held"; readonly callId: CallId; readonly held: boolean }
  | { readonly type: "send-dtmf"; readonly callId: CallId; readonly tones: string }
  | { readonly type: "renew-media"; readonly callId: CallId }
  | { readonly type: "repair-media"; readonly callId: CallId; readonly step: RepairStep }
  | { readonly type: "note-sound"; readonly callId: CallId; readonly code: QualityEvent["code"] }
  | { readonly type: "refer"; readonly callId: CallId; readonly target: string }
  | { readonly type: "refer-into"; readonly callId: CallId; readonly consultId: CallId }
  | {
      readonly type: "tell-transfer";
      readonly callId: CallId;
      readonly outcome: TransferOutcome;
      readonly party: Customer;
    }
  | { readonly type: "probe"; readonly callId: CallId }
  | { readonly type: "tell-trouble"; readonly callId: CallId; readonly trouble: CallTrouble }
  | { readonly type: "tell-survived"; readonly callId: CallId; readonly interactionId: InteractionId }
  | { readonly type: "tell-over"; readonly call: Call }
  | StandingEffect;

export type StandingEffect =
  | { readonly type: "set-ring"; readonly sound: RingSound }
  | { readonly type: "set-muted"; readonly mediaId: string; readonly muted: boolean }
  /** Who hears each other in the media window; empty: nobody. */
  | { readonly type: "set-conference"; readonly mediaIds: readonly string[] }
  | { readonly type: "start-timer"; readonly timer: CallTimer; readonly delayMs: number }
  | { readonly type: "stop-timer"; readonly timer: CallTimer }
  | { readonly type: "start-notifying"; readonly callId: CallId }
  | { readonly type: "stop-notifying"; readonly callId: CallId };

/** Why a command was refused: the codes of `workplaceContract`. */
export type CallRefusal =
  | "phone-not-ready"
  | "already-talking"
  | "call-not-found"
  | "not-ringing"
  | "not-talking"
  | "hold-refused"
  | "transfer-busy"
  | "no-second-talk";
