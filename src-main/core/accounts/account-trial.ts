import type { PhoneFailure } from "../../../src-shared/domain/phone-failure.ts";
import type { CallSignalling, SipAccount } from "../ports/call-signalling.ts";
import type { Clock } from "../ports/clock.ts";

/** More than a handshake and a REGISTER take on a bad network; a PBX that needs longer would not carry calls. */
const TRIAL_MS = 10_000;

/**
 * Registers an account on a phone of its own and takes the registration back. Null: it was registered; else the first
 * thing that went wrong. A call that comes meanwhile is sent on as "not now".
 */
export async function tryAccount(
  parts: { readonly makePhone: () => CallSignalling; readonly clock: Pick<Clock, "after"> },
  account: SipAccount,
): Promise<PhoneFailure | null> {
  const phone = parts.makePhone();
  try {
    return await outcomeOf(phone, parts.clock, account);
  } finally {
    await phone.stop();
  }
}

function outcomeOf(
  phone: CallSignalling,
  clock: Pick<Clock, "after">,
  account: SipAccount,
): Promise<PhoneFailure | null> {
  return new Promise((resolve) => {
    const settle = (failure: PhoneFailure | null) => {
      stopTimer();
      stopHearing();
      resolve(failure);
    };
    const stopTimer = clock.after(TRIAL_MS, () => settle("no-answer"));
    const stopHearing = phone.onEvent((event) => {
      if (event.type === "incoming") phone.reject(event.callId, 480);
      if (event.type !== "phone-changed") return;
      const { state, failure } = event.phone;
      if (state === "ready") settle(null);
      else if (state === "waiting" || state === "refused") settle(failure ?? "server-refused");
    });
    phone.start(account);
  });
}
