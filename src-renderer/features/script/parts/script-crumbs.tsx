import { IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ScriptView } from "../../../../src-shared/ipc/scripts.ts";
import css from "../script.module.css";

type Crumb = ScriptView["crumbs"][number];

/** The last blocks of the way; a press goes there again. */
const SHOWN = 3;

export function ScriptCrumbs({ view, onGo }: { view: ScriptView; onGo: (crumb: Crumb) => void }) {
  const { t } = useTranslation();
  // A block may be passed twice: a crumb is named by its place.
  const crumbs = view.crumbs.slice(-SHOWN).map((crumb, place) => ({ place, crumb }));
  return (
    <nav className={css.crumbs} aria-label={t("script.passed")}>
      {crumbs.map(({ place, crumb }) => (
        <span key={place} className={css.crumb}>
          <button type="button" onClick={() => onGo(crumb)}>
            {crumb.title}
          </button>
          <IconChevronRight size={12} stroke={1.5} aria-hidden="true" />
        </span>
      ))}
      <b aria-current="step">{view.blockTitle}</b>
    </nav>
  );
}
