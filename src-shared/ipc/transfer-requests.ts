import * as z from "zod";
import { HandOverCard } from "../domain/hand-over.ts";
import { CallId } from "../ids.ts";

const CallOnly = z.object({ callId: CallId });
const Done = z.object({});
const ToParty = CallOnly.extend({
  target: z.string().trim().min(1).max(128),
  name: z.string().trim().min(1).max(128).nullable(),
  card: HandOverCard.optional(),
});

/** Passing a talk on, with a card or without, and talking in three. */
export const transferRequests = {
  /** Blind transfer to a number or an extension; `name` is shown while it goes. */
  "calls.transfer": {
    input: ToParty,
    output: Done,
    errors: ["call-not-found", "not-talking", "transfer-busy", "no-second-talk", "bad-number", "card-not-sent"],
  },
  /** Holds the talk and calls somebody to ask about it; answers with the new call. */
  "calls.consult": {
    input: ToParty,
    output: CallOnly,
    errors: [
      "call-not-found",
      "not-talking",
      "transfer-busy",
      "no-second-talk",
      "bad-number",
      "phone-not-ready",
      "already-talking",
      "card-not-sent",
    ],
  },
  /** Joins the customer and the one who was asked; either call may be named. */
  "calls.complete-transfer": {
    input: CallOnly,
    output: Done,
    errors: ["call-not-found", "not-talking", "transfer-busy", "no-second-talk"],
  },
  /** Gives a blind transfer up while the target rings: the customer comes back. */
  "calls.take-back": {
    input: CallOnly,
    output: Done,
    errors: ["call-not-found", "not-talking", "transfer-busy", "no-second-talk"],
  },
  /** All three hear each other: the operator and the two they talk with. */
  "calls.conference": {
    input: CallOnly,
    output: Done,
    errors: ["call-not-found", "not-talking", "transfer-busy", "no-second-talk"],
  },
} as const;
