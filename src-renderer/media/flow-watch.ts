const SILENT_AFTER_MS = 1_500;
/** A page that was not run for a while must not take its own sleep for the far side's silence. */
const LONGEST_LOOK_MS = 700;

/** Says when packets begin to arrive, and when they stopped, or never came, although they should. */
export class FlowWatch {
  #packets = 0;
  #state: "unknown" | "flowing" | "silent" = "unknown";
  #silentMs = 0;
  #lookedAtMs = 0;

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
    const passedMs = Math.min(LONGEST_LOOK_MS, nowMs - this.#lookedAtMs);
    this.#lookedAtMs = nowMs;
    if (!isExpected) {
      // Held, or not agreed yet: silence says nothing, and the next packet is news again.
      this.#state = "unknown";
      this.#silentMs = 0;
      return null;
    }
    this.#silentMs = hasNew ? 0 : this.#silentMs + passedMs;
    if (hasNew) return this.#become("flowing");
    return this.#silentMs >= SILENT_AFTER_MS ? this.#become("silent") : null;
  }

  #become(state: "flowing" | "silent"): boolean | null {
    if (state === this.#state) return null;
    this.#state = state;
    return state === "flowing";
  }
}
