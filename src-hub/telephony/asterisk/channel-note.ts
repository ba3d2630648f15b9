import * as z from "zod";
import { InteractionId } from "../../../src-shared/ids.ts";
import type { TelephonyCallId } from "../telephony.ts";

/** The channel variable that holds the note; Asterisk keeps it as long as the channel lives, also without a hub. */
export const NOTE_VARIABLE = "TANDEM_CALL";

/**
 * What a channel is in the hub's eyes, written on the channel itself: a hub that starts anew reads it there and knows
 * its calls again. A `ring` that did not become a side is nobody's after a restart, and
 * one who `leaves` was let go already.
 */
export const ChannelNote = z.object({
  call: z
    .string()
    .min(1)
    .max(128)
    .transform((text) => text as TelephonyCallId),
  role: z.enum(["waits", "ring", "caller", "callee", "leaves"]),
  user: z.string().min(1).max(128),
  interaction: InteractionId.nullable(),
  isHolding: z.boolean(),
});
export type ChannelNote = z.output<typeof ChannelNote>;

export function readNote(text: string | null): ChannelNote | null {
  if (text === null) return null;
  try {
    return ChannelNote.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The PJSIP endpoint a channel belongs to: `PJSIP/101-0000002a` is of `101`. */
export function endpointOf(channelName: string): string {
  return /^[^/]+\/(.+)-[0-9a-f]+$/.exec(channelName)?.[1] ?? channelName;
}
