import { HeadsetSettings, NO_HEADSETS } from "../../../src-shared/domain/headset/headset.ts";
import type { HeadsetStore } from "../../core/ports/store.ts";
import type { WriteDb } from "./access.ts";

const NAME = "headsets";

/** What the operator allowed and taught, beside the other settings; what this program cannot read counts as nothing. */
export function createHeadsetStore(db: WriteDb): HeadsetStore {
  return {
    read() {
      const row = db.get<{ value: string }>("SELECT value FROM preferences WHERE name = ?", NAME);
      return row ? parsed(row.value) : NO_HEADSETS;
    },
    write: (settings) => {
      db.run(
        "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        NAME,
        JSON.stringify(HeadsetSettings.parse(settings)),
      );
    },
  };
}

function parsed(text: string): HeadsetSettings {
  try {
    return HeadsetSettings.parse(JSON.parse(text));
  } catch {
    // Headsets are to be allowed again: a right that cannot be read is no right.
    return NO_HEADSETS;
  }
}
