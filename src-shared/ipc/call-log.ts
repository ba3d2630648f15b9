import * as z from "zod";
import { Customer } from "../events/log-event.ts";
import { InteractionId } from "../ids.ts";

const HubMs = z.number().int().nonnegative();

/**
 * Calls this operator missed and nobody has seen to yet. `unseen` counts those the operator has not seen in the call log;
 * `mark` says up to which of them the count goes (the hub's epoch ms of an end; only to be given back by `history.see-missed`).
 */
export const MissedView = z.object({ unseen: z.number().int().nonnegative(), mark: HubMs });
export type MissedView = z.output<typeof MissedView>;

/** A missed call in the history. `handledAtMs`: when somebody of the team talked with this customer after all; null: nobody has. */
export const MissedCall = z.object({ handledAtMs: z.number().int().nonnegative().nullable() });
export type MissedCall = z.output<typeof MissedCall>;

/** A talk that broke off, and nobody of the team has talked with the customer since: they should be called. */
export const CallBack = z.object({
  interactionId: InteractionId,
  customer: Customer,
  lostAtMs: z.number().int().nonnegative(),
});
export type CallBack = z.output<typeof CallBack>;

/** Requests of the call log. */
export const callLogRequests = {
  /** The operator will not call back: the talk that broke off is taken from `Workplace.callBacks`, and stays in the history. */
  "history.dismiss-call-back": {
    input: z.object({ interactionId: InteractionId }),
    output: z.object({}),
    errors: ["store-failed"],
  },
  /** The operator has the missed calls up to `mark` before the eyes. */
  "history.see-missed": { input: z.object({ mark: HubMs }), output: z.object({}), errors: ["store-failed"] },
} as const;
