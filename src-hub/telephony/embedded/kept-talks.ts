import * as z from "zod";
import { InteractionId } from "../../../src-shared/ids.ts";
import type { TelephonyCallId } from "../telephony.ts";

const Text = z.string().min(1).max(2048);

/** An INVITE dialog as RFC 3261 §12.1 describes it, seen from the exchange. Addresses are SIP URIs as text. */
const KeptDialog = z.object({
  callId: Text,
  localTag: Text,
  remoteTag: Text,
  localUri: Text,
  remoteUri: Text,
  remoteTarget: Text,
  localSequence: z.number().int().nonnegative(),
  /** Null: the far side has not asked for anything in it yet. */
  remoteSequence: z.number().int().nonnegative().nullable(),
});
export type KeptDialog = z.output<typeof KeptDialog>;

const KeptLeg = z.object({
  user: Text,
  /** The phone's `+sip.instance`: only that phone of the account gets the leg back by registering. */
  instance: Text.nullable(),
  isHolding: z.boolean(),
  dialog: KeptDialog,
});
export type KeptLeg = z.output<typeof KeptLeg>;

/** A talk with all that is needed to carry it on after the exchange was started anew. */
export const KeptTalk = z.object({
  callId: Text.transform((text) => text as TelephonyCallId),
  interactionId: InteractionId.nullable(),
  atMs: z.number().int().nonnegative(),
  caller: KeptLeg,
  /** Null: the caller was passed to a queue, and waits. */
  callee: KeptLeg.nullable(),
});
export type KeptTalk = z.output<typeof KeptTalk>;

/** Where the exchange keeps the talks it carries, so that they outlive it. Both return at once, and never throw. */
export interface TalkKeeper {
  /** What was kept by the exchange before, read once at the start. */
  readonly kept: readonly KeptTalk[];
  /** Keeps a talk as it is now, in the place of what was kept of it. */
  keep(talk: KeptTalk): void;
  forget(callId: TelephonyCallId): void;
}

/** Of an exchange whose talks end with it. */
export const NO_KEEPER: TalkKeeper = { kept: [], keep: () => undefined, forget: () => undefined };
