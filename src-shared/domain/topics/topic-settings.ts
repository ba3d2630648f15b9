import * as z from "zod";
import type { TopicId } from "../../ids.ts";
import { OutcomeField } from "./contact-outcome.ts";
import { Topic } from "./topic.ts";
import { DEEPEST, isOffered } from "./topic-tree.ts";

/** The team's topics, in the order they are shown, and what is asked for before a wrap-up is finished. */
export const TopicSettings = z
  .strictObject({ topics: z.array(Topic).max(300), required: z.array(OutcomeField).max(3) })
  .superRefine(({ topics, required }, context) => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const byId = new Map(topics.map((topic) => [topic.topicId, topic]));
    for (const [index, topic] of topics.entries()) {
      const { topicId, parentId, name } = topic;
      if (byId.get(topicId) !== topic) refuse(["topics", index, "topicId"], "this topic stands twice");
      if (parentId !== null && !byId.has(parentId)) refuse(["topics", index, "parentId"], "there is no such topic");
      else if (depthOf(topic, byId) > DEEPEST)
        refuse(["topics", index, "parentId"], `topics go ${DEEPEST} deep, and none is under itself`);
      const isTwice = topics.findIndex((other) => other.parentId === parentId && isSameName(other.name, name)) < index;
      if (isTwice && !topic.isArchived) refuse(["topics", index, "name"], "this name stands twice in its place");
    }
    if (required.includes("topics") && !topics.some((topic) => isOffered(topic, topics)))
      refuse(["required"], "a topic can be asked for only where there is one to choose");
  });
export type TopicSettings = z.output<typeof TopicSettings>;

/** A team that never wrote its topics. */
export const NO_TOPICS: TopicSettings = { topics: [], required: [] };

/** The topics that a change would take away: their contacts would lose the name, so they are archived instead. */
export function removedTopics(before: TopicSettings, after: TopicSettings): readonly TopicId[] {
  const kept = new Set(after.topics.map(({ topicId }) => topicId));
  return before.topics.map(({ topicId }) => topicId).filter((topicId) => !kept.has(topicId));
}

function depthOf(topic: Topic, byId: ReadonlyMap<TopicId, Topic>): number {
  let depth = 1;
  for (let { parentId } = topic; parentId !== null && depth <= DEEPEST; depth += 1)
    parentId = byId.get(parentId)?.parentId ?? null;
  return depth;
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
