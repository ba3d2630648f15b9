import { FIRST_SOUND } from "../../../src-shared/domain/sound-devices.ts";
import type { NoiseState, SoundView } from "../../../src-shared/ipc/sound.ts";

const device = (deviceId: string, groupId: string, label: string) => ({ deviceId, groupId, label });
const headset = device("m-ton", "ton", "USB-гарнитура «Тон 40», микрофон");
const laptop = device("m-laptop", "laptop", "Встроенный микрофон");
const away = device("m-away", "away", "Bluetooth «Шаг 2»");
const earphones = device("h-ton", "ton", "USB-гарнитура «Тон 40», наушники");
const speakers = device("h-laptop", "laptop", "Динамики ноутбука");

/** A desk with a headset and a laptop; a third microphone is known and away. */
export const soundOfDesk: SoundView = {
  settings: {
    ...FIRST_SOUND,
    microphones: [headset, away, laptop],
    headphones: [earphones, speakers],
    ring: { ...FIRST_SOUND.ring, devices: [speakers] },
  },
  present: { microphones: [headset, laptop], headphones: [earphones, speakers] },
  microphone: headset,
  headphones: earphones,
  noise: "off",
  input: "alive",
};

/** The same, with the noise of the headset's microphone taken out, or not. */
export function soundWithoutNoise(noise: NoiseState): SoundView {
  return { ...soundOfDesk, settings: { ...soundOfDesk.settings, noiseSuppressed: [headset] }, noise };
}
