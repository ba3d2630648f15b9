import type { TopicId } from "../../ids.ts";
import type { Topic } from "./topic.ts";

/** Groups, topics and their kinds: what is deeper nobody finds in a minute. */
export const DEEPEST = 3;

/** Whether a topic can be chosen now: nothing of it is archived, and no topic stands under it. */
export function isOffered(topic: Topic, topics: readonly Topic[]): boolean {
  return isCurrent(topic, topics) && !topics.some((other) => other.parentId === topic.topicId && !other.isArchived);
}

/** Whether neither the topic nor any it stands under is archived. */
export function isCurrent(topic: Topic, topics: readonly Topic[]): boolean {
  return pathOf(topic, topics).every(({ isArchived }) => !isArchived);
}

/** The topic with all it stands under, the outermost first. */
export function pathOf(topic: Topic, topics: readonly Topic[]): readonly Topic[] {
  const path = [topic];
  for (let { parentId } = topic; parentId !== null && path.length < DEEPEST; ) {
    const parent = topics.find(({ topicId }) => topicId === parentId);
    if (!parent) break;
    path.unshift(parent);
    parentId = parent.parentId;
  }
  return path;
}

/** «Доставка › Перенос даты»; null: this team has no such topic. */
export function topicName(topicId: TopicId, topics: readonly Topic[]): string | null {
  const topic = topics.find((one) => one.topicId === topicId);
  return topic
    ? pathOf(topic, topics)
        .map(({ name }) => name)
        .join(" › ")
    : null;
}
