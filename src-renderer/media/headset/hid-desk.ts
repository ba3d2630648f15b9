import { isTelephone, layoutOf } from "../../../src-shared/domain/headset/hid-fields.ts";
import type { HidHeadset } from "../../../src-shared/ipc/headset.ts";
import type { Announce } from "../bridge.ts";
import type { Hid, HidDevice, HidReportEvent } from "./hid-types.ts";

type Kept = { readonly headsetId: string; readonly device: HidDevice; readonly stop: () => void };

/** More bytes than any button needs; what a maker's own channel says at length is not listened to. */
const LONGEST_REPORT = 64;

/** Opens the headsets main lets this page see, and carries their reports both ways. What they mean main knows. */
export class HidDesk {
  readonly #announce: Announce;
  readonly #hid: Hid | null;
  #kept: readonly Kept[] = [];
  #turn: Promise<void> = Promise.resolve();
  #lastId = 0;

  constructor(announce: Announce, hid: Hid | null) {
    this.#announce = announce;
    this.#hid = hid;
    hid?.addEventListener("connect", () => void this.look());
    hid?.addEventListener("disconnect", () => void this.look());
  }

  /** One look after another: two at once would open a device twice. */
  look(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#look());
    return this.#turn;
  }

  async write(headsetId: string, reportId: number, data: readonly number[]): Promise<boolean> {
    const kept = this.#kept.find((one) => one.headsetId === headsetId);
    if (!kept?.device.opened) return false;
    try {
      await kept.device.sendReport(reportId, Uint8Array.from(data));
      return true;
    } catch {
      // Gone, or taken by another program; main is told by `false`.
      return false;
    }
  }

  async #look(): Promise<void> {
    const devices = (await this.#devices()).filter(({ collections }) => isTelephone(collections)).slice(0, 16);
    for (const { device, stop } of this.#kept) {
      if (devices.includes(device)) continue;
      stop();
      await closed(device);
    }
    const kept: Kept[] = [];
    for (const device of devices) {
      const known = this.#kept.find((one) => one.device === device) ?? this.#keep(device);
      await opened(device);
      kept.push(known);
    }
    this.#kept = kept;
    this.#announce("media.headsets-changed", { headsets: kept.map(shown) });
  }

  async #devices(): Promise<readonly HidDevice[]> {
    try {
      return (await this.#hid?.getDevices()) ?? [];
    } catch {
      // The policy of the page forbids it: there are none then.
      return [];
    }
  }

  #keep(device: HidDevice): Kept {
    this.#lastId += 1;
    const headsetId = String(this.#lastId);
    const hear = (event: Event) => {
      const { reportId, data } = event as HidReportEvent;
      if (data.byteLength > LONGEST_REPORT) return;
      const bytes = [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];
      this.#announce("media.headset-reported", { headsetId, reportId, data: bytes });
    };
    device.addEventListener("inputreport", hear);
    return { headsetId, device, stop: () => device.removeEventListener("inputreport", hear) };
  }
}

function shown({ headsetId, device }: Kept): HidHeadset {
  const { vendorId, productId, productName, opened: isOpen, collections } = device;
  return { headsetId, vendorId, productId, name: productName.slice(0, 256), isOpen, layout: layoutOf(collections) };
}

async function opened(device: HidDevice): Promise<void> {
  if (device.opened) return;
  try {
    await device.open();
  } catch {
    // Another program has it for itself; it is shown as busy and tried again at the next look.
  }
}

async function closed(device: HidDevice): Promise<void> {
  if (!device.opened) return;
  try {
    await device.close();
  } catch {
    // It is unplugged: there is nothing to close.
  }
}
