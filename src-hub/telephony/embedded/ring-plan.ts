import type { RingRequest } from "../telephony.ts";
import type { Account } from "./accounts.ts";
import type { CallEnvironment } from "./call-environment.ts";
import { customerOf } from "./identity.ts";
import { offerHeaders } from "./ring-headers.ts";
import type { RingPlan } from "./ringing.ts";

/** How a phone is rung for a call, and who is shown on it; the account of `shown` may have been taken away meanwhile. */
export function ringPlan(
  request: RingRequest,
  shown: Account | null,
  { domain, clock, limits }: Pick<CallEnvironment, "domain" | "clock" | "limits">,
): Omit<RingPlan, "binding" | "offer"> {
  return {
    domain,
    from: shown ? customerOf(shown) : { address: "unknown", name: null },
    headers: offerHeaders(request),
    ringTimeoutMs: request.ringTimeoutMs,
    answerWithinMs: limits.answerWithinMs,
    clock,
  };
}
