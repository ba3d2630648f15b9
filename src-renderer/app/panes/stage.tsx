import { type CSSProperties, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  fittedPaneWidths,
  type Pane,
  type PaneWidths,
  usualPaneWidths,
} from "../../../src-shared/domain/pane-widths.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { PaneEdge } from "./pane-edge.tsx";
import css from "./stage.module.css";
import { useWindowWidth } from "./use-window-width.ts";

type StageProps = {
  readonly list: ReactNode;
  readonly centre: ReactNode;
  /** Null: no contact is shown, so there is no card. */
  readonly card: ReactNode;
  readonly heading: ReactNode;
};

type Displays = Readonly<Record<string, PaneWidths>>;

/**
 * List, centre and customer card side by side, with edges that are moved by hand or by keys. The widths are main's to
 * keep, one set for each size of display, and come with the first snapshot: nothing jumps at the start.
 */
export function Stage({ list, centre, card, heading }: StageProps) {
  const { t } = useTranslation();
  const command = useCommand();
  const windowWidth = useWindowWidth();
  const kept: Displays = useWorkplace(({ preferences }) => preferences.panes) ?? NONE;
  // What was moved in this window counts before main's answer, so that an edge never springs back under the hand.
  const [moved, setMoved] = useState<Displays>(NONE);
  const widthsOn = (display: string) => moved[display] ?? kept[display] ?? NONE;
  const hasCard = card !== null;
  const fitted = fittedPaneWidths(windowWidth, widthsOn(displayNow()), hasCard);
  const move = (pane: Pane, width: number): Displays => {
    const display = displayNow();
    const all = { ...moved, [display]: { ...widthsOn(display), [pane]: width } };
    setMoved(all);
    return all;
  };
  const keep = (pane: Pane, width: number) => {
    const panes = { ...kept, ...move(pane, width) };
    void command("preferences.set", { panes });
  };
  const edge = (pane: Pane, words: string) => (
    <PaneEdge
      pane={pane}
      label={words}
      width={fitted[pane]}
      usual={usualPaneWidths(windowWidth)[pane]}
      onMove={(width) => void move(pane, width)}
      onKeep={(width) => keep(pane, width)}
    />
  );
  const style: CSSProperties & Record<`--${string}`, string> = {
    "--list": `${fitted.list}px`,
    "--card": `${fitted.card}px`,
  };
  return (
    <main className={css.stage} data-card={hasCard || undefined} style={style}>
      {heading}
      {list}
      {edge("list", t("frame.edgeOfList"))}
      {centre}
      {hasCard && edge("card", t("frame.edgeOfCard"))}
      {hasCard && (
        <div className={css.whole} data-walk="card">
          {card}
        </div>
      )}
    </main>
  );
}

const NONE = {};

/** The size of the display the window is on now: it may have been dragged to another one. */
function displayNow(): string {
  return `${screen.width}x${screen.height}`;
}
