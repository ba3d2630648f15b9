import { findPresent } from "../../src-shared/domain/device-ranking.ts";
import {
  FIRST_SOUND,
  type PresentDevices,
  type SoundDevice,
  type SoundSettings,
} from "../../src-shared/domain/sound-devices.ts";
import type { DeviceSwitch, InputSound, NoiseState } from "../../src-shared/ipc/sound.ts";
import type { Announce } from "./bridge.ts";
import { type Chosen, DeviceChoice } from "./device-choice.ts";
import { presentDevices } from "./present-devices.ts";

type Devices = Pick<MediaDevices, "addEventListener" | "enumerateDevices">;

/** What is plugged in, what of it is used, and who must follow when that changes. */
export class SoundDevices {
  readonly microphone: DeviceChoice;
  readonly headphones: DeviceChoice;
  readonly #announce: Announce;
  readonly #onChange: () => void;
  readonly #devices: Devices;
  #settings: SoundSettings = FIRST_SOUND;
  #present: PresentDevices = { microphones: [], headphones: [] };
  #noise: NoiseState = "off";
  #input: InputSound = "unknown";
  /** What is there at the start is no news. */
  #isKnown = false;

  constructor(announce: Announce, onChange: () => void, devices: Devices = navigator.mediaDevices) {
    this.#announce = announce;
    this.#onChange = onChange;
    this.#devices = devices;
    this.microphone = new DeviceChoice((chosen) => this.#tell("microphone", chosen));
    this.headphones = new DeviceChoice((chosen) => this.#tell("headphones", chosen));
    devices.addEventListener("devicechange", () => void this.look());
  }

  get settings(): SoundSettings {
    return this.#settings;
  }

  get present(): PresentDevices {
    return this.#present;
  }

  async look(): Promise<void> {
    this.#present = presentDevices(await this.#devices.enumerateDevices());
    this.microphone.setPresent(this.#present.microphones);
    this.headphones.setPresent(this.#present.headphones);
    this.#isKnown = true;
    this.#show();
  }

  set(settings: SoundSettings): void {
    this.#settings = settings;
    this.microphone.setRanking(settings.microphones);
    this.headphones.setRanking(settings.headphones);
    this.#show();
  }

  /** Whether the operator wants no noise of this microphone. */
  isNoiseUnwanted(device: SoundDevice): boolean {
    return findPresent(this.#settings.noiseSuppressed, [device]).some(Boolean);
  }

  setNoise(noise: NoiseState): void {
    this.#noise = noise;
    this.#show();
  }

  setInput(input: InputSound): void {
    this.#input = input;
    this.#show();
  }

  setInCall(isInCall: boolean): void {
    this.microphone.setInCall(isInCall);
    this.headphones.setInCall(isInCall);
  }

  #tell(what: DeviceSwitch["what"], { from, to, why }: Chosen): void {
    if (!this.#isKnown) return;
    if (why !== "chosen")
      this.#announce("media.device-switched", { what, why, from: from?.label ?? null, to: to?.label ?? null });
    this.#show();
  }

  #show(): void {
    if (!this.#isKnown) return;
    this.#announce("media.devices-changed", {
      present: this.#present,
      microphone: this.microphone.current,
      headphones: this.headphones.current,
      noise: this.#noise,
      input: this.#input,
    });
    this.#onChange();
  }
}
