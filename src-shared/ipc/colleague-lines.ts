import * as z from "zod";
import { LineId } from "../ids.ts";

/** Why it is not known how a line stands. */
export const LineUnknownReason = z.enum([
  /** It was asked, and there was no answer yet. */
  "asking",
  /** The account's own line is not registered: what was known before may be wrong by now. */
  "own-line-lost",
  /** 404 or the like: the PBX keeps no state of this extension (no `hint` in Asterisk). */
  "not-found",
  /** The PBX does not let this account see it. */
  "forbidden",
  /** The PBX does not know the event package `dialog`. */
  "not-supported",
  /** Nobody answered in time; it is asked again. */
  "no-answer",
  /** The PBX ended the subscription or refused for now; it is asked again. */
  "interrupted",
  /** The PBX told something that is no dialog-info document. */
  "unreadable",
]);
export type LineUnknownReason = z.output<typeof LineUnknownReason>;

/**
 * How a line stands by the dialogs of its phone (RFC 4235). `free` is all that can be said of a phone that is off, too: the
 * package tells of calls, not of people. `reason` is there with `unknown` alone.
 */
export const LineStanding = z.object({
  state: z.enum(["free", "ringing", "talking", "unknown"]),
  reason: LineUnknownReason.nullable(),
});
export type LineStanding = z.output<typeof LineStanding>;

/** A colleague at the PBX of an account. `lineId`: the line they are called by. */
export const ColleagueLineView = LineStanding.extend({
  lineId: LineId,
  extension: z.string().max(32),
  name: z.string().max(64),
});
export type ColleagueLineView = z.output<typeof ColleagueLineView>;
