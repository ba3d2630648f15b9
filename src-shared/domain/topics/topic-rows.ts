import type { TopicId } from "../../ids.ts";
import { inOtherLayout } from "../keyboard-layout.ts";
import {
  markWords,
  parseSearch,
  type SearchMark,
  type SearchTerm,
  searchStems,
  stemAnswers,
} from "../search/search-query.ts";
import type { Topic } from "./topic.ts";
import { isCurrent, pathOf } from "./topic-tree.ts";

/** A line of the tree as it is shown. `depth` from 0; `isGroup`: it is opened and closed, not chosen. */
export type TopicRow = {
  readonly topicId: TopicId;
  readonly parentId: TopicId | null;
  readonly name: string;
  readonly depth: number;
  readonly isGroup: boolean;
  readonly isOpen: boolean;
  /** What of the name answers the search. */
  readonly marks: readonly SearchMark[];
};

/**
 * The lines of the tree: without a search those whose groups are open; with one the topics whose name or groups answer
 * every word, with their groups, all open. What finds nothing is tried in the other layout of the keyboard.
 */
export function topicRows(topics: readonly Topic[], search: string, open: ReadonlySet<TopicId>): readonly TopicRow[] {
  const current = topics.filter((topic) => isCurrent(topic, topics));
  const terms = parseSearch(search);
  if (terms.length === 0)
    return rowsUnder(null, 0, current, { isShown: () => true, isOpen: (id) => open.has(id), terms });
  const found = foundRows(current, terms);
  return found.length > 0 ? found : foundRows(current, parseSearch(inOtherLayout(search)));
}

type Shown = {
  readonly isShown: (topicId: TopicId) => boolean;
  readonly isOpen: (topicId: TopicId) => boolean;
  readonly terms: readonly SearchTerm[];
};

function foundRows(current: readonly Topic[], terms: readonly SearchTerm[]): readonly TopicRow[] {
  const shown = new Set(
    current
      .map((topic) => pathOf(topic, current))
      .filter((path) => answers(path.map(({ name }) => name).join(" "), terms))
      .flatMap((path) => path.map(({ topicId }) => topicId)),
  );
  return rowsUnder(null, 0, current, { isShown: (id) => shown.has(id), isOpen: () => true, terms });
}

function rowsUnder(
  parentId: TopicId | null,
  depth: number,
  current: readonly Topic[],
  shown: Shown,
): readonly TopicRow[] {
  return current
    .filter((topic) => topic.parentId === parentId && shown.isShown(topic.topicId))
    .flatMap(({ topicId, name }) => {
      const isGroup = current.some((other) => other.parentId === topicId);
      const isOpen = isGroup && shown.isOpen(topicId);
      const marks = shown.terms.flatMap(({ words }) =>
        words.flatMap((word) => markWords(name, { words: [word], fragments: [] })),
      );
      const row = { topicId, parentId, name, depth, isGroup, isOpen, marks: inOrder(marks) };
      return isOpen ? [row, ...rowsUnder(topicId, depth + 1, current, shown)] : [row];
    });
}

function answers(text: string, terms: readonly SearchTerm[]): boolean {
  const stems = searchStems(text);
  return (
    terms.length > 0 && terms.every(({ words }) => words.every((word) => stems.some((stem) => stemAnswers(stem, word))))
  );
}

/** Marks that do not touch, from the first to the last. */
function inOrder(marks: readonly SearchMark[]): readonly SearchMark[] {
  return marks
    .toSorted((one, other) => one.from - other.from)
    .filter(({ from }, index, all) => index === 0 || from !== all[index - 1]?.from);
}
