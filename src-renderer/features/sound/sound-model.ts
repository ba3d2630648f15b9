import { findPresent } from "../../../src-shared/domain/device-ranking.ts";
import type { SoundDevice } from "../../../src-shared/domain/sound-devices.ts";
import type { DeviceSwitch } from "../../../src-shared/ipc/sound.ts";

/** A line of a ranking: what was kept or is there, and whether it is plugged in. */
export type DeviceLine = { readonly device: SoundDevice; readonly isHere: boolean; readonly isUsed: boolean };

/** The ranking as shown: what the operator placed (also when it is away), then what else is there. */
export function deviceLines(
  ranking: readonly SoundDevice[],
  present: readonly SoundDevice[],
  used: SoundDevice | null,
): readonly DeviceLine[] {
  const found = findPresent(ranking, present);
  const line = (device: SoundDevice, isHere: boolean) => ({
    device,
    isHere,
    isUsed: isHere && device.deviceId === used?.deviceId,
  });
  const kept = ranking.map((device, index) => line(found[index] ?? device, Boolean(found[index])));
  return [...kept, ...present.filter((device) => !found.includes(device)).map((device) => line(device, true))];
}

/** The ranking after one device went up (-1) or down (1) by a place. */
export function moveDevice(lines: readonly DeviceLine[], index: number, by: -1 | 1): readonly SoundDevice[] {
  const devices = lines.map(({ device }) => device);
  const [moved] = devices.splice(index, 1);
  if (moved) devices.splice(index + by, 0, moved);
  return devices;
}

/** The ring devices after one was ticked or unticked; one that is away stays chosen. */
export function toggleDevice(
  chosen: readonly SoundDevice[],
  present: readonly SoundDevice[],
  device: SoundDevice,
): readonly SoundDevice[] {
  const index = findPresent(chosen, present).indexOf(device);
  return index < 0 ? [...chosen, device] : chosen.filter((_, each) => each !== index);
}

/** Whether a setting is kept for this device. */
export function isChosen(chosen: readonly SoundDevice[], device: SoundDevice): boolean {
  return findPresent(chosen, [device]).some(Boolean);
}

export type SwitchWords = {
  readonly title: "headsetGone" | "microphoneGone" | "headphonesGone" | "deviceBack";
  readonly microphone: string | null | undefined;
  readonly headphones: string | null | undefined;
};

/** What one toast says of the switches that came together: a headset is a microphone and headphones at once. */
export function switchWords(switches: readonly DeviceSwitch[]): SwitchWords {
  const of = (what: DeviceSwitch["what"]) => switches.findLast((each) => each.what === what);
  const [microphone, headphones] = [of("microphone"), of("headphones")];
  const isGone = (each: DeviceSwitch | undefined) => each?.why === "unplugged";
  const title =
    isGone(microphone) && isGone(headphones)
      ? "headsetGone"
      : isGone(microphone)
        ? "microphoneGone"
        : isGone(headphones)
          ? "headphonesGone"
          : "deviceBack";
  return { title, microphone: microphone?.to, headphones: headphones?.to };
}
