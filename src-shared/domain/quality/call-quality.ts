import * as z from "zod";

const Mos = z.number().min(1).max(4.5);
const Share = z.number().min(0).max(1);
const Ms = z.number().nonnegative();

/** One direction of a talk over a window. `mos` by `e-model.ts`; `lossShare` 0…1 of this window alone, not of the whole call. */
export const DirectionQuality = z.object({ mos: Mos, lossShare: Share, jitterMs: Ms });
export type DirectionQuality = z.output<typeof DirectionQuality>;

/**
 * Five seconds of a talk. `heard`: what came to the operator. `said`: what the far side received of the operator, by its
 * RTCP reports. Null: held, muted (`said`), or nothing was reported in this time.
 */
export const QualityWindow = z.object({
  /** Since the answer, ms. */
  atMs: Ms,
  codec: z.string().max(32).nullable(),
  heard: DirectionQuality.nullable(),
  said: DirectionQuality.nullable(),
  roundTripMs: Ms.nullable(),
});
export type QualityWindow = z.output<typeof QualityWindow>;

/** What is wrong for longer than a moment; raised and cleared with hysteresis (`quality-warnings.ts`). */
export const QualityWarning = z.enum([
  "heard-loss",
  "heard-jitter",
  "said-loss",
  "said-jitter",
  "delay",
  "low-mos",
  "overload",
]);
export type QualityWarning = z.output<typeof QualityWarning>;

/** The likely cause, by the table of `quality-cause.ts`. */
export const QualityCause = z.enum(["weak-wifi", "own-network", "own-uplink", "customer-side", "delay", "overloaded"]);
export type QualityCause = z.output<typeof QualityCause>;

/** `good`, `fair`: nothing to do. `poor`: a warning stands. `bad`: hardly a word gets through. */
export const QualityLevel = z.enum(["good", "fair", "poor", "bad"]);
export type QualityLevel = z.output<typeof QualityLevel>;

/** How a talk sounds now, in words; changes seldom. `lossShare` is the worse direction's, rounded to a percent. */
export const LiveQuality = z.object({
  level: QualityLevel,
  cause: QualityCause.nullable(),
  lossShare: Share,
});
export type LiveQuality = z.output<typeof LiveQuality>;

const DirectionSummary = z.object({ mos: Mos, minMos: Mos, lossShare: Share, jitterMs: Ms });

/** What happened to the sound of a talk, and when after the answer. */
export const QualityEvent = z.object({
  atMs: Ms,
  code: z.enum([
    ...QualityWarning.options,
    "not-heard",
    "not-arriving",
    "media-lost",
    "ice-restarted",
    "reconnected",
    "sound-back",
  ]),
});
export type QualityEvent = z.output<typeof QualityEvent>;

/** How many events of one talk are kept. */
export const QUALITY_EVENTS_LIMIT = 50;

/**
 * A whole talk, as it is stored. `mos`: the mean over its windows, each as good as its worse direction; `minMos`: the
 * worst window. Directions are null when nothing of them was measured.
 */
export const QualitySummary = z.object({
  windows: z.number().int().positive(),
  codec: z.string().max(32).nullable(),
  mos: Mos,
  minMos: Mos,
  heard: DirectionSummary.nullable(),
  said: DirectionSummary.nullable(),
  roundTripMs: Ms.nullable(),
  events: z.array(QualityEvent).max(QUALITY_EVENTS_LIMIT),
});
export type QualitySummary = z.output<typeof QualitySummary>;
