import { Hotkeys } from "../../../src-shared/domain/global-hotkeys.ts";
import type { HotkeyStore } from "../../core/ports/store.ts";
import type { WriteDb } from "./access.ts";

const NAME = "hotkeys";

/** The chosen keys, beside the other settings; what this program cannot read is as if nothing was chosen. */
export function createHotkeyStore(db: WriteDb): HotkeyStore {
  return {
    read() {
      const row = db.get<{ value: string }>("SELECT value FROM preferences WHERE name = ?", NAME);
      if (!row) return {};
      try {
        return Hotkeys.parse(JSON.parse(row.value));
      } catch {
        // A newer program may know other actions: its choice is kept until one is made here.
        return {};
      }
    },
    write: (hotkeys) => {
      db.run(
        "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        NAME,
        JSON.stringify(Hotkeys.parse(hotkeys)),
      );
    },
  };
}
