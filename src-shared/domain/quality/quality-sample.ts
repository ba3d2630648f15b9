import * as z from "zod";

const Count = z.number().int().nonnegative();
const Ms = z.number().nonnegative();

/**
 * What the media window reads of a talk once a second, from WebRTC's statistics (W3C webrtc-stats). Counters run from
 * the start of the peer connection, and start anew with a fresh one. Null: the browser said nothing of it.
 */
export const QualitySample = z.object({
  /** The media window's own clock, ms; only differences count. */
  atMs: Ms,
  codec: z.string().max(32).nullable(),
  received: z
    .object({
      packets: Count,
      /** RFC 3550: may be negative when packets came twice. */
      lost: z.number().int(),
      /** Came too late to be played. */
      discarded: Count,
      jitterMs: Ms,
    })
    .nullable(),
  sent: z.object({ packets: Count }).nullable(),
  /** The far side's newest RTCP report on what we send; `reports` tells a new one from one seen before. */
  report: z.object({ reports: Count, fractionLost: z.number().min(0).max(1), jitterMs: Ms }).nullable(),
  /** Of the ICE path (STUN); the RTCP one only when the path has none. */
  roundTripMs: Ms.nullable(),
  isWifi: z.boolean(),
  /** By how much the page's timers were late at most in this second. */
  lateMs: Ms,
});
export type QualitySample = z.output<typeof QualitySample>;
