type Heard = "live" | "missing" | "denied";

/** A device that does not open in this time is used from the moment it does. */
const OPEN_MS = 1_500;
/** The device stays open this long after the last call, so that the next one starts at once. */
const WARM_MS = 30_000;
const CONSTRAINTS: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** The operator's microphone: opened once for all calls, and looked for again when it is missing. */
export class Microphone {
  #stream: MediaStream | null = null;
  #opening: Promise<Heard> | null = null;
  #state: Heard = "missing";
  #isWanted = false;
  #coolTimer = 0;
  readonly #onChange: (state: Heard) => void;

  constructor(onChange: (state: Heard) => void) {
    this.#onChange = onChange;
    navigator.mediaDevices.addEventListener("devicechange", () => {
      if (this.#isWanted && !this.#stream) void this.#reopen();
    });
  }

  /** Whether there is any microphone at all; opening it is what tells whether it may be used. */
  static async look(): Promise<"missing" | "unknown"> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.some((device) => device.kind === "audioinput") ? "unknown" : "missing";
  }

  /** Opens the device when it is not; waits for it a moment, no longer. */
  async open(): Promise<Heard> {
    this.#isWanted = true;
    clearTimeout(this.#coolTimer);
    if (this.#stream) return "live";
    const slow = new Promise<Heard>((resolve) => setTimeout(() => resolve("missing"), OPEN_MS));
    return Promise.race([this.#reopen(), slow]);
  }

  /** A track of its own for one call, so that each call is muted by itself; null while there is no microphone. */
  track(): MediaStreamTrack | null {
    return this.#stream?.getAudioTracks()[0]?.clone() ?? null;
  }

  /** No call needs it any more: it cools down and is closed. */
  release(): void {
    clearTimeout(this.#coolTimer);
    this.#coolTimer = setTimeout(() => {
      this.#isWanted = false;
      for (const track of this.#stream?.getTracks() ?? []) track.stop();
      this.#stream = null;
    }, WARM_MS);
  }

  #reopen(): Promise<Heard> {
    this.#opening ??= this.#ask().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #ask(): Promise<Heard> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: CONSTRAINTS });
      const [track] = stream.getAudioTracks();
      track?.addEventListener("ended", () => this.#lose(stream));
      this.#stream = stream;
      this.#set("live");
    } catch (cause) {
      this.#set(cause instanceof DOMException && cause.name === "NotAllowedError" ? "denied" : "missing");
    }
    return this.#state;
  }

  /** Unplugged: the system's next device may already be there. */
  #lose(stream: MediaStream): void {
    if (this.#stream !== stream) return;
    this.#stream = null;
    this.#set("missing");
    void this.#reopen();
  }

  #set(state: Heard): void {
    const isNews = state !== this.#state;
    this.#state = state;
    if (isNews) this.#onChange(state);
  }
}
