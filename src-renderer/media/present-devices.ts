import type { PresentDevices, SoundDevice } from "../../src-shared/domain/sound-devices.ts";

/** Chromium lists its choice twice: as itself, and under these names. */
const NICKNAMES: ReadonlySet<string> = new Set(["default", "communications"]);

/** What is plugged in, the system's own choice first. */
export function presentDevices(listed: readonly MediaDeviceInfo[]): PresentDevices {
  return { microphones: ofKind(listed, "audioinput"), headphones: ofKind(listed, "audiooutput") };
}

function ofKind(listed: readonly MediaDeviceInfo[], kind: MediaDeviceKind): SoundDevice[] {
  const all = listed.filter((device) => device.kind === kind);
  const real = all.filter(({ deviceId }) => !NICKNAMES.has(deviceId));
  const own = all.find(({ deviceId }) => deviceId === "default");
  const isOwn = (device: MediaDeviceInfo) => own !== undefined && device.groupId === own.groupId;
  const sorted = [...real.filter(isOwn), ...real.filter((device) => !isOwn(device))];
  return (sorted.length > 0 ? sorted : all).map(({ deviceId, groupId, label }) => ({ deviceId, groupId, label }));
}
