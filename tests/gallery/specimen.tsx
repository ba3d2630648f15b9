import type { ReactNode } from "react";
import css from "./gallery.module.css";

type PieceProps = { readonly title: string; readonly children: ReactNode };

/** A family of components. */
export function Piece({ title, children }: PieceProps) {
  return (
    <section className={css.piece} aria-label={title}>
      <h2 className={css.heading}>{title}</h2>
      {children}
    </section>
  );
}

/** States that only a pointer or the keyboard brings; the photographer puts them on by the browser's own tool. */
export type ForcedState = "hover" | "focus-visible" | "active";

type SpecimenProps = {
  readonly name: string;
  readonly force?: ForcedState;
  readonly isWide?: boolean;
  readonly children: ReactNode;
};

/** One state of a component, with its name under it. */
export function Specimen({ name, force, isWide, children }: SpecimenProps) {
  return (
    <figure className={css.specimen} data-wide={isWide || undefined}>
      <div className={css.stage} data-force={force}>
        {children}
      </div>
      <figcaption className={css.name}>{name}</figcaption>
    </figure>
  );
}

/** Specimens side by side. */
export function Row({ children }: { readonly children: ReactNode }) {
  return <div className={css.row}>{children}</div>;
}
