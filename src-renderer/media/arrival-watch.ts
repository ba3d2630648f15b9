/** What the statistics say of the way out; counters of one peer connection, null when the browser does not tell. */
export type ArrivalCounts = {
  readonly packetsSent: number;
  readonly packetsReceived: number;
  /** All that came over the transport: sound, and what the far side says of ours (RTCP). */
  readonly transportReceived: number;
  /** STUN checks of the path in use. */
  readonly checksSent: number;
  readonly checksAnswered: number;
  /** When the newest RTCP report on our sound came, and the share it says was lost. */
  readonly reportAtMs: number | null;
  readonly reportedLoss: number;
};

const LONGEST_LOOK_MS = 700;
/** So long without any sign of our packets, while theirs come. */
const UNHEARD_AFTER_MS = 1_500;
/** Feedback at this rate (transport-wide congestion control) is a pulse: its absence means something. */
const PULSE_PER_SECOND = 3;
const PULSE_SEEN_MS = 3_000;
/** Of one look: enough sound went out for an answer to be due. */
const SENT_PER_SECOND = 20;

/**
 * Whether what this side sends gets there. The far side's word on it, in the order of its haste:
 * 1. transport-wide feedback, some four to twenty a second where both sides agreed on it: it stops with our sound;
 * 2. STUN checks of the very same path without an answer (RFC 7675), every 2.5 s at rest: two of them;
 * 3. an RTCP report that all was lost, every 5 s or so.
 * Without any of the three nothing is claimed: a far side that says nothing cannot be told from one that hears nothing.
 */
export class ArrivalWatch {
  #before: ArrivalCounts | null = null;
  #lookedAtMs = 0;
  #pulseMs = 0;
  #quietMs = 0;
  #feedback: { readonly count: number; readonly ms: number }[] = [];
  #missed = 0;
  #arrives: boolean | null = null;

  /** True or false when our sound began to arrive again, or stopped; else null. */
  update(counts: ArrivalCounts, isExpected: boolean, nowMs: number): boolean | null {
    const before = this.#before;
    const passedMs = Math.min(LONGEST_LOOK_MS, nowMs - this.#lookedAtMs);
    this.#before = counts;
    this.#lookedAtMs = nowMs;
    if (!isExpected || !before || isFresh(before, counts)) {
      this.#forget();
      return null;
    }
    const hasReport = counts.reportAtMs !== null && counts.reportAtMs !== before.reportAtMs;
    this.#look(before, counts, passedMs);
    if (this.#isUnheard() || (hasReport && counts.reportedLoss > 0.99)) return this.#become(false);
    const isHeard = this.#rate() >= PULSE_PER_SECOND || (hasReport && counts.reportedLoss < 0.5);
    return isHeard && this.#missed === 0 ? this.#become(true) : null;
  }

  #look(before: ArrivalCounts, counts: ArrivalCounts, passedMs: number): void {
    const heard = counts.packetsReceived - before.packetsReceived;
    const count = Math.max(0, counts.transportReceived - before.transportReceived - heard);
    this.#feedback = [...this.#feedback, { count, ms: passedMs }].slice(-4);
    const hasSent = counts.packetsSent - before.packetsSent >= (SENT_PER_SECOND * passedMs) / 1000;
    // Only while theirs come and ours go: else something else is the matter, and told otherwise.
    if (count <= 1 && hasSent && heard > 0) this.#quietMs += passedMs;
    else this.#quietMs = 0;
    if (this.#rate() >= PULSE_PER_SECOND) this.#pulseMs += passedMs;
    if (counts.checksAnswered > before.checksAnswered) this.#missed = 0;
    else this.#missed += Math.max(0, counts.checksSent - before.checksSent);
  }

  #isUnheard(): boolean {
    const hasPulseStopped = this.#pulseMs >= PULSE_SEEN_MS && this.#quietMs >= UNHEARD_AFTER_MS;
    return hasPulseStopped || this.#missed >= 2;
  }

  #rate(): number {
    const ms = this.#feedback.reduce((sum, look) => sum + look.ms, 0);
    return ms === 0 ? 0 : (1000 * this.#feedback.reduce((sum, look) => sum + look.count, 0)) / ms;
  }

  #become(arrives: boolean): boolean | null {
    const before = this.#arrives ?? true;
    this.#arrives = arrives;
    return arrives === before ? null : arrives;
  }

  /** What was told stands; what it was concluded from belongs to another connection, or another agreement. */
  #forget(): void {
    this.#pulseMs = 0;
    this.#quietMs = 0;
    this.#feedback = [];
    this.#missed = 0;
  }
}

function isFresh(before: ArrivalCounts, counts: ArrivalCounts): boolean {
  return counts.packetsSent < before.packetsSent || counts.transportReceived < before.transportReceived;
}
