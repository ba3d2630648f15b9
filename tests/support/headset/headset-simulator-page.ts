// Evaluated in the media window: headsets on `navigator.hid`, which Chromium cannot fake. Each answers as its maker's do: the
// report descriptor, what a press says, what it repeats when its lamps are set. All behind these calls is the app's own.
import { CLOSED_MOUTHED, type DeviceOnTheBus, GIGASET_ION, JABRA_LINK_380, KEYBOARD } from "./descriptors.ts";

export type HeadsetName = "jabra" | "gigaset" | "closed-mouthed" | "keyboard";
export type ButtonName = "hook" | "mute" | "hold" | "reject";

/** What a test may do with headsets. */
export type SimulatedHeadsets = {
  plug(name: HeadsetName): Promise<void>;
  unplug(name: HeadsetName): void;
  /** Another program takes the headset for itself, or lets it go. */
  seize(name: HeadsetName, isSeized: boolean): void;
  press(name: HeadsetName, button: ButtonName): void;
  /** The lamps that are lit. */
  shown(name: HeadsetName): string[];
};

declare global {
  interface Window {
    headsetSimulator: SimulatedHeadsets;
    /** Whether main lets this page see a device; what Electron asks of `setDevicePermissionHandler`. */
    hidMaySee(device: string): Promise<boolean>;
  }
}

const PULSE_MS = 30;
const ECHO_MS = 40;

abstract class Headset extends EventTarget {
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly collections: DeviceOnTheBus["collections"];
  opened = false;
  isSeized = false;
  output: readonly number[] = [];

  constructor(device: DeviceOnTheBus) {
    super();
    this.vendorId = device.vendorId;
    this.productId = device.productId;
    this.productName = device.productName;
    this.collections = device.collections;
  }

  async open(): Promise<void> {
    if (this.isSeized) throw new DOMException("Failed to open the device.", "NotAllowedError");
    this.opened = true;
  }

  async close(): Promise<void> {
    this.opened = false;
  }

  async sendReport(reportId: number, data: Uint8Array): Promise<void> {
    if (!this.opened) throw new DOMException("The device must be opened first.", "InvalidStateError");
    if (reportId !== this.outputId) throw new DOMException("Failed to write the report.", "NotAllowedError");
    this.output = [...data];
    this.wasWritten();
  }

  abstract readonly outputId: number;
  abstract readonly lamps: Readonly<Record<string, number>>;
  abstract press(button: ButtonName): void;

  shown(): string[] {
    return Object.entries(this.lamps).flatMap(([lamp, bit]) => (this.isLit(bit) ? [lamp] : []));
  }

  protected isLit(bit: number): boolean {
    return (((this.output[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
  }

  protected wasWritten(): void {}

  protected say(reportId: number, ...bytes: number[]): void {
    if (!this.opened) return;
    const event = new Event("inputreport");
    const data = new DataView(Uint8Array.from(bytes).buffer);
    this.dispatchEvent(Object.assign(event, { reportId, data, device: this }));
  }

  protected pulse(reportId: number, pressed: number[], released: () => number[]): void {
    this.say(reportId, ...pressed);
    setTimeout(() => this.say(reportId, ...released()), PULSE_MS);
  }
}

/** Its hook is a switch that follows the off-hook lamp and says so; mute and hold speak only off the hook. */
class Jabra extends Headset {
  readonly outputId = 2;
  readonly lamps = { offHook: 0, mute: 2, ring: 3, hold: 4 };
  #isLifted = false;

  press(button: ButtonName): void {
    if (button === "hook") {
      this.#isLifted = !this.#isLifted;
      this.say(2, this.#hook(), 0);
    } else if (button === "reject") this.pulse(2, [this.#hook(), 0b1000], () => [this.#hook(), 0]);
    else if (this.#isLifted)
      this.pulse(2, [this.#hook() | (button === "mute" ? 0b1000 : 0b1_0000), 0], () => [this.#hook(), 0]);
  }

  protected override wasWritten(): void {
    if (this.isLit(0) === this.#isLifted) return;
    this.#isLifted = this.isLit(0);
    setTimeout(() => this.say(2, this.#hook(), 0), ECHO_MS);
  }

  // The line is busy while it is off the hook: the second bit.
  #hook(): number {
    return this.#isLifted ? 0b11 : 0;
  }
}

class Gigaset extends Headset {
  readonly outputId = 2;
  readonly lamps = { offHook: 0, mute: 1, ring: 2, hold: 3 };
  static readonly #bits: Readonly<Record<ButtonName, number>> = { hook: 1, mute: 8, hold: 16, reject: 128 };

  press(button: ButtonName): void {
    this.pulse(2, [Gigaset.#bits[button], 0], () => [0, 0]);
  }
}

class ClosedMouthed extends Headset {
  readonly outputId = 6;
  readonly lamps = { ring: 0, offHook: 1 };
  static readonly #codes: Readonly<Record<ButtonName, number>> = { hook: 0x30, mute: 0x05, hold: 0x11, reject: 0x0c };

  press(button: ButtonName): void {
    this.pulse(5, [ClosedMouthed.#codes[button], 0], () => [0, 0]);
  }
}

const MADE: Readonly<Record<HeadsetName, () => Headset>> = {
  jabra: () => new Jabra(JABRA_LINK_380),
  gigaset: () => new Gigaset(GIGASET_ION),
  "closed-mouthed": () => new ClosedMouthed(CLOSED_MOUTHED),
  keyboard: () => new Gigaset(KEYBOARD),
};
const plugged = new Map<HeadsetName, Headset>();
const hid = (navigator as unknown as { hid: EventTarget & { getDevices(): Promise<Headset[]> } }).hid;

const maySee = ({ vendorId, productId, productName: name, collections }: Headset) =>
  window.hidMaySee(JSON.stringify({ deviceId: name, name, vendorId, productId, collections }));

Object.assign(hid, {
  async getDevices() {
    const all = [...plugged.values()];
    const seen = await Promise.all(all.map(maySee));
    return all.filter((_device, index) => seen[index]);
  },
});

function at(name: HeadsetName): Headset {
  const headset = plugged.get(name);
  if (!headset) throw new Error(`${name} is not plugged in`);
  return headset;
}

window.headsetSimulator = {
  async plug(name) {
    const headset = MADE[name]();
    plugged.set(name, headset);
    if (await maySee(headset)) hid.dispatchEvent(Object.assign(new Event("connect"), { device: headset }));
  },
  unplug(name) {
    const headset = at(name);
    plugged.delete(name);
    headset.opened = false;
    hid.dispatchEvent(Object.assign(new Event("disconnect"), { device: headset }));
  },
  seize(name, isSeized) {
    const headset = at(name);
    headset.isSeized = isSeized;
    if (isSeized) headset.opened = false;
  },
  press: (name, button) => at(name).press(button),
  shown: (name) => at(name).shown().toSorted(),
};
