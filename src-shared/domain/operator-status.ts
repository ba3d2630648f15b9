import * as z from "zod";

/**
 * Operator status, kept by the hub.
 *
 * ```
 *            set-status                     N missed offers
 *  offline <-----------> online ------------------------------> not-ready
 *     ^                   ^  |                                     |
 *     |                   |  v                                     |
 *     +-------------> break(reason, limit) <-----------------------+
 * ```
 * `busy` and `wrap-up` are not kept: they are derived from the operator's interactions.
 */
export const OperatorStatus = z.enum(["offline", "online", "break", "not-ready"]);
export type OperatorStatus = z.output<typeof OperatorStatus>;

/** Who changed a status: the operator, or the hub itself (missed offers, desktop gone). */
export const StatusActor = z.enum(["operator", "system"]);
export type StatusActor = z.output<typeof StatusActor>;

/** A kind of break («Обед», «Обучение»): its code, the words, and its limit; `limitMs: null` means none. */
export const BreakReason = z.object({
  code: z
    .string()
    .min(1)
    .max(32)
    .regex(/^[a-z][a-z0-9-]*$/),
  name: z.object({ ru: z.string().min(1).max(40), en: z.string().min(1).max(40) }),
  limitMs: z.number().int().positive().nullable(),
});
export type BreakReason = z.output<typeof BreakReason>;

/** What an operator may choose; `not-ready` is only ever set by the system. */
export const ChosenStatus = z.discriminatedUnion("status", [
  z.object({ status: z.literal("offline") }),
  z.object({ status: z.literal("online") }),
  z.object({ status: z.literal("break"), reason: BreakReason.shape.code }),
]);
export type ChosenStatus = z.output<typeof ChosenStatus>;

/** How an operator stands now. `sinceMs` is epoch milliseconds; `reason` is a break code, or `missed-offers`, or `desktop-gone`. */
export type OperatorState = {
  readonly operatorId: string;
  readonly status: OperatorStatus;
  readonly reason: string | null;
  readonly limitMs: number | null;
  readonly sinceMs: number;
  readonly by: StatusActor;
};
