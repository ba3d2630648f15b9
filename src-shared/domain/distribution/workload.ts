import * as z from "zod";
import type { ChannelKind } from "../channel.ts";
import { defaultsOf } from "../defaults.ts";

/**
 * How much one operator takes at once: one call, `textCapacity` dialogs, and how the two mix.
 * `callInterruptsText`: a call is offered to who has dialogs open. `textWhileTalking`: a dialog is offered to who talks.
 * The weights say how much of a person a call and a dialog take; `least-loaded` compares by them.
 */
export const Workload = z.object({
  textCapacity: z.number().int().min(0).max(20).default(3),
  callInterruptsText: z.boolean().default(true),
  textWhileTalking: z.boolean().default(false),
  voiceWeight: z.number().int().min(1).max(100).default(3),
  textWeight: z.number().int().min(1).max(100).default(1),
});
export type Workload = z.output<typeof Workload>;

/** Who was given no settings of their own. */
export const DEFAULT_WORKLOAD: Workload = defaultsOf(Workload);

/** What an operator has open by kind: calls that ring, go on or are written up, and dialogs. */
export type OpenWork = Readonly<Record<ChannelKind, number>>;

/** Which kinds of contact there is room for. */
export type Room = Readonly<Record<ChannelKind, boolean>>;

/** What more an operator has room for. A call takes the whole person, a dialog one place of several. */
export function roomFor({ textCapacity, callInterruptsText, textWhileTalking }: Workload, open: OpenWork): Room {
  return {
    voice: open.voice === 0 && (open.text === 0 || callInterruptsText),
    text: open.text < textCapacity && (open.voice === 0 || textWhileTalking),
  };
}

/** The share of their capacity an operator uses, 0 (nothing) and up; 1: a call, or every dialog they may have. */
export function loadOf({ textCapacity, voiceWeight, textWeight }: Workload, { voice, text }: OpenWork): number {
  return (voice * voiceWeight + text * textWeight) / Math.max(voiceWeight, textCapacity * textWeight);
}
