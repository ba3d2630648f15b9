import type { Phrase } from "../../src-shared/domain/announcements/phrases.ts";
import type { CustomerLanguage } from "../../src-shared/domain/distribution/text-rules.ts";
import type { Customer, OfferOutcome } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OfferId } from "../../src-shared/ids.ts";

/** One caller's leg at the exchange, from arrival to end. Made by the telephony adapter. */
export type TelephonyCallId = string & { readonly __brand: "TelephonyCallId" };

/** What a telephony adapter can do beyond the port's floor; the hub asks before it offers a feature. */
export type TelephonyCapabilities = {
  readonly holdMusic: boolean;
  readonly recording: boolean;
  readonly conference: boolean;
  /** Whether callers can be spoken to and press keys; absent: no. */
  readonly announcements?: boolean;
  /** Whether numbers that are nobody's of the team can be called (by a trunk); absent: no. */
  readonly outside?: boolean;
  /** How long the far side of a call of the hub's own may ring at most, ms; absent: as long as the hub wants. */
  readonly longestRingMs?: number;
};

/** Rings one party for a call that arrived. `user` is a SIP user (extension or line login). */
export type RingRequest = {
  readonly callId: TelephonyCallId;
  readonly offerId: OfferId;
  readonly interactionId: InteractionId;
  readonly user: string;
  readonly queueName: string | null;
  readonly ringTimeoutMs: number;
  /** `user` is a number outside the team, to be called by a trunk. */
  readonly isOutside?: boolean;
  /** A phone's call to itself, to hear whether all is well: no interaction, and nothing is told of it. */
  readonly isEcho?: boolean;
};

/** Calls a phone of the team by the hub's own will, for somebody who is called after it answered. */
export type OriginateRequest = Pick<
  RingRequest,
  "offerId" | "interactionId" | "user" | "queueName" | "ringTimeoutMs"
> & {
  /** Who will be called: what the phone shows. */
  readonly party: Customer;
};

/** A talk that goes on although the hub was started anew; its end and all else comes as of any talk. `holders`: who holds. */
export type ResumedTalk = {
  readonly callId: TelephonyCallId;
  readonly interactionId: InteractionId | null;
  readonly callerUser: string;
  readonly calleeUser: string;
  readonly holders: readonly string[];
};

/** A caller who waited before the hub was started anew, and waits still, with the music. */
export type ResumedWait = {
  readonly callId: TelephonyCallId;
  readonly interactionId: InteractionId;
  readonly callerUser: string;
};

/** How a caller is let go whom nobody of the team comes to. */
export type Farewell = {
  readonly language: CustomerLanguage;
  /** What is said, in this order; none: the call just ends. */
  readonly phrases: readonly Phrase[];
  /** Whether the key 1 asks for a call back. */
  readonly offersCallBack: boolean;
  /** When calling again makes sense, seconds from now; null: not known. Told where nothing can be said. */
  readonly retryAfterSeconds: number | null;
};

/** Where a call came over, where the exchange knows it: the page's origin (RFC 6454; null: none was said) and the address. */
export type ArrivedFrom = { readonly origin: string | null; readonly address: string };

/** What may be asked of a recording. A pause leaves the time out: a card number is said. */
export type RecordingAction = "start" | "pause" | "resume" | "stop";
export type RecordingState = "started" | "paused" | "resumed" | "stopped" | "failed";

/** A recording as a file: its media type, how long it is, and what lies between two places, both included. */
export type RecordedSound = {
  readonly type: string;
  readonly bytes: number;
  readonly read: (first: number, last: number) => AsyncIterable<Uint8Array>;
};

/** What happened at the exchange, in order. */
export type TelephonyEvent =
  | { readonly type: "phone-changed"; readonly user: string; readonly registered: boolean }
  /** An authenticated account sent an INVITE and now waits (it was answered 100, and 182 when the hub queues it). */
  | {
      readonly type: "arrived";
      readonly callId: TelephonyCallId;
      readonly fromUser: string;
      readonly from: Customer;
      readonly dialled: string;
      /** Of a guest, where the exchange sees it. */
      readonly over?: ArrivedFrom;
    }
  | {
      readonly type: "ring-failed";
      readonly callId: TelephonyCallId;
      readonly offerId: OfferId;
      readonly outcome: Exclude<OfferOutcome, "withdrawn">;
    }
  /** A caller who is let go pressed the key: they want to be called back. Once a call, and before its `ended`. */
  | { readonly type: "call-back-wanted"; readonly callId: TelephonyCallId }
  /** The phone of an originated call answered; it waits, as a caller does, for whom the hub rings. */
  | { readonly type: "originated"; readonly callId: TelephonyCallId; readonly offerId: OfferId; readonly user: string }
  /** The rung party answered, and the two are bridged. Offers of the same call that still rang are taken back. */
  | { readonly type: "answered"; readonly callId: TelephonyCallId; readonly offerId: OfferId; readonly user: string }
  /** A re-INVITE put the other side on hold, or took it off. `byUser` did it. */
  | { readonly type: "hold-changed"; readonly callId: TelephonyCallId; readonly byUser: string; readonly held: boolean }
  /**
   * A blind transfer (REFER) was asked by `byUser`: the hub rings the target with `ring` under the same `callId`, or
   * says no with `refuse`, and the talk goes on. One offer decides: `transferred` when the target answered (`answered`
   * does not come), else `ring-failed`, which is told to the transferor and ends the attempt.
   * With `consultCallId` it is an attended one (Replaces): `byUser` talks with `dialled` in that call already, and the
   * hub says yes with `joinTransfer`. Then `transferred` follows, and `ended` of the consultation; or nothing, and both
   * talks go on.
   */
  | {
      readonly type: "transfer-asked";
      readonly callId: TelephonyCallId;
      readonly byUser: string;
      readonly dialled: string;
      readonly consultCallId: TelephonyCallId | null;
    }
  /** `byUser` took the other side back while the target still rang; the offer is withdrawn, the talk goes on. */
  | { readonly type: "transfer-taken-back"; readonly callId: TelephonyCallId; readonly offerId: OfferId }
  /** The target talks in the place of `byUser`, who was released: it is the caller or the callee from here on, as `byUser` was. */
  | { readonly type: "transferred"; readonly callId: TelephonyCallId; readonly byUser: string; readonly toUser: string }
  /** One side of a talk, recorded in a file of its own. It may come after `ended`, and after a restart of the hub. */
  | {
      readonly type: "recording-changed";
      readonly callId: TelephonyCallId | null;
      readonly interactionId: InteractionId;
      readonly user: string;
      readonly name: string;
      readonly state: RecordingState;
      readonly durationMs: number | null;
    }
  /**
   * Over. `by` is the side that ended it: `caller` (who arrived), `callee` (who answered or was rung), or `exchange`.
   * `isFlowLost`: that side did not hang up, it went away and was waited for in vain.
   */
  | {
      readonly type: "ended";
      readonly callId: TelephonyCallId;
      readonly by: "caller" | "callee" | "exchange";
      readonly wasAnswered: boolean;
      readonly isFlowLost?: boolean;
    };

