import type { InteractionId, OfferId, OperatorId } from "../../src-shared/ids.ts";
import type { TelephonyCallId } from "../telephony/telephony.ts";

/** A ring of a call that is outstanding. `operatorId` null: the customer of an outgoing call is rung. */
export type Ringing = {
  readonly offerId: OfferId;
  readonly operatorId: OperatorId | null;
  readonly isTransfer: boolean;
};

/** One call as the exchange has it, and the interaction it belongs to. */
export type CallRecord = {
  readonly callId: TelephonyCallId;
  readonly interactionId: InteractionId;
  kind: "queue" | "direct" | "outgoing" | "callback";
  callerUser: string;
  /** Who answered; null before that. */
  calleeUser: string | null;
  /** The phones that ring for it now, by offer: one, or several at once where the queue wants so. */
  readonly rings: Map<OfferId, Ringing>;
  /** SIP users who hold the other side now. */
  readonly holders: Set<string>;
  /** When the last flow of a user in this call went away. */
  readonly lostAtMs: Map<string, number>;
};

/** The calls that the exchange carries now, by both of their names. */
export class CallBook {
  readonly #byCall = new Map<TelephonyCallId, CallRecord>();
  readonly #byInteraction = new Map<InteractionId, CallRecord>();

  add(start: Pick<CallRecord, "callId" | "interactionId" | "kind" | "callerUser">): CallRecord {
    const record: CallRecord = {
      ...start,
      calleeUser: null,
      rings: new Map(),
      holders: new Set(),
      lostAtMs: new Map(),
    };
    this.#byCall.set(record.callId, record);
    this.#byInteraction.set(record.interactionId, record);
    return record;
  }

  remove(record: CallRecord): void {
    this.#byCall.delete(record.callId);
    this.#byInteraction.delete(record.interactionId);
  }

  call(callId: TelephonyCallId): CallRecord | undefined {
    return this.#byCall.get(callId);
  }

  ofInteraction(interactionId: InteractionId): CallRecord | undefined {
    return this.#byInteraction.get(interactionId);
  }

  all(): readonly CallRecord[] {
    return [...this.#byCall.values()];
  }
}
