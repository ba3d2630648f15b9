import * as z from "zod";
import { NO_TOPICS, TopicSettings } from "../../src-shared/domain/topics/topic-settings.ts";
import type { HubDatabase, ReadDb, WriteDb } from "../db/schema.ts";
import { readMeta, writeMeta } from "./meta-store.ts";

const Kept = z.object({ version: z.number().int().positive(), settings: TopicSettings });
/** The team's topics with their version, which grows with each change. */
export type VersionedTopics = z.output<typeof Kept>;

export async function readTopics(db: ReadDb): Promise<VersionedTopics> {
  const kept = await readMeta(db, "topics");
  return kept === null ? { version: 1, settings: NO_TOPICS } : Kept.parse(JSON.parse(kept));
}

export function saveTopics(db: HubDatabase | WriteDb, topics: VersionedTopics): Promise<void> {
  return writeMeta(db, "topics", JSON.stringify(topics));
}
