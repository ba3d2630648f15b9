import { PanePreferences } from "../../../src-shared/ipc/pane-preferences.ts";
import { SeenNews } from "../../../src-shared/ipc/seen-news.ts";
import { TourDone } from "../../../src-shared/ipc/tour-done.ts";
import { Preferences } from "../../../src-shared/ipc/workplace.ts";
import type { PreferenceStore } from "../../core/ports/store.ts";
import type { ReadDb, WriteDb } from "./access.ts";
import { jsonSetting } from "./json-setting.ts";

/** A setting that is missing, or that this program does not know, reads as the default. */
export function createPreferenceStore(db: WriteDb, defaults: Preferences): PreferenceStore {
  const panesSetting = jsonSetting<PanePreferences | null>(db, "panes", PanePreferences, null);
  const newsSetting = jsonSetting<SeenNews | null>(db, "news-seen", SeenNews, null);
  const tourSetting = jsonSetting<TourDone | null>(db, "tour-done", TourDone, null);
  return {
    read() {
      const panes = panesSetting.read();
      const newsSeen = newsSetting.read();
      const tourDone = tourSetting.read();
      return {
        ...readPreferences(db, defaults),
        ...(panes !== null && { panes }),
        ...(newsSeen !== null && { newsSeen }),
        ...(tourDone !== null && { tourDone }),
      };
    },
    write: (preferences) =>
      db.transaction(() => {
        const { panes, newsSeen, tourDone, ...words } = Preferences.parse(preferences);
        for (const [name, value] of Object.entries(words))
          db.run(
            "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value,
          );
        if (panes !== undefined) panesSetting.write(panes);
        if (newsSeen !== undefined) newsSetting.write(newsSeen);
        if (tourDone !== undefined) tourSetting.write(tourDone);
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
