import { Button } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ScriptChoiceDialog } from "./parts/script-choice.tsx";
import css from "./script.module.css";
import type { OwnScript } from "./use-script.ts";

type ScriptOfferProps = {
  readonly script: OwnScript;
  /** Back to the script that is open and was put aside. */
  readonly onShow: () => void;
};

/** One line where no script is in sight: back to it, or choose one. Nothing, where the team has none. */
export function ScriptOffer({ script: { view, choices, begin }, onShow }: ScriptOfferProps) {
  const { t } = useTranslation();
  const [isChoosing, setIsChoosing] = useState(false);
  if (!view && choices.length === 0) return null;
  return (
    <div className={css.offer}>
      <IconFileText size={18} stroke={1.5} aria-hidden="true" />
      <span className={css.title}>{view ? `${view.title}: ${view.blockTitle}` : t("script.none")}</span>
      <Button variant="default" size="sm" onClick={view ? onShow : () => setIsChoosing(true)}>
        {view ? t("script.backToScript") : t("script.choose")}
      </Button>
      {isChoosing && (
        <ScriptChoiceDialog
          choices={choices}
          isInstead={false}
          onChoose={(scriptId) => {
            setIsChoosing(false);
            void begin(scriptId).then((isBegun) => isBegun && onShow());
          }}
          onClose={() => setIsChoosing(false)}
        />
      )}
    </div>
  );
}
