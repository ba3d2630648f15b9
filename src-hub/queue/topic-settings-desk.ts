import { changesBetween, type SettingsChange } from "../../src-shared/domain/settings-change.ts";
import { removedTopics, type TopicSettings } from "../../src-shared/domain/topics/topic-settings.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { HubDatabase } from "../db/schema.ts";
import { readTopics, saveTopics, type VersionedTopics } from "../log/topic-store.ts";
import type { HubService } from "../service/hub-service.ts";

type Parts = { readonly db: HubDatabase; readonly service: Pick<HubService, "changeTeam"> };

/**
 * Changes the team's topics while contacts are written up: every desktop knows the new ones at once. Each place that differs
 * is logged with who changed it. `detail` of a refusal: the version there is, or the topics that would be lost.
 */
export function changeTopics(
  { db, service }: Parts,
  actor: string,
  { version, settings }: VersionedTopics,
): Promise<Result<VersionedTopics, "settings-changed" | "topic-removed">> {
  return service.changeTeam<VersionedTopics, "settings-changed" | "topic-removed">(async () => {
    const known = await readTopics(db);
    if (known.version !== version) return refused("settings-changed", "now", known.version);
    const removed = removedTopics(known.settings, settings);
    if (removed.length > 0) return refused("topic-removed", "no", removed);
    const changes = changesOf(known.settings, settings);
    if (changes.length === 0) return accepted({ events: [], write: async () => undefined, value: known });
    const next = { version: version + 1, settings };
    const event: NewEvent = { type: "topics.changed", actor, payload: { version: next.version, changes } };
    return accepted({ events: [event], write: (transaction) => saveTopics(transaction, next), value: next });
  });
}

/** Topics are compared by their ids; that they stand in another order is a change of its own. */
function changesOf(before: TopicSettings, after: TopicSettings): SettingsChange[] {
  const [old, now] = [before, after].map((settings) => ({
    ...settings,
    order: settings.topics.map(({ topicId }) => topicId),
  }));
  return [...changesBetween(old, now)];
}
