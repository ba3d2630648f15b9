import type { ReactNode } from "react";
import css from "./call-row.module.css";

type CallRowProps = {
  readonly tile: ReactNode;
  readonly title: string;
  readonly note: ReactNode;
  readonly aside: ReactNode;
};

/** The inside of a row of the list pane: tile, who, what about, time. */
export function CallRow({ tile, title, note, aside }: CallRowProps) {
  return (
    <>
      {tile}
      <span className={css.words}>
        <span className={css.title}>{title}</span>
        <span className={css.note}>{note}</span>
      </span>
      <span className={css.aside}>{aside}</span>
    </>
  );
}
