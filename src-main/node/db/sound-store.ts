import * as z from "zod";
import { FIRST_SOUND, SoundSettings } from "../../../src-shared/domain/sound-devices.ts";
import type { SoundStore } from "../../core/ports/store.ts";
import type { WriteDb } from "./access.ts";
import { jsonSetting } from "./json-setting.ts";

/** What an older program did not write is the default. */
const Completed = z.preprocess(
  (kept) => (typeof kept === "object" && kept !== null ? { ...FIRST_SOUND, ...kept } : kept),
  SoundSettings,
);

/** Devices, volumes and the ring. */
export function createSoundStore(db: WriteDb): SoundStore {
  return jsonSetting<SoundSettings>(db, "sound", Completed, FIRST_SOUND);
}
