import type { HeadsetLamps } from "../../../src-shared/domain/headset/headset.ts";
import type { CallId } from "../../../src-shared/ids.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";

/** The calls as a headset sees them: at most one of each. */
export type CallsSeen = {
  readonly ringing: CallId | null;
  /** Being dialled, answered or talked in, and not on hold. */
  readonly live: { readonly callId: CallId; readonly isMuted: boolean; readonly isTalk: boolean } | null;
  readonly held: CallId | null;
};

export const NO_CALLS: CallsSeen = { ringing: null, live: null, held: null };

type Seen = Pick<CallView, "callId" | "phase" | "isMuted" | "heldSinceMs">;

export function callsSeen(calls: readonly Seen[]): CallsSeen {
  const isOpen = ({ phase }: Seen) => phase !== "ringing" && phase !== "ending" && phase !== "ended";
  const live = calls.find((call) => isOpen(call) && call.heldSinceMs === null);
  const held = calls.find((call) => isOpen(call) && call.heldSinceMs !== null);
  return {
    ringing: calls.find(({ phase }) => phase === "ringing")?.callId ?? null,
    live: live ? { callId: live.callId, isMuted: live.isMuted, isTalk: live.phase === "talking" } : null,
    held: held?.callId ?? null,
  };
}

/** What a headset should show. One that is not worn only rings: its microphone is not in the talk. */
export function lampsFor(calls: CallsSeen, isWorn: boolean, isOnHookOnHold: boolean): HeadsetLamps {
  const isHeld = calls.live === null && calls.held !== null;
  return {
    ring: calls.ringing !== null,
    offHook: isWorn && (calls.live !== null || (isHeld && !isOnHookOnHold)),
    mute: isWorn && (calls.live?.isMuted ?? false),
    hold: isWorn && isHeld,
  };
}
