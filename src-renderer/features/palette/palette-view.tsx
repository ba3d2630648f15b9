import { VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLeaving } from "../../lib/use-leaving.ts";
import { findByWords } from "../../lib/word-search.ts";
import { Keys } from "../../ui/keys.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { type Command, markedOf, sectionsOf, stepFrom } from "./palette-model.ts";
import css from "./palette-view.module.css";

const GROUPS = {
  call: "palette.call",
  status: "palette.status",
  section: "palette.section",
  window: "palette.window",
  people: "palette.people",
  settings: "palette.settings",
} as const;

type PaletteProps = {
  readonly commands: readonly Command[];
  /** The command that what was typed is by itself: a number to dial. */
  readonly commandOf: (typed: string) => Command | null;
  readonly onClose: () => void;
};

/**
 * All the window can do, by words. It covers neither the phone nor the call bar and holds nobody in: a click beside it
 * does what was clicked, so a call that rings meanwhile is answered as ever.
 */
export function Palette({ commands, commandOf, onClose }: PaletteProps) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [markedId, setMarkedId] = useState<string | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const leave = useLeaving(panel, onClose);
  // Opened by the operator's own key or click, to be typed into.
  useEffect(() => field.current?.focus(), []);
  const sections = useMemo(() => {
    const own = commandOf(typed);
    const found = findByWords(commands, typed);
    return sectionsOf(own ? [own, ...found] : found, typed);
  }, [commands, commandOf, typed]);
  const shown = sections.flatMap((section) => section.commands);
  const marked = markedOf(shown, markedId);
  const optionId = (command: Command) => `${id}-${command.id}`;
  const markedOption = marked && optionId(marked);
  useEffect(() => {
    if (markedOption) document.getElementById(markedOption)?.scrollIntoView({ block: "nearest" });
  }, [markedOption]);
  const run = (command: Command | null) => {
    if (!command || command.block) return;
    leave();
    command.run();
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    if (step) setMarkedId(stepFrom(shown, markedId, step)?.id ?? null);
    else if (event.code === "Enter" || event.code === "NumpadEnter") run(marked);
    else if (event.code === "Escape" && !event.shiftKey) leave();
    else if (event.code !== "Tab") return;
    event.preventDefault();
  };
  return (
    <div ref={panel} className={css.panel} role="dialog" aria-label={t("palette.title")} data-testid="palette">
      <SearchField
        className={css.field}
        isBare
        ref={field}
        role="combobox"
        label={t("palette.search")}
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={markedOption ?? undefined}
        value={typed}
        onType={(words) => {
          setTyped(words);
          setMarkedId(null);
        }}
        onKeyDown={handleKeyDown}
      >
        <Keys>Esc</Keys>
      </SearchField>
      <div className={css.list} role="listbox" id={`${id}-list`} aria-label={t("palette.title")}>
        {sections.map((section) => {
          const options = section.commands.map((command) => (
            <Option
              key={command.id}
              id={optionId(command)}
              command={command}
              isMarked={command === marked}
              onMark={() => setMarkedId(command.id)}
              onRun={() => run(command)}
            />
          ));
          if (section.group === null) return options;
          const heading = t(GROUPS[section.group]);
          return (
            <fieldset key={section.group} className={css.group} aria-label={heading}>
              <div className={css.heading} aria-hidden="true">
                {heading}
              </div>
              {options}
            </fieldset>
          );
        })}
      </div>
      {shown.length === 0 && <p className={css.empty}>{t("palette.nothing")}</p>}
      <VisuallyHidden role="status">{typed !== "" && t("palette.found", { count: shown.length })}</VisuallyHidden>
    </div>
  );
}

type OptionProps = {
  readonly id: string;
  readonly command: Command;
  readonly isMarked: boolean;
  readonly onMark: () => void;
  readonly onRun: () => void;
};

function Option({ id, command, isMarked, onMark, onRun }: OptionProps) {
  const note = command.block ?? command.hint;
  return (
    <button
      type="button"
      tabIndex={-1}
      id={id}
      className={css.option}
      role="option"
      aria-selected={isMarked}
      aria-disabled={Boolean(command.block) || undefined}
      aria-keyshortcuts={command.keys?.replaceAll("Ctrl", "Control").replaceAll(" ", "+")}
      onPointerMove={onMark}
      // The field keeps the focus, and so the keys.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onRun}
    >
      <span className={css.icon}>{command.icon}</span>
      <span className={css.name}>{command.title}</span>
      {note && <span className={css.note}>{note}</span>}
      <span className={css.end}>
        {command.isChosen && <IconCheck size={16} stroke={1.75} aria-hidden="true" />}
        {command.keys && <Keys>{command.keys}</Keys>}
      </span>
    </button>
  );
}
