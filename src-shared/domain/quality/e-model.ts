/** What the E-model takes of one direction of a talk. */
export type Impairments = {
  /** Packets that were not there when they were to be played: lost on the way or too late, 0…1. */
  readonly lossShare: number;
  /** From mouth to ear, ms: path, packet and jitter buffer (`Ta` of G.107). */
  readonly delayMs: number;
  /** As named in SDP (`opus`, `PCMA` …); null or unknown counts as G.711. */
  readonly codec: string | null;
};

/** `Ie` and `Bpl` of a codec: what its coding costs, and how well it bears lost packets. */
type CodecImpairment = { readonly ie: number; readonly bpl: number };

/** R without any impairment of coding, loss and delay: all other parameters of G.107 at their defaults (§7.7). */
const R_DEFAULT = 93.2;

/** G.711 with packet loss concealment (G.113 Appendix I, table I.4). */
const G711: CodecImpairment = { ie: 0, bpl: 25.1 };

/**
 * G.113 Appendix I (tables I.1, I.4). The ITU gives no narrow-band value for Opus and G.722: both are better than
 * telephone sound and hide losses at least as well, so they count as G.711 with concealment, the scale's upper end.
 */
const CODECS: Readonly<Record<string, CodecImpairment>> = {
  opus: G711,
  g722: G711,
  pcma: G711,
  pcmu: G711,
  g729: { ie: 11, bpl: 19 },
  g723: { ie: 15, bpl: 16.1 },
  gsm: { ie: 20, bpl: 10 },
};

/**
 * The rating factor R of ITU-T G.107 (06/2015), 0…93.2: `R = R0 − Id − Ie,eff`, where `R0 − Is` is 93.2 by the
 * defaults, and A is 0. Id holds the pure delay Idd (formulas 7-27, 7-28); echo is taken to be cancelled.
 */
export function ratingFactor({ lossShare, delayMs, codec }: Impairments): number {
  const { ie, bpl } = CODECS[codec?.toLowerCase() ?? ""] ?? G711;
  const lossPercent = 100 * Math.min(1, Math.max(0, lossShare));
  // Formula 7-29 for losses that come at random (BurstR = 1).
  const ieEffective = ie + ((95 - ie) * lossPercent) / (lossPercent + bpl);
  return Math.max(0, R_DEFAULT - delayImpairment(delayMs) - ieEffective);
}

/** Mean opinion score of the E-model, 1…4.5 (G.107 Annex B). */
export function mosOf(impairments: Impairments): number {
  const r = ratingFactor(impairments);
  // The cubic dips under 1 for R below 6.5; the scale does not.
  return Math.min(4.5, Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6));
}

/** Idd: nothing up to 100 ms, then ever more (G.107 formulas 7-27, 7-28, with default delay sensitivity). */
function delayImpairment(delayMs: number): number {
  if (delayMs <= 100) return 0;
  const x = Math.log2(delayMs / 100);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}
