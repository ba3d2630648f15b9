import type { HubClock } from "../../clock.ts";
import type { RingRequest, TelephonyCallId, TelephonyEvent } from "../telephony.ts";
import type { AriRest } from "./ari/ari-rest.ts";
import type { AsteriskPatience } from "./patience.ts";

/** What a call needs of the exchange it is in. */
export type CallEnvironment<Call> = {
  readonly rest: AriRest;
  readonly clock: HubClock;
  readonly patience: AsteriskPatience;
  readonly emit: (event: TelephonyEvent) => void;
  /** Whether the user has a phone that can be rung. */
  readonly isRegistered: (user: string) => boolean;
  /** What is dialled to reach a user. */
  readonly dialTarget: (user: string) => string;
  /** The same for a number outside; null: there is no trunk. */
  readonly trunkTarget: (number: string) => string | null;
  /** What the one outside is shown as the caller; null: as the trunk has it. */
  readonly callerNumber: string | null;
  /** Where the PBX finds the announcements. */
  readonly sounds: string;
  /** Every talk is recorded from its start. */
  readonly recordsAll: boolean;
  /** What the recording of a user's side is called after. */
  readonly recordedAs: (user: string) => string;
  /** A request failed that mattered; what is gone already is not told. */
  readonly failed: (callId: TelephonyCallId, error: unknown) => void;
  /** From here on this channel's events are the call's. */
  readonly claim: (channelId: string, call: Call) => void;
  readonly release: (channelId: string) => void;
  readonly callOf: (channelId: string) => Call | undefined;
  readonly over: (call: Call) => void;
};

/** What is dialled to ring whom the hub asks for; null: they cannot be reached. */
export function ringTarget(
  {
    dialTarget,
    isRegistered,
    trunkTarget,
  }: Pick<CallEnvironment<never>, "dialTarget" | "isRegistered" | "trunkTarget">,
  { isOutside, user }: Pick<RingRequest, "isOutside" | "user">,
): string | null {
  if (isOutside) return trunkTarget(user);
  return isRegistered(user) ? dialTarget(user) : null;
}
