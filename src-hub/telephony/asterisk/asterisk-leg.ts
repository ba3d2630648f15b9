import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { TelephonyCallId } from "../telephony.ts";

/** One side of a call: a channel, and whose phone it is. */
export type AsteriskLeg = { readonly channelId: string; readonly user: string; isHolding: boolean };

/** A channel that came to the hub by itself. `isUp`: it was answered already. */
export type AsteriskArrival = {
  readonly callId: TelephonyCallId;
  readonly caller: AsteriskLeg;
  readonly from: Customer;
  readonly isUp: boolean;
};
