import type { OfferOutcome } from "../../../src-shared/events/log-event.ts";

export type RingOutcome = Exclude<OfferOutcome, "withdrawn">;

/** ITU-T Q.850 causes that the hub gives and reads. */
export const CAUSE = {
  unallocated: 1,
  normal: 16,
  busy: 17,
  noResponse: 18,
  noAnswer: 19,
  rejected: 21,
  answeredElsewhere: 26,
  unreachable: 34,
} as const;

/** As on the embedded exchange: 480 is a phone that could not take it, not a person who declined. */
const UNREACHABLE_SIP = [404, 408, 410, 430, 480, 503];
const UNREACHABLE_CAUSES: readonly number[] = [CAUSE.unallocated, CAUSE.noResponse, 20, 3, 27, CAUSE.unreachable, 38];

/** What the end of a ringing channel means for its offer: by the phone's SIP code, else by the cause of Q.850. */
export function ringOutcomeOf(cause: number, sipCode: number | null): RingOutcome {
  if (sipCode !== null && sipCode >= 300) {
    if (sipCode === 486 || sipCode === 600) return "busy";
    return UNREACHABLE_SIP.includes(sipCode) ? "unreachable" : "declined";
  }
  if (cause === CAUSE.busy) return "busy";
  if (cause === CAUSE.noAnswer) return "no-answer";
  return UNREACHABLE_CAUSES.includes(cause) ? "unreachable" : "declined";
}

/** What a caller who was not answered is told: chan_pjsip makes the SIP code of the cause. */
export function causeOfRefusal(sipCode: number): number {
  if (sipCode === 486 || sipCode === 600) return CAUSE.busy;
  if (sipCode === 404) return CAUSE.unallocated;
  if (sipCode === 480 || sipCode === 408) return CAUSE.noAnswer;
  return sipCode >= 500 && sipCode < 600 ? CAUSE.unreachable : CAUSE.rejected;
}
