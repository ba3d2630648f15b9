import { FakeTelephony } from "./fake-telephony.ts";
import type { TelephonyStage } from "./telephony-contract.ts";

/** The fake, played as the contract suite asks. */
export async function fakeStage(): Promise<TelephonyStage> {
  const telephony = new FakeTelephony();
  const callers = new Map<string, string>();
  return {
    telephony,
    register: async (user) => telephony.setRegistered(user, true),
    losePhone: async (user) => telephony.setRegistered(user, false),
    dial: async (user, dialled) => void callers.set(telephony.arrive({ fromUser: user, dialled }), user),
    answer: async (offerId) => telephony.answer(offerId),
    decline: async (offerId) => telephony.ringFails(offerId, "declined"),
    hold: async (callId, user, held) => telephony.hold(callId, user, held),
    transfer: async (callId, user, dialled) => telephony.askTransfer(callId, user, dialled),
    hangUp: async (callId, user) =>
      callers.get(callId) === user ? telephony.callerLeaves(callId) : telephony.calleeHangsUp(callId),
    stop: async () => {},
  };
}
