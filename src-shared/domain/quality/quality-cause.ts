import type { LiveQuality, QualityCause, QualityLevel, QualityWarning } from "./call-quality.ts";

/** What the rules look at. `mos`: of the last window, null before the first. */
export type QualityFacts = {
  readonly warnings: readonly QualityWarning[];
  readonly mos: number | null;
  readonly lossShare: number;
  readonly isWifi: boolean;
};

type Rule = readonly [cause: QualityCause, matches: (facts: QualityFacts) => boolean];

const has =
  (...any: QualityWarning[]) =>
  ({ warnings }: QualityFacts) =>
    any.some((warning) => warnings.includes(warning));

const hearsBadly = has("heard-loss", "heard-jitter");
const isHeardBadly = has("said-loss", "said-jitter");

/**
 * The table of causes; the first rule that matches speaks.
 *
 * | what is seen | cause | why |
 * | --- | --- | --- |
 * | timers of the media window late | overloaded | sound is made by the same processor |
 * | our sound suffers (alone, or with theirs), over Wi-Fi | weak-wifi | the first hop is ours, and the usual suspect |
 * | both directions suffer | own-network | what both share lies nearest to us |
 * | only our sound suffers on its way | own-uplink | the uplink is the narrow part of a line |
 * | only their sound suffers | customer-side | our own line carries ours well |
 * | a long way | delay | |
 *
 * A likelihood, not a proof: the words say «похоже».
 */
export const CAUSE_RULES: readonly Rule[] = [
  ["overloaded", has("overload")],
  ["weak-wifi", (facts) => facts.isWifi && isHeardBadly(facts)],
  ["own-network", (facts) => hearsBadly(facts) && isHeardBadly(facts)],
  ["own-uplink", isHeardBadly],
  ["customer-side", hearsBadly],
  ["delay", has("delay")],
];

/** Below this MOS nearly all users are dissatisfied (G.107 Annex B, R 50). */
const BAD_MOS = 2.6;
/** From here on users are satisfied (R 80). */
const GOOD_MOS = 4.0;

/** How a talk sounds, and the likely cause when a warning stands. */
export function liveQuality(facts: QualityFacts): LiveQuality {
  const cause = CAUSE_RULES.find(([, matches]) => matches(facts))?.[0] ?? null;
  return { level: levelOf(facts), cause, lossShare: Math.round(facts.lossShare * 100) / 100 };
}

function levelOf({ warnings, mos }: QualityFacts): QualityLevel {
  if (mos !== null && mos < BAD_MOS) return "bad";
  if (warnings.length > 0) return "poor";
  return mos !== null && mos < GOOD_MOS ? "fair" : "good";
}
