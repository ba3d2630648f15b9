import { Preferences } from "../../../src-shared/ipc/workplace.ts";
import type { PreferenceStore } from "../../core/ports/store.ts";
import type { ReadDb, WriteDb } from "./access.ts";

/** A setting that is missing, or that this program does not know, reads as the default. */
export function createPreferenceStore(db: WriteDb, defaults: Preferences): PreferenceStore {
  return {
    read: () => readPreferences(db, defaults),
    write: (preferences) =>
      db.transaction(() => {
        for (const [name, value] of Object.entries(Preferences.parse(preferences)))
          db.run(
            "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value,
          );
      }),
  };
}

function readPreferences(db: ReadDb, defaults: Preferences): Preferences {
  const kept = new Map(
    db.all<{ name: string; value: string }>("SELECT name, value FROM preferences").map((row) => [row.name, row.value]),
  );
  const { locale, theme } = Preferences.shape;
  return {
    locale: locale.catch(defaults.locale).parse(kept.get("locale")),
    theme: theme.catch(defaults.theme).parse(kept.get("theme")),
  };
}
