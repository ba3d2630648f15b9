import { IconBooks, IconFileText, IconInfoCircle, IconSitemap } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ScriptView } from "../../../../src-shared/ipc/scripts.ts";
import { useClock } from "../../../lib/clock.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { ToneChip } from "../../../ui/tone-chip.tsx";
import css from "../script.module.css";
import { MODEL_WORDS } from "../script-words.ts";

type ScriptHeadProps = {
  readonly view: ScriptView;
  readonly onJump: () => void;
  readonly onChoose: () => void;
  readonly onFold: () => void;
};

/** Which script it is, how long one stands at this block, and what else may be done. */
export function ScriptHead({ view, onJump, onChoose, onFold }: ScriptHeadProps) {
  const { t } = useTranslation();
  const model = t(MODEL_WORDS[view.model]);
  return (
    <header className={css.head}>
      <IconFileText size={18} stroke={1.5} aria-hidden="true" />
      <h2 className={css.title}>{view.title}</h2>
      <span className={css.chip}>{t("script.version", { model, version: view.version })}</span>
      <span className={css.tools}>
        {view.status.kind === "waiting" && <InBlock sinceMs={view.sinceMs} normMs={view.normMs} />}
        <button
          type="button"
          className={css.tool}
          title={t("script.jump")}
          aria-label={t("script.jump")}
          onClick={onJump}
        >
          <IconSitemap size={18} stroke={1.5} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={css.tool}
          title={t("script.available")}
          aria-label={t("script.available")}
          onClick={onChoose}
        >
          <IconBooks size={18} stroke={1.5} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={css.tool}
          title={t("script.aboutTalk")}
          aria-label={t("script.aboutTalk")}
          onClick={onFold}
        >
          <IconInfoCircle size={18} stroke={1.5} aria-hidden="true" />
        </button>
      </span>
    </header>
  );
}

/** Draws itself once a second, and nothing around it. */
function InBlock({ sinceMs, normMs }: { sinceMs: number; normMs: number | null }) {
  const { t } = useTranslation();
  const time = useClock((nowMs) => formatDuration(Math.max(0, nowMs - sinceMs)));
  const isOver = useClock((nowMs) => normMs !== null && nowMs - sinceMs > normMs);
  if (isOver)
    return (
      <ToneChip tone="warn">
        <span title={t("script.overNorm")}>
          {t("script.inBlock")} {time}
        </span>
      </ToneChip>
    );
  return (
    <span className={css.time}>
      {t("script.inBlock")} {time}
    </span>
  );
}