/**
 * Telephony as the hub uses it: the exchange carries calls, the hub decides. Commands return at once; what came of
 * them arrives as events, never from inside the command. A command for a call that is over is ignored.
 */
export interface Telephony {
  readonly capabilities: TelephonyCapabilities;
  /** The talks it carried before and took up again when it was made. */
  readonly resumed: readonly ResumedTalk[];
  /** Who waited before and waits still; absent: this exchange cannot know. */
  readonly resumedWaits?: readonly ResumedWait[];
  /**
   * Tells the caller it waits (182 Queued, or music). The contact is kept with the call, for the hub after this one.
   * In a talk whose blind transfer was asked: it goes to a queue. The transferor is told that it is done and released;
   * whoever stays waits, is the caller from here on, and is rung for and answered like any caller. No event follows.
   */
  queue(callId: TelephonyCallId, interactionId: InteractionId): void;
  /**
   * Rings for a call that waits, or whose transfer was asked. Every ring ends in one `answered`, `transferred` or
   * `ring-failed`, unless it is withdrawn or the call ends first. A user without a phone fails as `unreachable`.
   */
  ring(request: RingRequest): void;
  /**
   * Makes a call of the hub's own, and rings the phone of one of the team for it. It ends in one `originated`, or in one
   * `ring-failed`, which ends the call without an `ended`, unless it is withdrawn. Once it is `originated` the phone is
   * the caller of a call that waits: `ring`, `refuse` and all events are as for one that arrived.
   */
  originate(request: OriginateRequest): TelephonyCallId;
  /** Stops ringing; no `ring-failed` follows. */
  withdraw(offerId: OfferId): void;
  /** Refuses a call that was not answered, with a SIP final response (`ended` follows); in a talk, the transfer asked for. */
  refuse(callId: TelephonyCallId, sipCode: number): void;
  /**
   * Lets a caller go who waits and whom nobody of the team comes to: says what there is to say, and ends the call (`ended`
   * follows; the hub's part in it is over). An exchange that cannot speak tells it in the words of SIP (480, Retry-After).
   */
  treat(callId: TelephonyCallId, farewell: Farewell): void;
  /** Says something to a caller who waits; the music goes on after it. Absent: the exchange cannot speak. */
  say?(callId: TelephonyCallId, language: CustomerLanguage, phrases: readonly Phrase[]): void;
  /** Lets an attended transfer that was asked go through. */
  joinTransfer(callId: TelephonyCallId): void;
  /** Ends an answered call on both sides. */
  hangUp(callId: TelephonyCallId): void;
  /** Records a talk, both sides apart; only where `capabilities.recording` says so. */
  record?(callId: TelephonyCallId, action: RecordingAction): void;
  /**
   * Removes the file of a recording by its name; one that is gone already is removed. Rejects when the PBX cannot now.
   * Absent: what was recorded is out of the hub's reach.
   */
  removeRecording?(name: string): Promise<void>;
  /** What a recording that is over holds, by its name; null: it is gone. Rejects when the PBX cannot now. Absent: as above. */
  readRecording?(name: string): Promise<RecordedSound | null>;
  /**
   * Lets a guest (`site-call/guest.ts`) in who will call within `forMs`: one call to `GUEST_NUMBER`, nothing else. False:
   * it cannot. Absent: this exchange takes no calls from sites.
   */
  admitGuest?(user: string, forMs: number): Promise<boolean>;
  isRegistered(user: string): boolean;
  /** Whether calls can be carried now. Absent: the exchange is part of the hub, and up while the hub is. */
  isUp?(): boolean;
  onEvent(listener: (event: TelephonyEvent) => void): () => void;
}
