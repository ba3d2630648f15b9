import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { InteractionId, OfferId } from "../../../src-shared/ids.ts";
import type { TelephonyCallId } from "../telephony.ts";

/** One side of a call: a channel, and whose phone it is. */
export type AsteriskLeg = { readonly channelId: string; readonly user: string; isHolding: boolean };

/** A channel that came to the hub by itself. `isUp`: it was answered already. */
export type AsteriskArrival = {
  readonly callId: TelephonyCallId;
  readonly caller: AsteriskLeg;
  readonly from: Customer;
  readonly isUp: boolean;
  /** The hub called it itself, for this contact, and it waits for who is called next. */
  readonly originatedFor?: InteractionId;
};

/** A side that passes its talk on, until that has gone through or not. */
export type AsteriskTransfer<Call> = {
  readonly transferor: AsteriskLeg;
  /** The talk with whom the transferor consulted; null: the target is rung. */
  readonly consultation: Call | null;
  offerId: OfferId | null;
};
