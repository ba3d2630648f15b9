import * as z from "zod";
import { QueueId } from "../../ids.ts";
import { defaultsOf } from "../defaults.ts";
import { CustomerLanguage } from "./text-rules.ts";

/** How callers who wait are told their place in the queue. */
const PlaceRule = z.object({
  /** How often, ms; the first time after as long. */
  everyMs: z.number().int().min(10_000).max(600_000),
  /** Whether they are also told how long it will take, where that can be said. */
  tellsWait: z.boolean().default(true),
});

/** How a queue treats contacts that are spoken; what cannot be said at an exchange without a voice is left out there. */
export const VoiceRules = z.object({
  /** The threshold of the service level, ms: a call answered within it counts as answered in time («80/20»: 20 s). */
  answerWithinMs: z.number().int().min(1000).max(86_400_000).default(20_000),
  /** What callers are spoken to in. */
  language: CustomerLanguage.default("ru"),
  /** Null: their place is not told. */
  place: PlaceRule.nullable().default({ everyMs: 45_000, tellsWait: true }),
  /** The queue that takes callers while this one is closed, where it is open itself; null: none. */
  closedTo: QueueId.nullable().default(null),
  /**
   * Of the treatment `call-back-offer`: `asked`: the caller presses 1 to be called back; `unasked`: the number they call
   * from becomes an order at once, also at an exchange that cannot ask.
   */
  callBack: z.enum(["asked", "unasked"]).default("asked"),
});
export type VoiceRules = z.output<typeof VoiceRules>;

/** What holds where a queue says nothing of it. */
export const DEFAULT_VOICE_RULES: VoiceRules = defaultsOf(VoiceRules);
