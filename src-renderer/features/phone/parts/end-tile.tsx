import { VisuallyHidden } from "@mantine/core";
import { HangUpIcon } from "../../../ui/hang-up-icon.tsx";
import css from "../call-bar-view.module.css";

type EndTileProps = {
  readonly word: string;
  /** The rest of the name for readers: what is ended. */
  readonly object: string;
  readonly onClick: () => void;
};

/** The red tile at the far right: the one way to end what the bar shows. */
export function EndTile({ word, object, onClick }: EndTileProps) {
  return (
    <button
      type="button"
      className={css.end}
      data-testid="hang-up"
      aria-keyshortcuts="Shift+Escape"
      onClick={() => onClick()}
    >
      <HangUpIcon size={20} />
      <span>
        {word}
        <VisuallyHidden component="span"> {object}</VisuallyHidden>
      </span>
      <span className={css.cap} aria-hidden="true">
        ⇧ Esc
      </span>
    </button>
  );
}
