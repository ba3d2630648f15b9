import { FakeTelephony } from "./fake-telephony.ts";
import type { TelephonyStage } from "./telephony-contract.ts";

/** The fake, played as the contract suite asks. */
export async function fakeStage(): Promise<TelephonyStage> {
  const telephony = new FakeTelephony();
  return {
    telephony,
    register: async (user) => telephony.setRegistered(user, true),
    losePhone: async (user) => telephony.setRegistered(user, false),
    dial: async (user, dialled) => void telephony.arrive({ fromUser: user, dialled }),
    answer: async (offerId) => telephony.answer(offerId),
    decline: async (offerId) => telephony.ringFails(offerId, "declined"),
    hold: async (callId, user, held) => telephony.hold(callId, user, held),
    transfer: async (callId, user, dialled) => telephony.askTransfer(callId, user, dialled),
    hangUp: async (callId, user) =>
      telephony.isCaller(callId, user) ? telephony.callerLeaves(callId) : telephony.calleeHangsUp(callId),
    heardAll: async (callId) => telephony.farewellOver(callId),
    stop: async () => {},
  };
}
