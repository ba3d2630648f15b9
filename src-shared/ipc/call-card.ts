import * as z from "zod";
import { Customer } from "../events/log-event.ts";
import { CallId } from "../ids.ts";
import { defineContract } from "./define-contract.ts";
import { CallView, Preferences } from "./workplace.ts";

const EpochMs = z.number().int().nonnegative();
const Common = z.object({ locale: Preferences.shape.locale });

/** The card of a call that rings. `onLine`: the talk that answering would hold. `waitingSinceMs`: in the queue, if known. */
export const RingCard = Common.extend({
  kind: z.literal("ring"),
  call: CallView.pick({
    callId: true,
    customer: true,
    queueName: true,
    reasons: true,
    startedAtMs: true,
    ringUntilMs: true,
    visit: true,
    callBack: true,
    lead: true,
  }),
  waitingSinceMs: EpochMs.nullable(),
  onLine: z.object({ customer: Customer, sinceMs: EpochMs }).nullable(),
  /** The global keys that answer, as printed on the button; null when there are none. */
  answerKeys: z.string().max(40).nullable(),
  /** When it is answered by itself and the microphone opens; null: it is not. */
  autoAnswerAtMs: EpochMs.nullable(),
});
export type RingCard = z.output<typeof RingCard>;

/** The card of a talk while the operator's window is away. */
export const TalkCard = Common.extend({
  kind: z.literal("talk"),
  call: CallView.pick({
    callId: true,
    customer: true,
    phase: true,
    startedAtMs: true,
    answeredAtMs: true,
    isMuted: true,
    heldSinceMs: true,
  }),
});
export type TalkCard = z.output<typeof TalkCard>;

/** What the call card over other programs shows; null: nothing, the window is hidden. */
export const CallCard = z.discriminatedUnion("kind", [RingCard, TalkCard]).nullable();
export type CallCard = z.output<typeof CallCard>;

const CallOnly = z.object({ callId: CallId });
const Done = z.object({});

/** What the call card may ask of main: the little it has buttons for, and nothing of the workplace beside its own call. */
export const callCardContract = defineContract({
  requests: {
    "card.get": { input: z.object({}), output: z.object({ card: CallCard }), errors: [] },
    /** The card is in the page: the window may be shown without a flash of the card before. */
    "card.drawn": { input: CallOnly, output: Done, errors: [] },
    "card.answer": { input: CallOnly, output: Done, errors: ["call-not-found", "not-ringing"] },
    "card.reject": { input: CallOnly, output: Done, errors: ["call-not-found", "not-ringing"] },
    "card.hang-up": { input: CallOnly, output: Done, errors: ["call-not-found"] },
    "card.set-muted": { input: CallOnly.extend({ muted: z.boolean() }), output: Done, errors: ["call-not-found"] },
    "card.set-held": {
      input: CallOnly.extend({ held: z.boolean() }),
      output: Done,
      errors: ["call-not-found", "not-talking", "hold-refused"],
    },
    /** Hides the card of this call; the call goes on ringing or talking. */
    "card.hide": { input: CallOnly, output: Done, errors: [] },
    /**
     * The card is taken hold of, follows the pointer, and is let go. Where the pointer is, main asks the system itself: a
     * page cannot put the card anywhere.
     */
    "card.grab": { input: z.object({}), output: Done, errors: [] },
    "card.drag": { input: z.object({}), output: Done, errors: [] },
    "card.drop": { input: z.object({}), output: Done, errors: [] },
    /** Brings the operator's window to the front. */
    "card.open-window": { input: z.object({}), output: Done, errors: [] },
  },
  events: { "card.changed": z.object({ card: CallCard }) },
});
export type CallCardContract = typeof callCardContract;
