import { VisuallyHidden } from "@mantine/core";
import { IconCheck, IconChevronDown, IconChevronRight, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { TOPICS_LIMIT } from "../../../../src-shared/domain/topics/outcome-limits.ts";
import type { Topic } from "../../../../src-shared/domain/topics/topic.ts";
import { type TopicRow, topicRows } from "../../../../src-shared/domain/topics/topic-rows.ts";
import { topicName } from "../../../../src-shared/domain/topics/topic-tree.ts";
import type { TopicId } from "../../../../src-shared/ids.ts";
import { foundPieces } from "../../../lib/found-pieces.ts";
import { Keys } from "../../../ui/keys.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import css from "../outcome.module.css";
import { firstOpen, markedRow, treeStep } from "../topic-picker-model.ts";
import { FieldHead } from "./field-head.tsx";

type TopicPickerProps = {
  readonly topics: readonly Topic[];
  readonly chosen: readonly TopicId[];
  readonly isRequired: boolean;
  /** What is wrong, in words. */
  readonly problem: string | null;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly isAutofocused: boolean;
  readonly onChoose: (chosen: readonly TopicId[]) => void;
};

/** What the contact was about: the chosen topics, and the tree with a search that has the keys of both. */
export function TopicPicker({ topics, chosen, isRequired, problem, field, isAutofocused, onChoose }: TopicPickerProps) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [opened, setOpened] = useState<ReadonlySet<TopicId> | null>(null);
  const [markedId, setMarkedId] = useState<TopicId | null>(null);
  const open = opened ?? firstOpen(topics, chosen);
  const rows = topicRows(topics, typed, open);
  const marked = markedRow(rows, markedId, typed);
  const markedLine = marked && `${id}-${marked.topicId}`;
  useEffect(() => {
    if (markedLine) document.getElementById(markedLine)?.scrollIntoView({ block: "nearest" });
  }, [markedLine]);
  const isFull = chosen.length >= TOPICS_LIMIT;
  const nameOf = (topicId: TopicId) => topicName(topicId, topics) ?? t("wrapUp.topicGone");
  const remove = (topicId: TopicId) => onChoose(chosen.filter((one) => one !== topicId));
  const take = ({ topicId, isGroup }: TopicRow) => {
    if (isGroup)
      setOpened(open.has(topicId) ? new Set([...open].filter((one) => one !== topicId)) : new Set([...open, topicId]));
    else if (chosen.includes(topicId)) remove(topicId);
    else if (!isFull) onChoose([...chosen, topicId]);
  };
  const type = (words: string) => {
    setTyped(words);
    setMarkedId(null);
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const step = treeStep(event.code, rows, { typed, marked, isWalking: markedId !== null });
    if (step === null) return;
    event.preventDefault();
    if (step.does === "mark") setMarkedId(step.topicId);
    else if (step.does === "take") take(step.row);
    else if (step.does === "clear") type("");
    else onChoose(chosen.slice(0, -1));
  };
  const words = problem ?? (isFull ? t("wrapUp.topicFull", { count: TOPICS_LIMIT }) : null);
  return (
    <div className={css.topics}>
      <FieldHead title={t("wrapUp.topics")} isRequired={isRequired} />
      {chosen.length > 0 && (
        <ul className={css.chips} aria-label={t("wrapUp.topicChosen")}>
          {chosen.map((topicId) => (
            <li key={topicId} className={css.chip}>
              <span className={css.chipName} title={nameOf(topicId)}>
                {nameOf(topicId)}
              </span>
              <button
                type="button"
                className={css.chipOff}
                aria-label={t("wrapUp.topicRemove", { topic: nameOf(topicId) })}
                onClick={() => remove(topicId)}
              >
                <IconX size={14} stroke={1.75} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <SearchField
        ref={field}
        role="combobox"
        label={t("wrapUp.topicSearch")}
        aria-expanded="true"
        aria-haspopup="tree"
        aria-controls={`${id}-tree`}
        aria-activedescendant={markedLine ?? undefined}
        aria-invalid={problem !== null}
        aria-describedby={words === null ? undefined : `${id}-words`}
        aria-keyshortcuts="/"
        data-autofocus={isAutofocused || undefined}
        value={typed}
        onType={type}
        onKeyDown={handleKeyDown}
      >
        <Keys>/</Keys>
      </SearchField>
      {words !== null && (
        <p className={css.words} id={`${id}-words`} data-bad={problem !== null || undefined}>
          {words}
        </p>
      )}
      <div
        className={css.tree}
        role="tree"
        id={`${id}-tree`}
        aria-label={t("wrapUp.topicTree")}
        aria-multiselectable="true"
      >
        {rows.map((row) => (
          <TopicLine
            key={row.topicId}
            id={`${id}-${row.topicId}`}
            row={row}
            isMarked={row.topicId === marked?.topicId}
            isChosen={chosen.includes(row.topicId)}
            isOff={isFull && !row.isGroup && !chosen.includes(row.topicId)}
            onTake={() => take(row)}
          />
        ))}
        {rows.length === 0 && <p className={css.none}>{t("wrapUp.topicNone")}</p>}
      </div>
      <VisuallyHidden role="status">
        {typed !== "" && t("wrapUp.topicFound", { count: rows.filter(({ isGroup }) => !isGroup).length })}
      </VisuallyHidden>
    </div>
  );
}

type TopicLineProps = {
  readonly id: string;
  readonly row: TopicRow;
  readonly isMarked: boolean;
  readonly isChosen: boolean;
  readonly isOff: boolean;
  readonly onTake: () => void;
};

function TopicLine({ id, row, isMarked, isChosen, isOff, onTake }: TopicLineProps) {
  const { name, depth, isGroup, isOpen, marks } = row;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <button
      type="button"
      tabIndex={-1}
      id={id}
      className={css.line}
      role="treeitem"
      aria-level={depth + 1}
      {...(isGroup ? { "aria-expanded": isOpen, "aria-selected": isMarked } : { "aria-selected": isChosen })}
      aria-disabled={isOff || undefined}
      data-marked={isMarked || undefined}
      data-depth={depth}
      // The field keeps the focus, and so the keys.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      {isGroup ? (
        <Chevron className={css.chevron} size={14} stroke={1.75} aria-hidden="true" />
      ) : (
        <span className={css.box} aria-hidden="true">
          {isChosen && <IconCheck size={14} stroke={2} />}
        </span>
      )}
      <span className={isGroup ? css.group : css.leaf}>
        {foundPieces(name, marks).map(({ from, text, isFound }) =>
          isFound ? (
            <mark key={from} className={css.mark}>
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </span>
    </button>
  );
}
