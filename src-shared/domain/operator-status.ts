import * as z from "zod";
import type { PassedOnTalk } from "./wrap-up.ts";

/**
 * Operator status, kept by the hub.
 *
 * ```
 *            set-status                     N missed offers
 *  offline <-----------> online ------------------------------> not-ready
 *     ^                   ^  |         (or declined)               |
 *     |                   |  v                                     |
 *     +-------------> break(reason, limit) <-----------------------+
 * ```
 * `busy` and `wrap-up` are not kept: they are derived from the operator's interactions. A status chosen for later
 * (`next`) stands beside the present one until the last contact is done; nothing new is offered meanwhile. A break that
 * lasts longer than its limit stays a break: its overrun is a fact of its own.
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
  /** `forMs`: for how long; null: until another status is chosen. */
  z.object({
    status: z.literal("do-not-disturb"),
    forMs: z.number().int().min(1_000).max(43_200_000).nullable(),
  }),
]);
export type ChosenStatus = z.output<typeof ChosenStatus>;

/** What may be set for somebody else; unlike a choice it may be `not-ready`. */
export const SetStatus = z.union([ChosenStatus, z.object({ status: z.literal("not-ready") })]);
export type SetStatus = z.output<typeof SetStatus>;

/** Who set another person's status, by name, and why in their own words; null: they gave no reason. */
export const StatusSetter = z.object({
  personId: z.string().min(1).max(64),
  name: z.string().min(1).max(80),
  note: z.string().min(1).max(200).nullable(),
});
export type StatusSetter = z.output<typeof StatusSetter>;

/** How an operator stands now. `sinceMs` is epoch milliseconds; `reason` is a break code, or one the system gave. */
export type OperatorState = {
  readonly operatorId: string;
  readonly status: OperatorStatus;
  readonly reason: string | null;
  readonly limitMs: number | null;
  readonly sinceMs: number;
  readonly by: StatusActor;
  /** Somebody else set it; then `by` is `system`. */
  readonly setBy?: StatusSetter;
  /** What follows when the last contact is done. */
  readonly next?: ChosenStatus;
  /** The break lasts longer than its limit. */
  readonly isOverrun?: true;
  /** Talks they passed to a queue and still write up; absent: none. A change of status leaves them. */
  readonly passedOn?: readonly PassedOnTalk[];
};
