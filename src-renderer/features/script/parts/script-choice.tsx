import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScriptId } from "../../../../src-shared/ids.ts";
import type { ScriptChoice } from "../../../../src-shared/ipc/scripts.ts";
import sheet from "../../../ui/form.module.css";
import css from "../choice.module.css";
import { foundScripts } from "../script-model.ts";
import { MODEL_WORDS } from "../script-words.ts";
import { ChoiceDialog } from "./choice-dialog.tsx";

type ScriptChoiceProps = {
  readonly choices: readonly ScriptChoice[];
  /** One is open: another one takes its place. */
  readonly isInstead: boolean;
  readonly onChoose: (scriptId: ScriptId) => void;
  readonly onClose: () => void;
};

/** «Доступные скрипты»: those for this contact first. */
export function ScriptChoiceDialog({ choices, isInstead, onChoose, onClose }: ScriptChoiceProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const found = foundScripts(choices, typed);
  return (
    <ChoiceDialog
      title={t("script.available")}
      searchLabel={t("script.find")}
      typed={typed}
      onType={setTyped}
      note={isInstead ? t("script.beginInstead") : null}
      onClose={onClose}
    >
      {found.length === 0 && <p className={sheet.note}>{t("script.notFound")}</p>}
      <Group title={t("script.fits")} choices={found.filter(({ isFit }) => isFit)} onChoose={onChoose} />
      <Group title={t("script.others")} choices={found.filter(({ isFit }) => !isFit)} onChoose={onChoose} />
    </ChoiceDialog>
  );
}

type GroupProps = Pick<ScriptChoiceProps, "choices" | "onChoose"> & { readonly title: string };

function Group({ title, choices, onChoose }: GroupProps) {
  const { t } = useTranslation();
  if (choices.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={css.group}>{title}</h3>
      {choices.map(({ scriptId, title: name, summary, model }) => (
        <button key={scriptId} type="button" className={css.script} onClick={() => onChoose(scriptId)}>
          <span className={css.name}>{name}</span>
          <span className={css.model}>{t(MODEL_WORDS[model])}</span>
          {summary !== "" && <span className={css.summary}>{summary}</span>}
        </button>
      ))}
    </section>
  );
}
