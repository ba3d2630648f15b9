import type { TelephonyCallId } from "../../src-hub/telephony/telephony.ts";
import type { OfferId } from "../../src-shared/ids.ts";
import type { ExchangeRig } from "./exchange-rig.ts";
import { RawCall, type RawDialog, RawRing } from "./raw-sip-call.ts";
import type { RawSipClient } from "./raw-sip-client.ts";

export type Talk = {
  readonly callId: TelephonyCallId;
  readonly offerId: OfferId;
  readonly caller: RawDialog;
  readonly callee: RawDialog;
};

/** Brings two phones into a talk through the exchange. */
export async function aTalk(rig: ExchangeRig, caller: RawSipClient, callee: RawSipClient): Promise<Talk> {
  const call = new RawCall(caller, "600");
  const { callId } = await rig.next("arrived", (event) => event.fromUser === caller.user);
  const offerId = rig.ring(callId, callee.user);
  const ring = await RawRing.next(callee);
  const calleeDialog = ring.answer();
  const callerDialog = await call.answered();
  await ring.acked();
  await rig.next("answered", (event) => event.callId === callId);
  return { callId, offerId, caller: callerDialog, callee: calleeDialog };
}
