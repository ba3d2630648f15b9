import type { ReactNode } from "react";
import { ListHead } from "./list-head.tsx";
import { ScrollPane } from "./scroll-pane.tsx";
import css from "./settings-page.module.css";

type SettingsPageProps = { readonly title: string; readonly caption: string; readonly children: ReactNode };

/** A page of the settings: its title, what it is about, and its parts in one column that scrolls. */
export function SettingsPage({ title, caption, children }: SettingsPageProps) {
  return (
    <section className={css.page} aria-label={title}>
      <ListHead title={title}>{caption}</ListHead>
      <ScrollPane label={caption} className={css.pane}>
        <div className={css.column}>{children}</div>
      </ScrollPane>
    </section>
  );
}

type SettingsPartProps = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode };

/** A part of a page of the settings; `aside` stands at the end of its heading. */
export function SettingsPart({ title, aside, children }: SettingsPartProps) {
  return (
    <section className={css.part} aria-label={title}>
      <div className={css.head}>
        <h2 className={css.heading} tabIndex={-1}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
