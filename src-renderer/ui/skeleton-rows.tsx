import { useEffect, useState } from "react";
import css from "./skeleton-rows.module.css";

const SHOW_AFTER_MS = 150;
const ROWS = ["first", "second", "third", "fourth"] as const;

/** Rows of the right height while data is on its way; nothing at all for the first 150 ms, so that quick answers don't flicker. */
export function SkeletonRows({ label }: { label: string }) {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={css.rows} role="status" aria-label={label} data-shown={isShown || undefined}>
      {ROWS.map((row) => (
        <div className={css.row} key={row}>
          <span className={css.tile} />
          <span className={css.words}>
            <span className={css.line} />
            <span className={css.line} data-long />
          </span>
          <span className={css.line} data-short />
        </div>
      ))}
    </div>
  );
}
