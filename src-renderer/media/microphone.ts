import type { SoundDevice } from "../../src-shared/domain/sound-devices.ts";
import type { DeviceChoice } from "./device-choice.ts";
import type { NoiseSwitch } from "./noise-switch.ts";

type Heard = "live" | "missing" | "denied";
/** `unknown`: there is one, and no call has opened it yet. */
type State = Heard | "unknown";
type Devices = Pick<MediaDevices, "getUserMedia">;

/** A device that does not open in this time is used from the moment it does. */
const OPEN_MS = 1_500;
/** One that hangs this long is passed over, when another one is there. */
const HANG_MS = 700;
/** The device stays open this long after the last call, so that the next one starts at once. */
const WARM_MS = 30_000;

export type MicrophoneParts = {
  readonly choice: DeviceChoice;
  readonly onState: (state: State) => void;
  /** Another device is open: each call takes a track of it. */
  readonly onSwapped: () => void;
  /** Another device is open, or none. */
  readonly onSource: (source: MediaStreamTrack | null) => void;
  readonly noise: Pick<NoiseSwitch, "follow" | "track">;
  /** Whether the operator wants no noise of this device. */
  readonly isNoiseUnwanted: (device: SoundDevice) => boolean;
  readonly devices?: Devices;
};

/** The operator's microphone: opened once for all calls, on the device that was chosen, and on the next when it goes. */
export class Microphone {
  readonly #parts: MicrophoneParts;
  readonly #devices: Devices;
  #stream: { readonly stream: MediaStream; readonly device: SoundDevice } | null = null;
  #opening: Promise<Heard> | null = null;
  #state: State = "unknown";
  #isWanted = false;
  #coolTimer = 0;

  constructor(parts: MicrophoneParts) {
    this.#parts = parts;
    this.#devices = parts.devices ?? navigator.mediaDevices;
  }

  get state(): State {
    return this.#state;
  }

  /** What is chosen may have changed: followed at once while the microphone is needed, else said. */
  follow(): void {
    const { current } = this.#parts.choice;
    this.#followSource();
    if (this.#isWanted) {
      if (this.#stream?.device.deviceId !== current?.deviceId || this.#stream === null) void this.#reopen();
    } else if (this.#state !== "denied" || current === null) this.#set(current === null ? "missing" : "unknown");
  }

  /** Opens the device when it is not; waits for it a moment, no longer. */
  async open(): Promise<Heard> {
    this.#isWanted = true;
    clearTimeout(this.#coolTimer);
    if (this.#stream) return "live";
    const slow = new Promise<Heard>((resolve) => setTimeout(() => resolve("missing"), OPEN_MS));
    return Promise.race([this.#reopen(), slow]);
  }

  /** The open device itself; its owner is this microphone. */
  get source(): MediaStream | null {
    return this.#stream?.stream ?? null;
  }

  /** A track of its own for one call, so that each call is muted by itself; null while there is no microphone. */
  track(): MediaStreamTrack | null {
    return this.#parts.noise.track?.clone() ?? this.bareTrack();
  }

  /** A track of what the device itself gives, noise and all. */
  bareTrack(): MediaStreamTrack | null {
    return this.source?.getAudioTracks()[0]?.clone() ?? null;
  }

  /** No call needs it any more: it cools down and is closed. */
  release(warmMs = WARM_MS): void {
    clearTimeout(this.#coolTimer);
    this.#coolTimer = setTimeout(() => {
      this.#isWanted = false;
      this.#drop();
    }, warmMs);
  }

  #reopen(): Promise<Heard> {
    this.#opening ??= this.#openBest().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** Tries the chosen device, then the next, until one opens. */
  async #openBest(): Promise<Heard> {
    for (;;) {
      const device = this.#parts.choice.current;
      if (device === null) return this.#end("missing");
      if (this.#stream?.device.deviceId === device.deviceId) return "live";
      const opened = await this.#try(device);
      if (!this.#isWanted) {
        // Opened long after the call: a device that listens to nobody must not stay open.
        if (typeof opened === "object") stop(opened);
        return "live";
      }
      if (opened === "denied") return this.#end("denied");
      if (opened === "missing") this.#parts.choice.fail(device);
      else if (this.#parts.choice.current?.deviceId !== device.deviceId) stop(opened);
      else {
        this.#use(opened, device);
        return "live";
      }
    }
  }

  async #try({ deviceId }: SoundDevice): Promise<MediaStream | "missing" | "denied"> {
    const asked = this.#devices.getUserMedia({
      audio: {
        echoCancellation: true,
        // Also before RNNoise: together they leave least noise, and it stands alone at once when that one fails.
        noiseSuppression: true,
        autoGainControl: true,
        ...(deviceId === "" ? {} : { deviceId: { exact: deviceId } }),
      },
    });
    let timer = 0;
    const hung = new Promise<"missing">((resolve) => {
      if (this.#parts.choice.hasOther) timer = setTimeout(() => resolve("missing"), HANG_MS);
    });
    try {
      const first = await Promise.race([asked, hung]);
      if (first === "missing") void asked.then(stop, () => undefined);
      return first;
    } catch (cause) {
      return cause instanceof DOMException && cause.name === "NotAllowedError" ? "denied" : "missing";
    } finally {
      clearTimeout(timer);
    }
  }

  #use(stream: MediaStream, device: SoundDevice): void {
    this.#drop();
    const [track] = stream.getAudioTracks();
    track?.addEventListener("ended", () => this.#lose(stream));
    this.#stream = { stream, device };
    this.#set("live");
    this.#followSource();
    this.#parts.onSwapped();
  }

  #end(state: "missing" | "denied"): Heard {
    this.#drop();
    this.#set(state);
    this.#parts.onSwapped();
    return state;
  }

  /** Unplugged: the list of the system may still name it for a moment. */
  #lose(stream: MediaStream): void {
    if (this.#stream?.stream !== stream) return;
    const { current } = this.#parts.choice;
    const { deviceId } = this.#stream.device;
    this.#stream = null;
    this.#followSource();
    if (current?.deviceId === deviceId) this.#parts.choice.fail(current);
    void this.#reopen();
  }

  #drop(): void {
    const before = this.#stream;
    this.#stream = null;
    this.#followSource();
    if (before) stop(before.stream);
  }

  #followSource(): void {
    const { noise, isNoiseUnwanted, onSource } = this.#parts;
    const device = this.#stream?.device;
    const source = this.source?.getAudioTracks()[0] ?? null;
    onSource(source);
    noise.follow(source, device !== undefined && isNoiseUnwanted(device));
  }

  #set(state: State): void {
    const isNews = state !== this.#state;
    this.#state = state;
    if (isNews) this.#parts.onState(state);
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
