import { FIRST_SOUND, SoundSettings } from "../../../src-shared/domain/sound-devices.ts";
import type { SoundStore } from "../../core/ports/store.ts";
import type { WriteDb } from "./access.ts";

const NAME = "sound";

/** One setting among the preferences, as JSON; what this program cannot read is the default. */
export function createSoundStore(db: WriteDb): SoundStore {
  return {
    read() {
      const [row] = db.all<{ value: string }>("SELECT value FROM preferences WHERE name = ?", NAME);
      return row ? SoundSettings.catch(FIRST_SOUND).parse(parsed(row.value)) : FIRST_SOUND;
    },
    write: (settings) =>
      db.transaction(() => {
        db.run(
          "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          NAME,
          JSON.stringify(SoundSettings.parse(settings)),
        );
      }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
