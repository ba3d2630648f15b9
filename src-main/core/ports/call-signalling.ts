import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { CallId, InteractionId, LineId } from "../../../src-shared/ids.ts";
import type { MediaSource } from "../../../src-shared/ipc/media.ts";
import type { PhoneState } from "../../../src-shared/ipc/workplace.ts";

/** A SIP account to register: `server` is a ws: or wss: address. */
export type SipAccount = {
  readonly server: string;
  readonly domain: string;
  readonly user: string;
  /** The name for the digest (RFC 3261 §22.4), where it is not the user. */
  readonly authUser?: string;
  readonly password: string;
  readonly displayName: string;
  /** What the far side hears on calls of this account. */
  readonly source: MediaSource;
  /** Registers at a PBX that is not the hub's: the hub learns of its calls from this desktop alone. */
  readonly isElsewhere?: boolean;
  /** What a PBX elsewhere gives back sound at; empty: it has no such number. The hub's exchange has its own. */
  readonly echoNumber?: string;
  /** As `RecordingControl` says; absent: the PBX does not record. */
  readonly recording?: string;
};

/** `reportAs`: the hub does not carry the call; the id by which this desktop tells of it (ADR 20). */
export type DialledCall = { readonly mediaId: string; readonly reportAs?: InteractionId };

/** The tone of an echo call. */
export const ECHO_HZ = 1_000;

/** How a call ended, in the phone's own words. `sipCode` is the final response, or null after a BYE. */
export type CallEnd = {
  readonly by: "local" | "remote" | "network";
  readonly reason:
    | "hung-up"
    | "cancelled"
    | "rejected"
    | "busy"
    | "no-answer"
    | "not-found"
    | "answered-elsewhere"
    | "failed"
    | "media-failed";
  readonly sipCode: number | null;
};

/**
 * What the phone reports. A call is known from `incoming` (or from `dial`) until its one `ended`. Without a `lineId` it
 * is about the hub's line.
 */
export type SignallingEvent =
  | { readonly type: "phone-changed"; readonly phone: PhoneState; readonly lineId?: LineId }
  | {
      readonly type: "incoming";
      readonly callId: CallId;
      readonly mediaId: string;
      readonly lineId?: LineId;
      readonly from: Customer;
      readonly interactionId: InteractionId | null;
      readonly queueName: string | null;
      /** The INVITE asks to be answered by itself after so long. */
      readonly answerAfterMs?: number;
      /** As in `DialledCall`; with it comes the number that was called. */
      readonly reportAs?: InteractionId;
      readonly dialled?: string;
    }
  /** 180 (`earlyMedia: false`) or 183 with sound (`true`) on an outgoing call. */
  | {
      readonly type: "progress";
      readonly callId: CallId;
      readonly earlyMedia: boolean;
      readonly interactionId: InteractionId | null;
    }
  | { readonly type: "established"; readonly callId: CallId; readonly interactionId: InteractionId | null }
  | { readonly type: "hold-changed"; readonly callId: CallId; readonly held: boolean }
  | { readonly type: "hold-failed"; readonly callId: CallId; readonly held: boolean }
  | { readonly type: "remote-hold-changed"; readonly callId: CallId; readonly held: boolean }
  | { readonly type: "dtmf-received"; readonly callId: CallId; readonly tone: string }
  | { readonly type: "dtmf-sent"; readonly callId: CallId; readonly tones: string }
  | { readonly type: "dtmf-failed"; readonly callId: CallId; readonly tones: string }
  /**
   * How a REFER goes: the code of a NOTIFY's sipfrag (RFC 3515 §2.4.5), or of the REFER's own refusal. One from 200 up
   * is the last; none comes after the call has ended.
   */
  | { readonly type: "transfer-progress"; readonly callId: CallId; readonly sipCode: number }
  /** The far side of a talk passed it on: somebody else is there now. */
  | {
      readonly type: "party-changed";
      readonly callId: CallId;
      readonly party: Customer;
      readonly interactionId: InteractionId | null;
    }
  /** What came of `renewMedia`. */
  | { readonly type: "media-renewed"; readonly callId: CallId; readonly ok: boolean }
  /** What came of `repairMedia`: agreed or not; whether it helped, the sound tells. */
  | { readonly type: "media-repaired"; readonly callId: CallId; readonly step: RepairStep; readonly ok: boolean }
  | { readonly type: "ended"; readonly callId: CallId; readonly end: CallEnd };

