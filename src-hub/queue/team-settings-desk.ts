import { changesBetween } from "../../src-shared/domain/settings-change.ts";
import { settingsOf, type TeamSettings } from "../../src-shared/domain/team-settings.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import { readSettingsVersion, saveSettingsVersion, saveTeamSettings } from "../accounts/team-store.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { HubService } from "../service/hub-service.ts";

export type VersionedSettings = { readonly version: number; readonly settings: TeamSettings };

type Parts = { readonly db: HubDatabase; readonly directory: Directory; readonly service: HubService };

/** The team's settings as they stand. */
export async function readTeamSettings({ db, directory }: Omit<Parts, "service">): Promise<VersionedSettings> {
  return { version: await readSettingsVersion(db), settings: settingsOf(directory.team) };
}

/**
 * Changes the team's settings while contacts wait, ring and are talked in: who knows the team knows the new one at once.
 * Each place that differs is logged with who changed it. `detail` of a refusal: the version there is, or the queues meant.
 */
export function changeTeamSettings(
  { db, directory, service }: Parts,
  actor: string,
  { version, settings }: VersionedSettings,
): Promise<Result<VersionedSettings, "settings-changed" | "other-queues">> {
  return service.changeTeam<VersionedSettings, "settings-changed" | "other-queues">(async () => {
    const known = await readTeamSettings({ db, directory });
    if (known.version !== version) return refused("settings-changed", "now", known.version);
    const [ours, theirs] = [known.settings, settings].map(({ queues }) =>
      queues.map(({ queueId }) => queueId as string),
    );
    const other = [...(ours ?? []), ...(theirs ?? [])].filter((id) => !(ours?.includes(id) && theirs?.includes(id)));
    if (other.length > 0) return refused("other-queues", "no", other);
    const changes = [...changesBetween(known.settings, settings)];
    if (changes.length === 0) return accepted({ events: [], write: async () => undefined, value: known });
    const next = { version: version + 1, settings };
    const payload = { area: "team" as const, version: next.version, changes };
    const event: NewEvent = { type: "settings.changed", actor, payload };
    return accepted({
      events: [event],
      write: async (transaction) => {
        await saveTeamSettings(transaction, settings);
        await saveSettingsVersion(transaction, next.version);
      },
      value: next,
    });
  });
}
