import css from "./keys.module.css";

/** A key cap. Shown to the eye only: the control carries `aria-keyshortcuts`. */
export function Keys({ children }: { children: string }) {
  return (
    <span className={css.keys} aria-hidden="true">
      {children}
    </span>
  );
}
