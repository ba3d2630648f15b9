import type { SoundDevice } from "./sound-devices.ts";

/** Devices of the ranking that are there, as they are now. Two of one name are told apart as long as that can be done. */
export function findPresent(
  ranking: readonly SoundDevice[],
  present: readonly SoundDevice[],
): readonly (SoundDevice | null)[] {
  const free = new Set(present);
  const found = new Map<SoundDevice, SoundDevice>();
  for (const isIt of [isSameId, isSamePlug, isSameName])
    for (const kept of ranking) {
      if (found.has(kept)) continue;
      const match = [...free].find((device) => isIt(kept, device));
      if (!match) continue;
      found.set(kept, match);
      free.delete(match);
    }
  return ranking.map((kept) => found.get(kept) ?? null);
}

/** What is there in the order it should be used: ranked ones first, the others as the system has them. */
export function placeDevices(ranking: readonly SoundDevice[], present: readonly SoundDevice[]): readonly SoundDevice[] {
  const ranked = findPresent(ranking, present).filter((device) => device !== null);
  return [...ranked, ...present.filter((device) => !ranked.includes(device))];
}

function isSameId(kept: SoundDevice, device: SoundDevice): boolean {
  return kept.deviceId !== "" && kept.deviceId === device.deviceId;
}

function isSamePlug(kept: SoundDevice, device: SoundDevice): boolean {
  return isSameName(kept, device) && kept.groupId === device.groupId;
}

function isSameName(kept: SoundDevice, device: SoundDevice): boolean {
  return kept.label !== "" && kept.label === device.label;
}
