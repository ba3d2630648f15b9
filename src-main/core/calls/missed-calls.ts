import type { CallId } from "../../../src-shared/ids.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";

/**
 * Whether a call was missed by this very operator, so that calling back is theirs to do. An offer of a queue that went on
 * to a colleague was not: the customer may be in a talk there.
 */
export function isMissed({ direction, phase, answeredAtMs, end, queueName }: CallView): boolean {
  if (direction !== "in" || phase !== "ended" || answeredAtMs !== null || end === null) return false;
  return end.result === "abandoned" || (end.result === "no-answer" && queueName === null);
}

/**
 * Tells of calls that have just been missed, and counts those no hub knows of (a PBX of one's own) since the operator last
 * looked at the window. The others are counted from the mirror, and survive a restart.
 */
export class MissedCalls {
  readonly #told = new Set<CallId>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The calls that have been missed since the last time, each told once. */
  take(calls: readonly CallView[]): readonly CallView[] {
    const fresh = calls.filter((call) => isMissed(call) && !this.#told.has(call.callId));
    for (const { callId } of fresh) this.#told.add(callId);
    for (const callId of this.#told) if (!calls.some((call) => call.callId === callId)) this.#told.delete(callId);
    this.#count += fresh.filter(({ interactionId }) => interactionId === null).length;
    return fresh;
  }

  seen(): void {
    this.#count = 0;
  }
}
