import { Tooltip, VisuallyHidden } from "@mantine/core";
import type { ReactNode, Ref } from "react";
import { useTranslation } from "react-i18next";
import css from "../call-bar-view.module.css";
import type { TileBlock } from "../phone-model.ts";

const BLOCK_KEYS = {
  "after-answer": "phone.afterAnswer",
  "after-connect": "phone.afterConnect",
  "after-resume": "phone.afterResume",
  "after-party": "transfer.waitForParty",
  joining: "transfer.afterJoin",
  "asking-pbx": "phone.askingPbx",
} as const satisfies Record<NonNullable<TileBlock>, string>;

type CallTileProps = {
  readonly icon: ReactNode;
  readonly word: string;
  /** The rest of the name for readers: what the word acts on. */
  readonly object: string;
  readonly keyCap: string;
  readonly shortcut?: string;
  readonly isOn?: boolean;
  readonly isExpanded?: boolean;
  readonly block: TileBlock;
  readonly onClick: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
};

/**
 * A tile of the call bar. One that cannot work stays in its place and says why. The word of a toggle changes with its
 * state, so there is no `aria-pressed` beside it (WAI-ARIA practices: one of the two).
 */
export function CallTile({
  ref,
  icon,
  word,
  object,
  keyCap,
  shortcut,
  isOn,
  isExpanded,
  block,
  onClick,
}: CallTileProps) {
  const { t } = useTranslation();
  const reason = block ? t(BLOCK_KEYS[block]) : undefined;
  return (
    <Tooltip label={reason} disabled={!reason} events={{ hover: true, focus: true, touch: false }}>
      <button
        ref={ref}
        type="button"
        className={css.tile}
        data-on={isOn || undefined}
        aria-expanded={isExpanded}
        aria-disabled={block ? true : undefined}
        aria-description={reason}
        aria-keyshortcuts={shortcut}
        onClick={() => !block && onClick()}
      >
        {icon}
        <span>
          {word}
          <VisuallyHidden component="span"> {object}</VisuallyHidden>
        </span>
        <span className={css.cap} aria-hidden="true">
          {keyCap}
        </span>
      </button>
    </Tooltip>
  );
}
