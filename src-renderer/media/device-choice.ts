import { findPresent, placeDevices } from "../../src-shared/domain/device-ranking.ts";
import type { SoundDevice } from "../../src-shared/domain/sound-devices.ts";
import type { DeviceSwitch } from "../../src-shared/ipc/sound.ts";

export type Why = DeviceSwitch["why"] | "chosen";
export type Chosen = { readonly from: SoundDevice | null; readonly to: SoundDevice | null; readonly why: Why };

/**
 * Which device of one kind is used. Between calls: the best of the ranking that is there. In a call the one in use stays
 * while it lives; only a better one that this very call has lost comes back by itself, for then the operator plugged it
 * in again to go on with it. One that merely appears in a call (charged, carried past) must not take the voice away.
 */
export class DeviceChoice {
  #ranking: readonly SoundDevice[] = [];
  #present: readonly SoundDevice[] = [];
  readonly #broken = new Set<string>();
  #lostInCall: readonly SoundDevice[] = [];
  #isInCall = false;
  #current: SoundDevice | null = null;
  readonly #onChange: (chosen: Chosen) => void;

  constructor(onChange: (chosen: Chosen) => void) {
    this.#onChange = onChange;
  }

  get current(): SoundDevice | null {
    return this.#current;
  }

  /** Whether there is one to go on with when the current one does not work. */
  get hasOther(): boolean {
    return this.#order().length > 1;
  }

  setRanking(ranking: readonly SoundDevice[]): void {
    this.#ranking = ranking;
    this.#broken.clear();
    this.#change(this.#order()[0] ?? null, "chosen");
  }

  setPresent(present: readonly SoundDevice[]): void {
    this.#present = present;
    this.#broken.clear();
    this.#decide();
  }

  setInCall(isInCall: boolean): void {
    if (this.#isInCall === isInCall) return;
    this.#isInCall = isInCall;
    this.#lostInCall = [];
    this.#decide();
  }

  /** It is listed but does not work: not tried again until something is plugged, or chosen. */
  fail(device: SoundDevice): void {
    this.#broken.add(device.deviceId);
    this.#decide();
  }

  #order(): readonly SoundDevice[] {
    return placeDevices(this.#ranking, this.#present).filter(({ deviceId }) => !this.#broken.has(deviceId));
  }

  #decide(): void {
    const order = this.#order();
    const isHere = this.#current !== null && findIn(order, this.#current) !== null;
    if (!this.#isInCall || !isHere) {
      if (this.#isInCall && this.#current && !isHere) this.#lostInCall = [...this.#lostInCall, this.#current];
      this.#change(order[0] ?? null, isHere || this.#current === null ? "returned" : "unplugged");
      return;
    }
    const own = [...this.#lostInCall, this.#current].map((device) => device && findIn(order, device));
    this.#change(order.find((device) => own.includes(device)) ?? null, "returned");
  }

  #change(to: SoundDevice | null, why: Why): void {
    const from = this.#current;
    this.#current = to;
    if (from?.deviceId !== to?.deviceId) this.#onChange({ from, to, why });
  }
}

function findIn(devices: readonly SoundDevice[], device: SoundDevice): SoundDevice | null {
  return findPresent([device], devices)[0] ?? null;
}
