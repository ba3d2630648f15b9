const TONE_MS = 100;
const GAP_MS = 70;

type ToneSender = Pick<RTCDTMFSender, "canInsertDTMF" | "insertDTMF" | "toneBuffer">;

/**
 * The keys pressed in a call. Chromium plays what it is given at once, into nothing while ICE and DTLS are under way or
 * broken: a key pressed in the first moment of a talk would be lost. So keys wait here until the way is open.
 */
export class ToneQueue {
  readonly #sender: () => ToneSender | null;
  readonly #isOpen: () => boolean;
  #waiting = "";

  constructor(sender: () => ToneSender | null, isOpen: () => boolean) {
    this.#sender = sender;
    this.#isOpen = isOpen;
  }

  /** RFC 4733 tones after those still being sent; false when the far side did not agree to telephone-event. */
  send(tones: string): boolean {
    if (!this.#sender()?.canInsertDTMF) return false;
    this.#waiting += tones;
    this.flush();
    return true;
  }

  /** To be called when the way may have opened. */
  flush(): void {
    const sender = this.#sender();
    if (this.#waiting === "" || !sender?.canInsertDTMF || !this.#isOpen()) return;
    // `insertDTMF` throws the unsent tones away: they are given again.
    sender.insertDTMF(sender.toneBuffer + this.#waiting, TONE_MS, GAP_MS);
    this.#waiting = "";
  }
}
