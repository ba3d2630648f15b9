type Heard = "live" | "missing" | "denied";
/** `unknown`: there is one, and no call has opened it yet. */
type State = Heard | "unknown";
type Devices = Pick<MediaDevices, "addEventListener" | "enumerateDevices" | "getUserMedia">;

/** A device that does not open in this time is used from the moment it does. */
const OPEN_MS = 1_500;
/** The device stays open this long after the last call, so that the next one starts at once. */
const WARM_MS = 30_000;
const CONSTRAINTS: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** The operator's microphone: opened once for all calls, and looked for again when it is missing. */
export class Microphone {
  #stream: MediaStream | null = null;
  #opening: Promise<Heard> | null = null;
  #state: State = "unknown";
  #isWanted = false;
  #coolTimer = 0;
  readonly #onChange: (state: State) => void;
  readonly #devices: Devices;

  constructor(onChange: (state: State) => void, devices: Devices = navigator.mediaDevices) {
    this.#onChange = onChange;
    this.#devices = devices;
    devices.addEventListener("devicechange", () => {
      if (!this.#isWanted) void this.#lookAgain();
      else if (!this.#stream) void this.#reopen();
    });
  }

  /** Whether there is any microphone at all; opening it is what tells whether it may be used. */
  async look(): Promise<"missing" | "unknown"> {
    const found = await this.#find();
    this.#state = found;
    return found;
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

  async #find(): Promise<"missing" | "unknown"> {
    const devices = await this.#devices.enumerateDevices();
    return devices.some((device) => device.kind === "audioinput") ? "unknown" : "missing";
  }

  /** Between calls: a headset that went must be missed before the next call rings, and one that came be seen. */
  async #lookAgain(): Promise<void> {
    const found = await this.#find();
    if (!this.#isWanted && (found === "missing" || this.#state === "missing")) this.#set(found);
  }

  #reopen(): Promise<Heard> {
    this.#opening ??= this.#ask().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #ask(): Promise<Heard> {
    try {
      const stream = await this.#devices.getUserMedia({ audio: CONSTRAINTS });
      if (!this.#isWanted) {
        // Opened long after the call: a device that listens to nobody must not stay open.
        for (const track of stream.getTracks()) track.stop();
        return "live";
      }
      const [track] = stream.getAudioTracks();
      track?.addEventListener("ended", () => this.#lose(stream));
      this.#stream = stream;
      this.#set("live");
      return "live";
    } catch (cause) {
      const why = cause instanceof DOMException && cause.name === "NotAllowedError" ? "denied" : "missing";
      this.#set(why);
      return why;
    }
  }

  /** Unplugged: the system's next device may already be there. */
  #lose(stream: MediaStream): void {
    if (this.#stream !== stream) return;
    this.#stream = null;
    this.#set("missing");
    void this.#reopen();
  }

  #set(state: State): void {
    const isNews = state !== this.#state;
    this.#state = state;
    if (isNews) this.#onChange(state);
  }
}
