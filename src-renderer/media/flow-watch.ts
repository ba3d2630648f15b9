const SILENT_AFTER_MS = 3_000;

/** Says when packets begin to arrive, and when they stopped although they should. */
export class FlowWatch {
  #packets = 0;
  #isFlowing = false;
  #heardAtMs = 0;

  /** Takes a count of received packets in; true or false when the flow began or stopped, else null. */
  update(packets: number, isExpected: boolean, nowMs: number): boolean | null {
    const hasNew = packets > this.#packets;
    // A fresh peer connection counts from zero again.
    this.#packets = packets;
    return this.#note(hasNew, isExpected, nowMs);
  }

  /** A packet was seen by other means (the track's `unmute`), before the next count. */
  seePacket(isExpected: boolean, nowMs: number): boolean | null {
    return this.#note(true, isExpected, nowMs);
  }

  #note(hasNew: boolean, isExpected: boolean, nowMs: number): boolean | null {
    if (!isExpected) {
      // Held: silence says nothing, and the next packet is news again.
      this.#isFlowing = false;
      return null;
    }
    if (hasNew) this.#heardAtMs = nowMs;
    if (hasNew && !this.#isFlowing) {
      this.#isFlowing = true;
      return true;
    }
    if (this.#isFlowing && nowMs - this.#heardAtMs >= SILENT_AFTER_MS) {
      this.#isFlowing = false;
      return false;
    }
    return null;
  }
}
