import * as z from "zod";
import { BreakRefusal } from "../domain/break-limits.ts";
import { NOTE_LIMIT } from "../domain/note-limit.ts";
import { WrapUpEnd } from "../domain/wrap-up.ts";
import { Customer, EndedBy } from "../events/log-event.ts";
import { InteractionId } from "../ids.ts";

const EpochMs = z.number().int().nonnegative();

/** A contact of this operator that is over and still to be written up. Times are this machine's. */
export const WrapUpView = z.object({
  interactionId: InteractionId,
  direction: z.enum(["in", "out"]),
  customer: Customer,
  queueName: z.string().nullable(),
  talkMs: z.number().int().nonnegative(),
  heldMs: z.number().int().nonnegative(),
  endedAtMs: EpochMs,
  endedBy: EndedBy,
  /** It was passed to a queue and goes on there. */
  isPassedOn: z.literal(true).optional(),
  untilMs: EpochMs,
  atEnd: WrapUpEnd,
  /** By how much one extension prolongs it, and how many the contact has left. */
  extension: z.object({ byMs: z.number().int().positive(), left: z.number().int().nonnegative() }),
  /** Finished here, and the hub does not know yet. */
  isFinishing: z.boolean(),
});
export type WrapUpView = z.output<typeof WrapUpView>;

const Of = z.object({ interactionId: InteractionId });
const Done = z.object({});

/** The work after a contact. */
export const wrapUpRequests = {
  /** Kept at once, delivered when the hub is there. `outcome-missing`: the team asks for what was not said yet. */
  "wrap-up.finish": { input: Of, output: Done, errors: ["store-failed", "outcome-missing"] },
  /** Only while the hub is heard: time is its to give. */
  "wrap-up.extend": { input: Of, output: Done, errors: ["no-link", "store-failed"] },
  /** What this operator noted of a contact, at any time after it. */
  "notes.get": { input: Of, output: z.object({ text: z.string() }), errors: [] },
  "notes.set": { input: Of.extend({ text: z.string().max(NOTE_LIMIT) }), output: Done, errors: ["store-failed"] },
} as const;

/** What a person asked for and the hub did not grant, though the desktop took it. */
export const HubRefusal = z.object({
  command: z.enum([
    "operator.set-status",
    "operator.set-next-status",
    "interaction.finish-wrap-up",
    "interaction.extend-wrap-up",
    "interaction.set-note",
    "interaction.set-outcome",
    "callback.cancel",
    "customer.describe",
    "interaction.accept-offer",
    "interaction.claim",
    "interaction.close",
    "message.send",
    "message.resend",
  ]),
  code: z.string().max(64),
  /** With `break-limit-reached`: who holds the places. Times are this machine's. */
  places: BreakRefusal.nullable(),
});
export type HubRefusal = z.output<typeof HubRefusal>;

export const wrapUpEvents = {
  "hub.refused": HubRefusal,
} as const;
