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
        <Tool label={t("script.jump")} icon={IconSitemap} onPress={onJump} />
        <Tool label={t("script.available")} icon={IconBooks} onPress={onChoose} />
        <Tool label={t("script.aboutTalk")} icon={IconInfoCircle} onPress={onFold} />
      </span>
    </header>
  );
}

type ToolProps = { readonly label: string; readonly icon: typeof IconBooks; readonly onPress: () => void };

function Tool({ label, icon: Icon, onPress }: ToolProps) {
  return (
    <button type="button" className={css.tool} title={label} aria-label={label} onClick={onPress}>
      <Icon size={18} stroke={1.5} aria-hidden="true" />
    </button>
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