/** Ways to mend the sound of a talk: other addresses for the same peer connection, or a fresh one. */
export type RepairStep = "ice" | "fresh";

/**
 * The phone: one SIP account and its calls. Commands return at once; what came of them arrives as events, in order.
 * A command for a call that is over, or in a phase where it makes no sense, is ignored (its `ended` is on the way).
 */
export interface CallSignalling {
  /** Registers and stays registered: refreshes, reconnects with back-off and jitter, reports honestly. */
  start(account: SipAccount): void;
  /** Unregisters, ends calls, lets the flow go. */
  stop(): Promise<void>;
  /** Drops the flow and registers anew: after sleep, a network change, or when asked to try now. */
  renew(): void;
  /** The network changed: the flow must show within a second that it lives, or a new one is made; a wait for a try ends. */
  prove(): void;
  /**
   * `target`: a SIP user or number, already normalised. The id was made by the caller. A phone of one account leaves
   * `lineId` alone; `PhoneLines` chooses by it.
   */
  dial(callId: CallId, target: string, lineId?: LineId): DialledCall;
  /**
   * Calls the exchange's echo number with a tone of 1000 Hz. Its `established` and `ended` come as of any call; when the
   * exchange gives the call back to this very phone, it is answered and sent back by itself, without an event. Where there
   * is no such number it ends as `not-found`.
   */
  callEcho(callId: CallId, lineId?: LineId): { readonly mediaId: string };
  accept(callId: CallId): void;
  /** Declines a ringing call: 486 when busy, 480 when not now, 603 for good. */
  reject(callId: CallId, sipCode: 480 | 486 | 603): void;
  /** New calls are refused with 486 and not told, until this is taken back; what rings or talks already goes on. */
  refuseCalls(areRefused: boolean): void;
  /** CANCEL before the answer, BYE after it; `isLost`: nobody hung up, the other side cannot be heard any more. */
  hangUp(callId: CallId, isLost?: boolean): void;
  /** One `hold-changed` or `hold-failed` follows each, unless the call ends. */
  setHeld(callId: CallId, held: boolean): void;
  /** Whether the exchange of this call records, and can be asked to pause. */
  canPauseRecording(callId: CallId): boolean;
  /** Asks for it; whether the exchange agreed (or, by codes, whether they were sent). */
  setRecording(callId: CallId, isOn: boolean): Promise<boolean>;
  /** After the media window died and came back: opens the call's media anew, and in a talk agrees it by a re-INVITE. */
  renewMedia(callId: CallId): void;
  /** In a talk whose sound is broken: agrees the media anew by a re-INVITE; one `media-repaired` follows. */
  repairMedia(callId: CallId, step: RepairStep): void;
  /** One `dtmf-sent` or `dtmf-failed` follows. RFC 4733 through the media, INFO (application/dtmf-relay) when the far side did not agree it. */
  sendDtmf(callId: CallId, tones: string): void;
  /** Blind transfer: asks the far side to call `target` (normalised). `transfer-progress` follows; the talk stays up. */
  refer(callId: CallId, target: string): void;
  /** Attended transfer: asks the far side to take this side's place in another talk of this phone (RFC 3891). */
  referInto(callId: CallId, consultId: CallId): void;
  /**
   * Asks the far side whether the talk still exists (after the flow was lost): false when it answers 481, or 480 because
   * the phone at the other end of it is away.
   */
  probe(callId: CallId): Promise<boolean>;
  onEvent(listener: (event: SignallingEvent) => void): () => void;
}
