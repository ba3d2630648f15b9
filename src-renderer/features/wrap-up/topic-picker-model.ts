import type { TopicRow } from "../../../src-shared/domain/topics/topic-rows.ts";
import type { TopicId } from "../../../src-shared/ids.ts";

/** A tree this small is shown open. */
const OPEN_UP_TO = 14;

/** The groups that are open at first: all of a small tree, else those of what is chosen. */
export function firstOpen(
  topics: readonly { readonly topicId: TopicId; readonly parentId: TopicId | null }[],
  chosen: readonly TopicId[],
): ReadonlySet<TopicId> {
  const byId = new Map(topics.map((topic) => [topic.topicId, topic]));
  const groups = topics.flatMap(({ topicId, parentId }) =>
    parentId !== null && (topics.length <= OPEN_UP_TO || chosen.includes(topicId))
      ? [parentId, byId.get(parentId)?.parentId ?? parentId]
      : [],
  );
  return new Set(groups);
}

/** What a key does in the search above the tree; null: it types, or is somebody else's. */
export type TreeStep =
  | { readonly does: "mark"; readonly topicId: TopicId }
  | { readonly does: "take"; readonly row: TopicRow }
  | { readonly does: "clear" | "remove-last" };

/** Where the hand is in the tree: `isWalking` once arrows were used, so that a space ticks and does not type. */
export type TreeHand = { readonly typed: string; readonly marked: TopicRow | null; readonly isWalking: boolean };

export function treeStep(
  code: string,
  rows: readonly TopicRow[],
  { typed, marked, isWalking }: TreeHand,
): TreeStep | null {
  const at = marked ? rows.findIndex(({ topicId }) => topicId === marked.topicId) : -1;
  const to = (row: TopicRow | undefined): TreeStep | null => (row ? { does: "mark", topicId: row.topicId } : null);
  switch (code) {
    case "ArrowDown":
      return to(rows[Math.min(at + 1, rows.length - 1)]);
    case "ArrowUp":
      return to(rows[at < 0 ? rows.length - 1 : Math.max(at - 1, 0)]);
    case "ArrowRight":
      return isWalking && marked?.isGroup && !marked.isOpen ? { does: "take", row: marked } : null;
    case "ArrowLeft":
      if (!isWalking || !marked || typed !== "") return null;
      if (marked.isGroup && marked.isOpen) return { does: "take", row: marked };
      return to(rows.find(({ topicId }) => topicId === marked.parentId));
    case "Enter":
    case "NumpadEnter":
      return marked && { does: "take", row: marked };
    case "Space":
      return isWalking && marked ? { does: "take", row: marked } : null;
    case "Escape":
      return typed === "" ? null : { does: "clear" };
    case "Backspace":
      return typed === "" ? { does: "remove-last" } : null;
    default:
      return null;
  }
}

/** The line that Enter takes: where the arrows are, else the first topic that was found. */
export function markedRow(rows: readonly TopicRow[], markedId: TopicId | null, typed: string): TopicRow | null {
  const walked = rows.find(({ topicId }) => topicId === markedId);
  return walked ?? (typed.trim() === "" ? null : (rows.find(({ isGroup }) => !isGroup) ?? null));
}
