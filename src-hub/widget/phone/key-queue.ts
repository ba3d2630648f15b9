/** As long as a desk phone's keys: an answering machine behind a bad network must hear them. */
const TONE_MS = 200;
const GAP_MS = 120;

/**
 * Sends keys one after another: a browser that is given a tone while one sounds may swallow either (W3C WebRTC §7). While
 * there is no sender (the sound does not flow yet) they wait for `resume`.
 */
export class KeyQueue {
  readonly #sender: () => RTCDTMFSender | null;
  #waiting = "";
  #isSounding = false;

  constructor(sender: () => RTCDTMFSender | null) {
    this.#sender = sender;
  }

  press(key: string): void {
    this.#waiting += key;
    this.resume();
  }

  resume(): void {
    const sender = this.#sender();
    if (sender === null || this.#isSounding || this.#waiting === "") return;
    const tones = this.#waiting;
    this.#waiting = "";
    this.#isSounding = true;
    sender.ontonechange = ({ tone }) => {
      // An empty tone: all that were given have sounded.
      if (tone !== "") return;
      this.#isSounding = false;
      this.resume();
    };
    sender.insertDTMF(tones, TONE_MS, GAP_MS);
  }
}
