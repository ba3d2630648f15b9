import type { OperatorState } from "./operator-status.ts";

// Without zod, like all that a window needs at its start.

/**
 * «Не беспокоить»: in the log a break with this code, so that an older program reads it as a break. Nothing is offered,
 * direct calls are refused with 486; `limitMs` is its end: then the hub puts the operator back on the line.
 */
export const DO_NOT_DISTURB = "do-not-disturb";
/** The reason of the status that follows when the time of `DO_NOT_DISTURB` is up. */
export const DO_NOT_DISTURB_OVER = "do-not-disturb-over";

/** Whether new calls are to be kept away altogether. */
export function isDoNotDisturb({ status, reason }: Pick<OperatorState, "status" | "reason">): boolean {
  return status === "break" && reason === DO_NOT_DISTURB;
}
