import { IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ScriptView } from "../../../../src-shared/ipc/scripts.ts";
import css from "../script.module.css";
import { type ScriptWay, waysOn } from "../script-model.ts";

/** Where it goes on: what the customer says, or on. Each with its key. */
export function ScriptWays({ view, onWay }: { view: ScriptView; onWay: (way: ScriptWay) => void }) {
  const { t } = useTranslation();
  const ways = waysOn(view);
  if (ways.length === 0) return null;
  const onwards = view.kind === "action" ? t("script.actions.done") : t("script.next");
  return (
    <fieldset className={css.ways}>
      <legend className={css.hidden}>{view.answers.length > 0 ? t("script.answers") : t("script.next")}</legend>
      {ways.map((way, index) => {
        const answer = view.answers[index];
        return (
          <button
            key={way.kind === "answer" ? way.answerId : "next"}
            type="button"
            className={css.way}
            aria-keyshortcuts={index < 9 ? String(index + 1) : undefined}
            onClick={() => onWay(way)}
          >
            {index < 9 && (
              <span className={css.key} aria-hidden="true">
                {index + 1}
              </span>
            )}
            <span className={css.wayText}>{answer?.text ?? onwards}</span>
            {answer && answer.to !== "" && (
              <span className={css.to} aria-hidden="true">
                {answer.to}
                <IconChevronRight size={14} stroke={1.5} />
              </span>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}
