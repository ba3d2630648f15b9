import type { ReactNode, Ref } from "react";
import css from "./scroll-pane.module.css";

type ScrollPaneProps = {
  readonly label: string;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLElement>;
  readonly children: ReactNode;
};

/** A part that scrolls by itself; it takes focus, so that the keyboard scrolls it too. */
export function ScrollPane({ label, className, ref, children }: ScrollPaneProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section ref={ref} className={`${css.pane} ${className ?? ""}`} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
