import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BlockId } from "../../../../src-shared/ids.ts";
import type { ScriptView } from "../../../../src-shared/ipc/scripts.ts";
import { ToneChip } from "../../../ui/tone-chip.tsx";
import css from "../script.module.css";

type ScriptChecksProps = {
  readonly view: ScriptView;
  readonly onTick: (checkId: BlockId, isDone: boolean) => Promise<unknown>;
};

/** What is to be done in this block, and how far the end is. */
export function ScriptChecks({ view, onTick }: ScriptChecksProps) {
  const { t } = useTranslation();
  const isOver = view.status.kind === "ended";
  /** As it was pressed, until main has answered. */
  const [pressed, setPressed] = useState<Readonly<Partial<Record<BlockId, boolean>>>>({});
  const tick = async (checkId: BlockId, isDone: boolean) => {
    setPressed((before) => ({ ...before, [checkId]: isDone }));
    await onTick(checkId, isDone);
    setPressed(({ [checkId]: _answered, ...others }) => others);
  };
  return (
    <div className={css.checks}>
      <div className={css.ticks}>
        {view.checks.map(({ checkId, text, isObligatory, isDone }) => (
          <label key={checkId} className={css.check}>
            <input
              type="checkbox"
              checked={pressed[checkId] ?? isDone}
              disabled={isOver}
              onChange={(event) => void tick(checkId, event.currentTarget.checked)}
            />
            <span className={css.box} aria-hidden="true">
              <IconCheck size={14} stroke={2} />
            </span>
            <span>{text}</span>
            {isObligatory && <span className={css.must}>{t("script.obligatory")}</span>}
          </label>
        ))}
      </div>
      {!isOver && view.ahead > 0 && <ToneChip tone="plain">{t("script.ahead", { count: view.ahead })}</ToneChip>}
      {isOver && view.missed.length > 0 && (
        <p className={css.missed}>{t("script.missed", { count: view.missed.length, names: view.missed.join(", ") })}</p>
      )}
    </div>
  );
}
