import { FIRST_SOUND, SoundSettings } from "../../../src-shared/domain/sound-devices.ts";
import type { SoundStore } from "../../core/ports/store.ts";
import type { WriteDb } from "./access.ts";

const NAME = "sound";

/** One setting among the preferences, as JSON; what this program cannot read, or an older one did not write, is the default. */
export function createSoundStore(db: WriteDb): SoundStore {
  return {
    read() {
      const [row] = db.all<{ value: string }>("SELECT value FROM preferences WHERE name = ?", NAME);
      return row ? SoundSettings.catch(FIRST_SOUND).parse(completed(parsed(row.value))) : FIRST_SOUND;
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

function completed(kept: unknown): unknown {
  return typeof kept === "object" && kept !== null ? { ...FIRST_SOUND, ...kept } : kept;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
