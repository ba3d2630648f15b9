import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../lib/ask.ts";
import { refusalKey } from "../../../lib/refusal-key.ts";
import sheet from "../../../ui/form.module.css";
import { useOutcomeWords } from "../use-outcome-words.ts";
import { SmallDialog } from "./small-dialog.tsx";

type EndDialogProps = { readonly isEverywhere: boolean; readonly onClose: () => void };

/** Signing out, here or everywhere; the focus is on the safe answer. */
export function EndDialog({ isEverywhere, onClose }: EndDialogProps) {
  const { t } = useTranslation();
  const wordsOf = useOutcomeWords(true);
  const [words, setWords] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const signOut = async (): Promise<void> => {
    if (isBusy) return;
    setIsBusy(true);
    const answer = await ask("session.sign-out", { isEverywhere });
    setIsBusy(false);
    if (!answer.ok) setWords(t(refusalKey(answer.code)));
    else if (answer.value.failure !== null) setWords(wordsOf(answer.value));
    else onClose();
  };
  return (
    <SmallDialog
      title={isEverywhere ? t("session.everywhereTitle") : t("session.signOutTitle")}
      about={isEverywhere ? t("session.everywhereText") : t("session.signOutText")}
      onClose={onClose}
    >
      <p className={sheet.said} role="status" data-tone="bad">
        {words}
      </p>
      <div className={sheet.actions}>
        <Button variant="default" size="md" onClick={onClose} data-autofocus>
          {t("session.cancel")}
        </Button>
        <Button variant="stop" size="md" aria-disabled={isBusy} onClick={() => void signOut()}>
          {isEverywhere ? t("session.signOutEverywhere") : t("session.signOut")}
        </Button>
      </div>
    </SmallDialog>
  );
}
