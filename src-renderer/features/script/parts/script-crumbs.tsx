import { IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ScriptView } from "../../../../src-shared/ipc/scripts.ts";
import css from "../script.module.css";

type Crumb = ScriptView["crumbs"][number];

/** The last blocks of the way; a press goes there again. */
const SHOWN = 3;

export function ScriptCrumbs({ view, onGo }: { view: ScriptView; onGo: (crumb: Crumb) => void }) {
  const { t } = useTranslation();
  const crumbs = view.crumbs.slice(-SHOWN);
  return (
    <nav className={css.crumbs} aria-label={t("script.passed")}>
      {crumbs.map((crumb, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a block may be passed twice
        <span key={index} className={css.crumb}>
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
