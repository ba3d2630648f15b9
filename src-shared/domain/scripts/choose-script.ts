import type { QueueId, TopicId } from "../../ids.ts";
import type { ChannelKind } from "../channel.ts";
import type { ScriptAudience, ScriptHead } from "./script-head.ts";
import { plainWords } from "./script-text.ts";

/** What of a conversation decides which scripts are for it. */
export type ScriptOccasion = {
  readonly queueId: QueueId | null;
  readonly kind: ChannelKind;
  readonly direction: "in" | "out";
  readonly topicIds: readonly TopicId[];
  readonly customerTags: readonly string[];
};

/** The scripts for a conversation, those that say most about it first, then by title. */
export function scriptsFor(heads: readonly ScriptHead[], occasion: ScriptOccasion): readonly ScriptHead[] {
  return heads
    .filter(({ audience }) => aspectsOf(audience, occasion).every((aspect) => aspect !== "misses"))
    .toSorted(
      (one, other) =>
        weightOf(other.audience, occasion) - weightOf(one.audience, occasion) ||
        one.title.localeCompare(other.title, "ru") ||
        (one.scriptId < other.scriptId ? -1 : 1),
    );
}

/** The script that opens by itself; null: none does. */
export function automaticScript(heads: readonly ScriptHead[], occasion: ScriptOccasion): ScriptHead | null {
  return scriptsFor(heads, occasion).find(({ audience }) => audience.isAutomatic) ?? null;
}

type Aspect = "any" | "fits" | "misses";

/** What tells most about a conversation stands first: the customer, the topic, the queue, then how they came. */
function aspectsOf(audience: ScriptAudience, occasion: ScriptOccasion): readonly Aspect[] {
  const tags = occasion.customerTags.map(plainWords);
  return [
    aspect(audience.customerTags.map(plainWords), (tag) => tags.includes(tag)),
    aspect(audience.topicIds, (topicId) => occasion.topicIds.includes(topicId)),
    aspect(audience.queueIds, (queueId) => queueId === occasion.queueId),
    aspect(audience.directions, (direction) => direction === occasion.direction),
    aspect(audience.kinds, (kind) => kind === occasion.kind),
  ];
}

function aspect<Item>(asked: readonly Item[], isSo: (item: Item) => boolean): Aspect {
  if (asked.length === 0) return "any";
  return asked.some(isSo) ? "fits" : "misses";
}

function weightOf(audience: ScriptAudience, occasion: ScriptOccasion): number {
  return aspectsOf(audience, occasion).reduce((weight, one) => weight * 2 + (one === "fits" ? 1 : 0), 0);
}
